import tensorflow as tf


def dense(x, name):
    with tf.variable_scope(name):
        return tf.matmul(x, tf.get_variable("w", [3, 3]))


def biased(function):
    def wrapped(x, name):
        with tf.variable_scope("wrapped"):
            return function(x, name) + tf.get_variable("bias", [3])

    return wrapped


dense = biased(dense)


def forward(x):
    return dense(x, "d")
