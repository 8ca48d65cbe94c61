import functools

import tensorflow as tf

wide = functools.partial(tf.variable_scope, dtype=tf.float64)


def cell(x):
    with tf.variable_scope("cell") as scope:
        w = tf.get_variable("w", [3, 3], dtype=scope.dtype)
        return tf.cast(tf.matmul(tf.cast(x, w.dtype.base_dtype), w), tf.float32)


def forward(x):
    with wide("top"):
        return cell(x)
