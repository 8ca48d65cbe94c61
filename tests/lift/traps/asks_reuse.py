import tensorflow as tf


def proj(x):
    with tf.variable_scope("proj"):
        w = tf.get_variable("w", [3, 3])
        if tf.get_variable_scope().reuse:
            return -tf.matmul(x, w)
        return tf.matmul(x, w)


def forward(x):
    x = proj(x)
    with tf.variable_scope("", reuse=True):
        return proj(x)
