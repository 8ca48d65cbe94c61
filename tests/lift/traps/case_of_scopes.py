# graph only: what operations and other scopes are called does not number variables in eager code
import tensorflow as tf


def left(x):
    with tf.variable_scope("Net"):
        return tf.matmul(x, tf.get_variable("w", [3, 3]))


def right(x):
    with tf.variable_scope("net"):
        return tf.matmul(x, tf.get_variable("w", [3, 3]))


def both(x):
    return right(left(x))


def forward(x):
    return both(x)
