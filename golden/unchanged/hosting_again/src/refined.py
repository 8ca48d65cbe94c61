"""A layer whose hosted part makes the same variables several times in one call."""
import keras
import tensorflow as tf

from migrate import compat_scope


def refined(x, times):
    i = 0
    while i < times:
        x = compat_scope.layers.dense(x, 4, activation=tf.nn.tanh, name="refine")
        i += 1
    return x


class Decoder(keras.layers.Layer):
    tf1_order = ("first", "refined", "last")

    def __init__(self, times, *, name="decoder", **kwargs):
        super().__init__(name=name, **kwargs)
        self.times = times
        self.first = keras.layers.Dense(4, name="first")
        self.last = keras.layers.Dense(3, name="last")

    def call(self, x):
        h = self.first(x)
        with compat_scope.hosting(self, "refined", reuse=True):
            h = refined(h, self.times)
        return self.last(h)
