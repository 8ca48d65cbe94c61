import functools
import tensorflow as tf


def followed_by(layer):
    def decorator(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            return layer(function(*args, **kwargs), 3)
        return wrapper
    return decorator


@followed_by(tf.layers.dense)
def stays(x, *options):
    i = 0
    while i < 2:
        x = tf.layers.dense(x, 3, name="fc_%d" % i)
        i += 1
    return x


def block(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 4, name="dense")
        h = stays(h)
        return tf.layers.dense(h, 3, name="out")


def forward(x):
    return block(x, "a") + block(x, "b")
