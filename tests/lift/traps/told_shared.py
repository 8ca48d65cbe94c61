import tensorflow as tf


def dense(x, n):
    return tf.layers.dense(x, n, activation=tf.tanh)


def shared(x):
    """The third call gets the variables of the first."""
    with tf.variable_scope("shared", reuse=tf.AUTO_REUSE):
        y = dense(x, 3)
        z = dense(x, 3)
    with tf.variable_scope("shared", reuse=True):
        return y + z + dense(x, 3)


def forward(x):
    return shared(x)
