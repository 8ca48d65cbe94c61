import functools

import tensorflow as tf


def shared(function):
    @functools.wraps(function)
    def wrapper(*args):
        with tf.variable_scope(function.__name__, reuse=tf.AUTO_REUSE):
            return function(*args)

    return wrapper


@shared
def stays(x, *options):
    i = 0
    while i < 2:
        x = tf.layers.dense(x, 3, name="fc_%d" % i)
        i += 1
    return x


def host(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="in")
        h = stays(h)
        return tf.layers.dense(stays(h), 3, name="out")


def beside(x):
    h = tf.layers.dense(x, 3, name="in")
    return stays(stays(h))


def forward(x):
    return host(x, "a") + host(x, "b") + beside(x) + stays(x)
