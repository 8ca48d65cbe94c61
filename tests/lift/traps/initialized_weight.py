import tensorflow as tf


def proj(x, n, init=False):
    with tf.variable_scope("proj"):
        w = tf.get_variable("w", [3, n])
        if init:
            w = w.initialized_value()
        return tf.matmul(x, w)


def normed(x, n):
    with tf.variable_scope("normed"):
        w = tf.get_variable("w", [3, n])
        y = tf.matmul(x, tf.nn.l2_normalize(w.initialized_value(), 0))
        return y * tf.get_variable("g", [n])


def of_other(x, n):
    with tf.variable_scope("of_other"):
        w = tf.get_variable("w", [3, n])
        g = tf.get_variable("g", initializer=tf.reduce_sum(tf.square(w.initialized_value()), 0))
        return tf.matmul(x, w) * g


def handed(w):
    return tf.reduce_sum(w.initialized_value())


def sums(x, n):
    with tf.variable_scope("sums"):
        w = tf.get_variable("w", [3, n])
        return tf.matmul(x, w) + handed(w)


def forward(x):
    x = proj(proj(x, 3) if False else x, 3, init=True)
    x = of_other(normed(x, 3), 3)
    return sums(x, 3)
