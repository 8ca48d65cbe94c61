"""Blocks of operations."""
import keras

from . import ops
from .ops import Scale, swish as activation


class LinearLayer(keras.layers.Layer):
    """An `ops.linear` with a scale; the name is the same on purpose."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, units, scope="linear", *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.linear = ops.Linear(units, name=scope)
        self.scale = Scale(name=scope + "_scale")

    def call(self, x):
        return self.scale(self.linear(x))


class Residual(keras.layers.Layer):
    def build(self, x_shape):
        self.linear = LinearLayer(x_shape[-1] * 2)
        self.out = ops.Linear(x_shape[-1], name="out")

    def call(self, x):
        h = activation(self.linear(x))
        return x + self.out(h)


class Stage(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, depth, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.residual = [Residual(name="residual_{}".format(i)) for i in range(depth)]

    def call(self, x):
        for residual in self.residual:
            x = residual(x)
        return x
