import tensorflow as tf


def dense(x, n):
    return tf.layers.dense(x, n, activation=tf.tanh)


def taken(x):
    """A scope takes the number that TF1 then leaves out."""
    with tf.variable_scope("taken"):
        with tf.variable_scope("dense_1"):
            x = dense(x, 3)
        x = dense(x, 4)
        return dense(x, 3)


def forward(x):
    return taken(x)
