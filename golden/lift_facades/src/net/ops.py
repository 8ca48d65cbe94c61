"""The operations."""

import tensorflow as tf

__all__ = ["linear", "scaled"]


def linear(x, units, scope="linear"):
    """A dense layer."""
    with tf.variable_scope(scope):
        w = tf.get_variable("w", [x.shape[-1].value, units], initializer=tf.random_normal_initializer(stddev=0.1))
        b = tf.get_variable("b", [units], initializer=tf.zeros_initializer())
        return tf.matmul(x, w) + b


def scaled(x, scope="scaled"):
    """Multiplies each feature by a factor of its own."""
    with tf.variable_scope(scope):
        return x * tf.get_variable("factor", [x.shape[-1].value], initializer=tf.ones_initializer())
