# graph only
import functools
import tensorflow as tf


def noted(function):
    made = []

    @functools.wraps(function)
    def wrapper(x):
        made.append(x)
        with tf.variable_scope("%s_%d" % (function.__name__, len(made))):
            return function(x)
    return wrapper


@noted
def dense(x):
    return tf.layers.dense(x, 3, name="fc")


def block(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 4, name="in")
        h = dense(h)
        return tf.layers.dense(h, 3, name="out")


def forward(x):
    return block(x, "a") + block(x, "b")
