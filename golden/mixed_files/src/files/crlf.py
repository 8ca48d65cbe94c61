"""Windows line ends."""
import tensorflow as tf


def crlf(x):
    with tf.variable_scope("crlf"):
        w = tf.get_variable("w", [3, 3])  # a comment
        return tf.layers.dense(tf.matmul(x, w), 3,
                               name="d")
