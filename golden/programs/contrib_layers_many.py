import tensorflow as tf
from tensorflow.contrib import layers

x = tf.ones([2, 6, 6, 3])
n = layers.conv2d(x, 4, [3, 3], normalizer_fn=layers.batch_norm, normalizer_params={'is_training': True, 'scale': True})
n = layers.convolution2d(n, 4, 1, scope='c', weights_regularizer=layers.l2_regularizer(1e-3))
n = layers.avg_pool2d(n, [2, 2])
n = layers.conv2d_transpose(n, 2, 2, stride=2)
n = layers.layer_norm(n)
n = layers.instance_norm(n)
n = layers.separable_conv2d(n, 3, 3, 1)
n = layers.flatten(n)
n = layers.fully_connected(n, 3, biases_initializer=None)
n = layers.linear(n, 2)
n = layers.relu(n, 2)
n = layers.unit_norm(n, 1)
o = layers.one_hot_encoding([0, 1], 4)
print(n.name, o.name, n.shape, o.shape)
for v in tf.global_variables():
    print(v.name, v.shape)
print(len(tf.losses.get_regularization_losses()), tf.get_collection(tf.GraphKeys.UPDATE_OPS)[0].name)
