import tensorflow as tf


def lower(x):
    with tf.variable_scope("shared", reuse=tf.AUTO_REUSE):
        w = tf.get_variable("w", [3, 3])
        return tf.matmul(x, w)


def upper(x):
    with tf.variable_scope("shared", reuse=tf.AUTO_REUSE):
        b = tf.get_variable("b", [3])
        w = tf.get_variable("w", [3, 3])
        return tf.matmul(x, w, transpose_b=True) + b


def forward(x):
    return upper(lower(x)) + lower(upper(x))
