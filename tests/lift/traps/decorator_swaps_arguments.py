# graph only
import tensorflow as tf


def swapped(function):
    def wrapped(self, a, b, **kwargs):
        kwargs["n"] = kwargs.get("n", 2) + 1
        return function(self, b, a, **kwargs)

    return wrapped


def optional(function):
    def wrapped(self, *args, **kwargs):
        if not self.on:
            return args[0]
        return function(self, *args, **kwargs)

    return wrapped


class Model(object):
    def __init__(self, on):
        self.on = on

    @swapped
    def join(self, a, b, n=7):
        with tf.variable_scope("join"):
            return tf.layers.dense(a, n) - 2.0 * tf.layers.dense(b, n)

    @optional
    def block(self, x, n):
        with tf.variable_scope("block"):
            return tf.layers.dense(x, n)


def forward(x):
    m = Model(False)
    h = m.block(x, 4)
    m.on = True
    h = m.block(h, 3)
    return m.join(x, h)
