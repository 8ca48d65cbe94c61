import tensorflow as tf


def tree(x, depth, name):
    if depth == 0:
        return x
    with tf.variable_scope(name):
        left = tree(x, depth - 1, "left")
        right = tree(x, depth - 1, "right")
        w = tf.get_variable("w", [3, 3])
        return tf.matmul(left + right, w)


def forward(x):
    return tree(x, 2, "root")
