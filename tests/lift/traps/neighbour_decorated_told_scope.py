import functools
import tensorflow as tf


def named(function):
    @functools.wraps(function)
    def wrapper(x):
        return function(x, scope="dense")
    return wrapper


@named
def stays(x, scope="stays"):
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            x = tf.layers.dense(x, 3, name="fc_%d" % i)
            i += 1
    return x


def block(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 4, name="in")
        h = stays(h)
        return tf.layers.dense(h, 3)


def other(x):
    with tf.variable_scope("other"):
        h = stays(x)
        w = tf.get_variable("w", [3, 3])
        return tf.matmul(h, w)


def forward(x):
    return block(x, "a") + block(x, "b") + other(x)
