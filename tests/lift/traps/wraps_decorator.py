import functools

import tensorflow as tf


def scoped(name):
    def decorate(fn):
        @functools.wraps(fn)
        def wrapped(*args, **kwargs):
            with tf.variable_scope(name, reuse=tf.AUTO_REUSE):
                return fn(*args, **kwargs)

        return wrapped

    return decorate


@scoped("outer")
def layer(x, units):
    w = tf.get_variable("w", [x.shape[-1].value, units])
    return tf.matmul(x, w)


def forward(x):
    return layer(x, 3) + layer(tf.tanh(x), units=3)
