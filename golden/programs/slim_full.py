import tensorflow as tf
import tensorflow.contrib.slim as slim

x = tf.zeros([1, 8, 8, 3])
with slim.arg_scope([slim.conv2d, slim.separable_conv2d], normalizer_fn=slim.batch_norm, normalizer_params={'decay': 0.9, 'updates_collections': None}):
    with tf.variable_scope('b', values=[x]):
        n = slim.conv2d(x, 4, [3, 1], scope='a')
        n = slim.separable_conv2d(n, None, [3, 3], depth_multiplier=1, scope='dw')
        n = slim.conv2d(n, 5, 1, rate=2, scope='dil', outputs_collections=['outs'])
        b = [slim.conv2d(n, 2, 1, scope='br%d' % i) for i in range(2)]
        n = tf.concat(b, 3)
n = slim.avg_pool2d(n, [2, 2], scope='ap')
n = slim.conv2d_transpose(n, 3, [2, 2], 2, scope='up')
n = slim.bias_add(n) if hasattr(slim, 'bias_add') else n
l = slim.softmax(slim.fully_connected(slim.dropout(slim.flatten(n)), 4, activation_fn=None, scope='logits'), scope='pred')
one = slim.one_hot_encoding([1], 4)
slim.losses.softmax_cross_entropy(l, one)
print(n.name, l.name, one.name, [t.name for t in tf.get_collection('outs')], slim.losses.get_total_loss().name)
for v in slim.get_model_variables():
    print(v.op.name, v.shape.as_list())
