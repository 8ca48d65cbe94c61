import tensorflow as tf


def dense(x, n):
    return tf.layers.dense(x, n, activation=tf.tanh)


def part(x, scope):
    with tf.variable_scope(scope):
        return dense(dense(x, 3), 4)


def forward(x):
    with tf.variable_scope("a"):
        y = dense(x, 3)
    x = part(x, "b")
    x = part(x, "c")
    with tf.variable_scope("a"):
        with tf.variable_scope("d"):
            return dense(x, 3) + y
