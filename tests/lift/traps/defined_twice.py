import tensorflow as tf


def dense(x):
    with tf.variable_scope("first"):
        return tf.matmul(x, tf.get_variable("w", [3, 3]))


def stack(x):
    with tf.variable_scope("stack"):
        return dense(x)


def dense(x):
    with tf.variable_scope("second"):
        return tf.matmul(x, tf.get_variable("v", [3, 3]))


def forward(x):
    return stack(x)
