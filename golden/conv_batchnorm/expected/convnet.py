import functools

import tensorflow as tf
from migrate import compat_scope

norm = functools.partial(compat_scope.layers.batch_normalization, momentum=0.95, epsilon=1e-5)


def conv_bn(x, filters, name, is_training, stride=1):
    with compat_scope.variable_scope(name):
        x = compat_scope.layers.conv2d(x, filters, kernel_size=3, strides=stride, padding="same", use_bias=False,
                             kernel_initializer=tf.compat.v1.variance_scaling_initializer())
        x = norm(x, training=is_training, fused=True)
        return tf.nn.relu6(x)


def upsample(x, filters, name):
    return compat_scope.layers.conv2d_transpose(x, filters, [4, 4], strides=[2, 2], padding="same", name=name,
                                      activation=tf.nn.tanh)


def convnet(x, is_training):
    x = conv_bn(x, 4, "conv1", is_training)
    x = conv_bn(x, 6, "conv2", is_training, stride=2)
    x = compat_scope.layers.separable_conv2d(x, 5, 3, depth_multiplier=2, padding="same", name="separable")
    x = norm(x, training=is_training, scale=False, name="post", beta_initializer=tf.compat.v1.constant_initializer(0.1))
    x = upsample(x, 3, "up")
    with compat_scope.variable_scope("head"):
        x = compat_scope.layers.average_pooling2d(x, pool_size=8, strides=8)
        return compat_scope.layers.dense(compat_scope.layers.flatten(x), 2)
