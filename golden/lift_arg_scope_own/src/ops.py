"""Layers whose settings scopes give."""

import tensorflow as tf
from tensorflow.contrib.framework.python.ops import add_arg_scope


@add_arg_scope
def conv(x, filters, size=3, stride=1, act=tf.nn.elu, keep=1.0, training=True, name="conv"):
    """A convolution with batch normalization."""
    with tf.variable_scope(name):
        x = tf.layers.conv2d(x, filters, size, stride, padding="same", use_bias=False, name="kernel")
        x = tf.layers.batch_normalization(x, training=training, name="bn")
        return act(x) * keep


@add_arg_scope
def weight_normed(x, units, scale=1.0, bias=True, scope="dense"):
    with tf.variable_scope(scope):
        v = tf.get_variable("v", [x.get_shape()[-1].value, units])
        g = tf.get_variable("g", [units], initializer=tf.ones_initializer())
        x = tf.matmul(x, scale * g * tf.nn.l2_normalize(v, 0))
        if bias:
            x = x + tf.get_variable("b", [units], initializer=tf.zeros_initializer())
        return x


def pixelwise(x, units, **kwargs):
    """`weight_normed` for all pixels."""
    _, height, width, channels = x.get_shape().as_list()
    x = weight_normed(tf.reshape(x, [-1, channels]), units, **kwargs)
    return tf.reshape(x, [-1, height, width, units])


def gated(x, scope):
    """Is called under several scopes, and under none."""
    with tf.variable_scope(scope):
        filters = x.get_shape()[-1].value
        a = conv(x, filters, name="a")
        b = conv(a, filters, act=tf.nn.sigmoid, name="b")
        return x + a * b
