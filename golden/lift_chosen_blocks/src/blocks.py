"""The blocks of a residual network, and which of them a depth or a name stands for."""

import tensorflow as tf


def conv(x, channels, kernel=3, stride=1, scope="conv"):
    with tf.variable_scope(scope):
        return tf.layers.conv2d(x, channels, kernel, stride, padding="same", use_bias=False)


def basic(x, channels, stride=1, scope="basic"):
    """Two convolutions, and a projection where the shape changes."""
    with tf.variable_scope(scope):
        y = conv(tf.nn.relu(x), channels, stride=stride, scope="first")
        y = conv(tf.nn.relu(y), channels, scope="second")
        if stride != 1:
            x = conv(x, channels, 1, stride, scope="shortcut")
        return x + y


def bottleneck(x, channels, stride=1, scope="bottleneck"):
    """Three convolutions, the middle one of a quarter of the channels."""
    with tf.variable_scope(scope):
        y = conv(tf.nn.relu(x), channels // 4, 1, scope="reduce")
        y = conv(tf.nn.relu(y), channels // 4, stride=stride, scope="middle")
        y = conv(tf.nn.relu(y), channels, 1, scope="expand")
        if stride != 1:
            x = conv(x, channels, 1, stride, scope="shortcut")
        return x + y


def block_of(kind):
    """The block of a name."""
    if kind == "basic":
        return basic
    elif kind == "bottleneck":
        return bottleneck
    raise ValueError("unknown block %s" % kind)


def stack(x, block, channels):
    """Two blocks of whatever kind."""
    with tf.variable_scope("stack"):
        x = block(x, channels, scope="one")
        return block(x, channels, scope="two")
