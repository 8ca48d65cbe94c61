import tensorflow as tf


def left(x):
    with tf.variable_scope("net"):
        return tf.matmul(x, tf.get_variable("w1", [3, 3]))


def right(x):
    with tf.variable_scope("net"):
        return tf.matmul(x, tf.get_variable("w2", [3, 3]))


def forward(x):
    return right(left(x))
