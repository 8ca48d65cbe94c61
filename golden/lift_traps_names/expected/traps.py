import json

import numpy as np
import tensorflow as tf
import keras
from migrate import compat_scope

_SETTINGS = json.loads('{"first": "alpha", "second": "beta", "pending": ["p", "q"]}')
_COUNT = [0]


class Fine(keras.layers.Layer):
    """Nothing is wrong with this one."""

    def __init__(self, *, name="fine", **kwargs):
        super().__init__(name=name, **kwargs)

    def build(self, x_shape):
        self.gain = self.add_weight(
            name="gain", shape=[x_shape[-1]], initializer="ones"
        )

    def call(self, x):
        return x * self.gain


def from_table(x, key):
    # The names are in a file, in real life.
    with compat_scope.variable_scope(_SETTINGS[key]):
        return x + compat_scope.get_variable("b", [3])


def from_stack(x):
    with compat_scope.variable_scope(_SETTINGS["pending"].pop()):
        return x + compat_scope.get_variable("b", [3])


def label(n):
    return "w_" + "".join(sorted("ab" * n))


def named_by_call(x):
    with compat_scope.variable_scope("named_by_call"):
        return x * compat_scope.get_variable(label(np.random.RandomState(0).randint(1, 2)), [3])


def sized_by_value(x, n):
    """`n` is a tensor that happens to be constant."""
    with compat_scope.variable_scope("sized_by_value"):
        size = int(tf.get_static_value(n))
        w = compat_scope.get_variable("w", [tf.compat.dimension_value(x.shape[-1]), size])
        return tf.matmul(x, w)


def depth_of_tensor(x, n):
    depth = tf.get_static_value(n)
    with compat_scope.variable_scope("depth"):
        for i in range(depth):
            x = tf.matmul(x, compat_scope.get_variable("w%d" % i, [3, 3]))
    return x


def counted(x):
    """Every call counts, across functions and calls."""
    _COUNT[0] += 1
    with compat_scope.variable_scope("counted_%d" % _COUNT[0]):
        return x * compat_scope.get_variable("gain", [3])


def forward(x):
    _COUNT[0] = 0
    _SETTINGS["pending"] = ["p", "q"]
    n = tf.constant(2)
    x = compat_scope.get_layer(Fine, name="fine")(x)
    x = from_table(x, "first")
    x = from_table(x, "second")
    x = from_stack(from_stack(x))
    x = named_by_call(x)
    x = depth_of_tensor(x, n)
    x = counted(counted(x))
    return sized_by_value(x, n)
