import tensorflow as tf


def proj(x):
    try:
        with tf.variable_scope("proj"):
            w = tf.get_variable("w", [3, 3])
    except ValueError:
        with tf.variable_scope("proj", reuse=True):
            w = tf.get_variable("w", [3, 3])
    return tf.matmul(x, w)


def forward(x):
    return proj(proj(x))
