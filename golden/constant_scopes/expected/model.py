"""A small regression network."""

import tensorflow as tf
from migrate import compat_scope


def network(x):
    """Two hidden layers and a linear read-out."""
    with compat_scope.variable_scope("net"):
        with compat_scope.variable_scope("hidden1"):
            w = compat_scope.get_variable("w", [tf.compat.dimension_value(x.get_shape()[1]), 5])
            b = compat_scope.get_variable("b", [5], initializer=tf.compat.v1.zeros_initializer())
            h = tf.nn.relu(tf.matmul(x, w) + b)
        with compat_scope.variable_scope("hidden2"):
            w = compat_scope.get_variable("w", [5, 4])  # no bias here
            h = tf.tanh(tf.matmul(h, w))
    with compat_scope.variable_scope("readout"):
        w = compat_scope.get_variable("w", [4, 1])
        scale = compat_scope.get_variable("scale", [], trainable=False, initializer=tf.compat.v1.constant_initializer(1.0))
    return tf.squeeze(tf.matmul(h, w) * scale, axis=1)
