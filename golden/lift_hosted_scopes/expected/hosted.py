"""Blocks with parts of their own around functions that stay, in scopes that say something about what these make."""

import tensorflow as tf
import keras
from migrate import compat_scope

import turns


def scaled(x, scope="scaled"):
    """Stays: a `while` loop creates its variables."""
    with compat_scope.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * compat_scope.get_variable("gamma_%d" % i, [3])
            i += 1
        return x


def stack(x):
    """Stays, and TF1 counts its layers in the scope around."""
    i = 0
    while i < 2:
        x = compat_scope.layers.dense(x, 3)
        i += 1
    return x


def halved(getter, name, *args, **kwargs):
    return 0.5 * getter(name, *args, **kwargs)


class Initialized(keras.layers.Layer):
    tf1_order = ("dense", "scaled", "out")  # as TF1 made them

    def __init__(self, value, *, name="initialized", **kwargs):
        super().__init__(name=name, **kwargs)
        self.value = value
        self.dense = keras.layers.Dense(3, name="dense")
        self.out = keras.layers.Dense(3, name="out")

    def call(self, x):
        h = self.dense(x)
        # The scales of a new block change little.
        with compat_scope.hosting(self, "scaled"), compat_scope.variable_scope(
            "scales", initializer=tf.compat.v1.constant_initializer(self.value)
        ):
            h = scaled(h)
        return self.out(h)


class Penalized(keras.layers.Layer):
    def __init__(self, rate, *, name="penalized", **kwargs):
        super().__init__(name=name, **kwargs)
        self.rate = rate
        self.out = keras.layers.Dense(3, name="out")

    def call(self, x):
        penalty = compat_scope.contrib.layers.l2_regularizer(self.rate)
        with compat_scope.hosting(self), compat_scope.variable_scope(
            "scales", regularizer=penalty
        ):
            h = scaled(tf.tanh(x))
            h = tf.nn.relu(h) + scaled(h, "more")
        return self.out(h)


class Shared(keras.layers.Layer):
    tf1_order = ("dense", "scaled")  # as TF1 made them

    def __init__(self, *, name="shared", **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = keras.layers.Dense(3, name="dense")

    def call(self, x):
        h = self.dense(x)
        with compat_scope.hosting(self, "scaled"), compat_scope.variable_scope(
            "half", custom_getter=halved
        ):
            return scaled(h)


class Numbered(keras.layers.Layer):
    tf1_order = ("first", "scaled", "second", "scaled_2")  # as TF1 made them

    def __init__(self, depth, *, name="numbered", **kwargs):
        super().__init__(name=name, **kwargs)
        self.depth = depth
        self.first = keras.layers.Dense(3, name="first")
        self.second = keras.layers.Dense(3, name="second")

    def call(self, x):
        h = self.first(x)
        with compat_scope.hosting(self, "scaled"), compat_scope.variable_scope(
            None, "block"
        ):
            h = scaled(h)
        h = self.second(h)
        with compat_scope.hosting(self, "scaled_2"), compat_scope.variable_scope(
            None, "block", initializer=tf.compat.v1.ones_initializer()
        ):
            for i in range(self.depth):
                if i % 2 == 0:
                    h = scaled(h, "scaled_%d" % i)
            h = stack(h)
        return h


class Counted(keras.layers.Layer):
    """No scope of its own: what it hosts is counted in one that it opens."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.out = keras.layers.Dense(3, name="out")

    def call(self, x):
        with keras.name_scope("counted"):
            with compat_scope.hosting(self):
                h = stack(tf.nn.relu(x))
                h = stack(h)
        with keras.name_scope("plain"):
            return self.out(h)


class ForwardLayer(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.initialized = Initialized(0.9)
        self.again = Initialized(1.1, name="again")
        self.penalized = Penalized(0.01)
        self.shared = Shared()
        self.counted = Counted()
        self.numbered = Numbered(3)
        self.forward = turns.Forward()

    def call(self, x):
        h = self.initialized(x)
        h = h + self.again(h)
        h = self.penalized(h)
        h = self.shared(self.shared(h))
        h = h + self.counted(h)
        return self.forward(self.numbered(h))
