import functools

import tensorflow as tf


def scoped(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        with tf.variable_scope("in_" + function.__name__):
            return function(*args, **kwargs)

    return wrapper


@scoped
def stays(x, *options):
    i = 0
    while i < 2:
        x = tf.layers.dense(x, 3, name="fc_%d" % i)
        i += 1
    return x


@scoped
def lifts(x, units):
    h = tf.layers.dense(x, units)
    w = tf.get_variable("w", [units], initializer=tf.ones_initializer())
    return tf.layers.dense(h * w, units)


def host(x, scope, reuse=None):
    with tf.variable_scope(scope, reuse=reuse):
        h = lifts(x, 3)
        h = tf.layers.dense(h, 3, name="mid")
        h = stays(h)
        return h * tf.get_variable("late", [3], initializer=tf.ones_initializer())


def forward(x):
    with tf.variable_scope("net", initializer=tf.constant_initializer(0.3)):
        y = host(x, "a")
        y += host(2.0 * x, "a", reuse=True)
        y = host(y, "b")
    with tf.variable_scope("net", reuse=True):
        return y + host(x, "b")
