import tensorflow as tf


def pair(x, flip, name):
    with tf.variable_scope(name):
        if flip:
            b = tf.get_variable("b", [3])
            w = tf.get_variable("w", [3, 3])
        else:
            w = tf.get_variable("w", [3, 3])
            b = tf.get_variable("b", [3])
        return tf.matmul(x, w) + b


def forward(x):
    return pair(pair(x, True, "p"), False, "q")
