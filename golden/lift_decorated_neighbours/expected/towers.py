"""Models of such parts."""
import tensorflow as tf
import keras
from migrate import compat_scope

from parts import Noise, gain, Head, normed, stack, table


class Tower(keras.layers.Layer):
    """Its own layers stand between decorated ones."""

    tf1_order = ("first", "stack", "second", "gain", "head")  # as TF1 made them

    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units
        self.first = keras.layers.Dense(units, name="first")
        self.second = keras.layers.Dense(units, name="second")
        self.head = Head(3)

    def call(self, x):
        h = self.first(x)
        with compat_scope.hosting(self, "stack"):
            h = stack(h, self.units)
            h = normed(h)  # in its own scope
        h = self.second(tf.nn.relu(h))
        with compat_scope.hosting(self, "gain"):
            h = gain(h, "out/last")
            h = Noise.scaled(h, 2)
        return self.head(h)


class Siamese(keras.layers.Layer):
    """The same weights for both."""

    def __init__(self, *, name="siamese", **kwargs):
        super().__init__(name=name, **kwargs)
        self.net = Tower(4, name="net")

    def call(self, x):
        left = self.net(x)
        right = self.net(2.0 * x)
        return left - right


def counted(x):
    """What `normed` is called in may have the name of what TF1 counts here."""
    with compat_scope.variable_scope("counted"):
        h = normed(x)
        return compat_scope.layers.dense(h, 3)


def cached(x):
    """Nobody knows where `table` was made first."""
    with compat_scope.variable_scope("cached"):
        h = compat_scope.layers.dense(x, 3, name="fc")
        return h * table(3)


class Forward(keras.layers.Layer):
    def __init__(self, *, name="model", **kwargs):
        super().__init__(name=name, **kwargs)
        self.one = Tower(4, name="one")
        self.siamese = Siamese()
        self.two = Tower(5, name="two")

    def call(self, x):
        y = self.one(x)
        y = y + self.siamese(x)
        return self.two(y)


def rest(x):
    return counted(x) + cached(x)
