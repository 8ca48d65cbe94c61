import tensorflow as tf


def embed(x, reuse=False):
    with tf.variable_scope("embed", reuse=reuse):
        w = tf.get_variable("w", [3, 4])
        return tf.matmul(x, w)


def project(x):
    with tf.variable_scope("embed", reuse=True):
        w = tf.get_variable("w", [3, 4])
    with tf.variable_scope("project"):
        b = tf.get_variable("b", [3])
    return tf.matmul(x, w, transpose_b=True) + b


def forward(x):
    return project(embed(x))
