import functools
import tensorflow as tf


def scoped(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)
    return wrapper


@scoped
def stays(x, *options):
    i = 0
    with tf.variable_scope("stays"):
        while i < 2:
            x = tf.layers.dense(x, 3, name="fc_%d" % i)
            i += 1
    return x


def block(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 4, name="in")
        h = stays(h)
        return tf.layers.dense(h, 3, name="out")


def forward(x):
    return block(x, "a") + block(x, "b")
