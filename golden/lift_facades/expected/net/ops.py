"""The operations."""

import tensorflow as tf
import keras
from migrate import compat_scope

__all__ = ["Linear", "linear", "Scaled", "scaled"]


class Linear(keras.layers.Layer):
    """A dense layer."""

    def __init__(self, units, *, name="linear", **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w",
            shape=[x_shape[-1], self.units],
            initializer=keras.initializers.RandomNormal(stddev=0.1),
        )
        self.b = self.add_weight(name="b", shape=[self.units], initializer="zeros")

    def call(self, x):
        return tf.matmul(x, self.w) + self.b


def linear(x, units, scope="linear"):
    return compat_scope.get_layer(Linear, units, name=scope)(x)


class Scaled(keras.layers.Layer):
    """Multiplies each feature by a factor of its own."""

    def __init__(self, *, name="scaled", **kwargs):
        super().__init__(name=name, **kwargs)

    def build(self, x_shape):
        self.factor = self.add_weight(
            name="factor", shape=[x_shape[-1]], initializer="ones"
        )

    def call(self, x):
        return x * self.factor


def scaled(x, scope="scaled"):
    return compat_scope.get_layer(Scaled, name=scope)(x)
