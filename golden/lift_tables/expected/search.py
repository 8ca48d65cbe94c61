"""What creates variables and is handed on, so that a function that is looked up might do so."""
import tensorflow as tf
import keras
from migrate import compat_scope


class Gated(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def build(self, x_shape):
        self.gate = keras.layers.Dense(x_shape[-1], name="gate")

    def call(self, x):
        return x * self.gate(x)


def gated(x):
    return compat_scope.get_layer(Gated)(x)


class Plain(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def build(self, x_shape):
        self.plain = keras.layers.Dense(x_shape[-1], name="plain")

    def call(self, x):
        return self.plain(x)


def plain(x):
    return compat_scope.get_layer(Plain)(x)


CHOICES = [plain, gated]


def searched(x):
    for i, choice in enumerate(CHOICES):
        with compat_scope.variable_scope("choice_%d" % i):
            x = choice(x)
    return x
