"""A layer that makes some of its parts itself, and leaves one to code on scopes."""

import keras
import tensorflow as tf

from migrate import compat_scope


def scaled(x, scope="scaled"):
    """Multiplies by as many weights as it takes."""
    with compat_scope.variable_scope(scope):
        while len(x.shape) < 3:
            width = tf.compat.dimension_value(x.shape[-1])
            weight = compat_scope.get_variable("gamma_%d" % len(x.shape), [width])
            x = tf.expand_dims(x * weight, 1)
        return x


class Block(keras.layers.Layer):
    """Two dense layers, with weights of older code in between."""

    tf1_order = ("first", "scaled", "second")  # as TF1 made them

    def __init__(self, units, *, name="block", **kwargs):
        super().__init__(name=name, **kwargs)
        self.first = keras.layers.Dense(units, activation="relu", name="first")
        self.second = keras.layers.Dense(units, name="second")

    def call(self, x):
        h = self.first(x)
        with compat_scope.hosting(self, "scaled"):
            h = scaled(h)
        return self.second(h)
