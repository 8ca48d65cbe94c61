"""Heads."""
import net
import keras
from migrate import compat_scope


class Pair(keras.layers.Layer):
    """The mean of two heads."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.a = net.Linear(units, name="a")
        self.b = net.Linear(units, name="b")

    def call(self, x):
        a = self.a(x)
        b = self.b(x)
        return (a + b) / 2


def pair(x, units):
    return compat_scope.get_layer(Pair, units)(x)
