"""Blocks of operations; TensorFlow is used by the operations alone."""

from . import ops
from .ops import Linear
import keras


class Stack(keras.layers.Layer):
    """Dense layers, one after the other."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, sizes, scope="stack", *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.linear = [
            Linear(size, name="%s_%d" % (scope, i)) for i, size in enumerate(sizes)
        ]

    def call(self, x):
        for linear in self.linear:
            x = linear(x)
        return x


class Residual(keras.layers.Layer):
    """Adds what two layers make of `x`; the second one is as wide as `x`."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, units, scope="residual", *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.linear = Linear(units, name=scope + "_in")
        self.linear_2 = ops.Linear(4, name=scope + "_out")

    def call(self, x):
        h = self.linear(x)
        return x + self.linear_2(h)
