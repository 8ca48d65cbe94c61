"""Building blocks."""

import tensorflow as tf
from tensorflow.contrib import layers


def convolution(x, channels, width, scope, training, stride=1):
    """A 1-D convolution, batch normalization and relu, under `scope`."""
    with tf.variable_scope(scope):
        in_channels = x.get_shape()[-1].value
        kernel = tf.get_variable(
            "kernel",
            [width, in_channels, channels],
            initializer=tf.contrib.layers.xavier_initializer(),
            regularizer=layers.l2_regularizer(1e-4),
        )
        x = tf.nn.conv1d(x, kernel, stride=stride, padding="SAME")
        x = layers.batch_norm(x, decay=0.9, scale=True, is_training=training, scope="norm")
        return tf.nn.relu(x)


def residual(x, width, scope, training):
    """Two convolutions around a shortcut."""
    channels = x.get_shape()[-1].value
    with tf.variable_scope(scope, default_name="residual"):
        y = convolution(x, channels, width, "first", training)
        y = convolution(y, channels, width, "second", training)
        return x + y
