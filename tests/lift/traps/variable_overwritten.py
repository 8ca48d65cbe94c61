import tensorflow as tf


def twice(x):
    with tf.variable_scope("twice"):
        w = tf.get_variable("w1", [3, 3])
        y = tf.matmul(x, w)
        w = tf.get_variable("w2", [3, 3])
        return y + tf.matmul(x, w)


def weights(x, flag):
    with tf.variable_scope("pick"):
        w = tf.get_variable("a", [3, 3])
        if flag:
            w = w + tf.get_variable("b", [3, 3])
        return tf.matmul(x, w)


def forward(x):
    return weights(twice(x), True) + twice_again(x)


def twice_again(x):
    with tf.variable_scope("twice", reuse=True):
        return tf.matmul(x, tf.get_variable("w2", [3, 3]))
