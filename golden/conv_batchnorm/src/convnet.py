import functools

import tensorflow as tf

norm = functools.partial(tf.layers.batch_normalization, momentum=0.95, epsilon=1e-5)


def conv_bn(x, filters, name, is_training, stride=1):
    with tf.variable_scope(name):
        x = tf.layers.conv2d(x, filters, kernel_size=3, strides=stride, padding="same", use_bias=False,
                             kernel_initializer=tf.variance_scaling_initializer())
        x = norm(x, training=is_training, fused=True)
        return tf.nn.relu6(x)


def upsample(x, filters, name):
    return tf.layers.conv2d_transpose(x, filters, [4, 4], strides=[2, 2], padding="same", name=name,
                                      activation=tf.nn.tanh)


def convnet(x, is_training):
    x = conv_bn(x, 4, "conv1", is_training)
    x = conv_bn(x, 6, "conv2", is_training, stride=2)
    x = tf.layers.separable_conv2d(x, 5, 3, depth_multiplier=2, padding="same", name="separable")
    x = norm(x, training=is_training, scale=False, name="post", beta_initializer=tf.constant_initializer(0.1))
    x = upsample(x, 3, "up")
    with tf.variable_scope("head"):
        x = tf.layers.average_pooling2d(x, pool_size=8, strides=8)
        return tf.layers.dense(tf.layers.flatten(x), 2)
