"""Loops of which some turns call functions that stay, or call them several times."""

import tensorflow as tf
import keras
from migrate import compat_scope


def scaled(x, scope="scaled"):
    """Stays: a `while` loop creates its variables."""
    with compat_scope.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * compat_scope.get_variable("gamma_%d" % i, [3], initializer=tf.compat.v1.ones_initializer())
            i += 1
        return x


class EveryOther(keras.layers.Layer):
    tf1_order = (("dense", "scaled"),)  # as TF1 made them

    def __init__(self, depth, *, name="every_other", **kwargs):
        super().__init__(name=name, **kwargs)
        self.depth = depth
        self.dense = [keras.layers.Dense(3, name="dense_%d" % i) for i in range(depth)]

    def call(self, x):
        for i in range(self.depth):
            x = self.dense[i](x)
            with compat_scope.hosting(self, "scaled"):
                if i % 2:
                    x = scaled(x, "scaled_%d" % i)
        return x


class Growing(keras.layers.Layer):
    tf1_order = (("dense", "scaled", "dense_2"),)  # as TF1 made them

    def __init__(self, depth, *, name="growing", **kwargs):
        super().__init__(name=name, **kwargs)
        self.depth = depth
        self.dense = [keras.layers.Dense(3, name="dense_%d" % i) for i in range(depth)]
        self.dense_2 = [keras.layers.Dense(3, name="out_%d" % i) for i in range(depth)]

    def call(self, x):
        for i in range(self.depth):
            x = self.dense[i](x)
            with compat_scope.hosting(self, "scaled"):
                for j in range(i):
                    # No scale behind the first one.
                    with compat_scope.variable_scope("step_%d_%d" % (i, j)):
                        x = scaled(x)
            x = self.dense_2[i](x)
        return x


class Rows(keras.layers.Layer):
    tf1_order = ((("dense", "scaled"), "scaled_2"), "out")  # as TF1 made them

    def __init__(self, depth, *, name="rows", **kwargs):
        super().__init__(name=name, **kwargs)
        self.depth = depth
        self.dense = [
            [keras.layers.Dense(3, name="dense_%d_%d" % (i, j)) for j in range(2)]
            for i in range(depth)
        ]
        self.out = keras.layers.Dense(3, name="out")

    def call(self, x):
        for i in range(self.depth):
            for j in range(2):
                x = self.dense[i][j](x)
                with compat_scope.hosting(self, "scaled"):
                    x = scaled(x, "scaled_%d_%d" % (i, j))
            with compat_scope.hosting(self, "scaled_2"):
                x = scaled(x, "scaled_%d" % i)
        return self.out(x)


def both(x, depth):
    """Stays: a scale of the second turn is behind the dense layer of that turn."""
    with compat_scope.variable_scope("both"):
        for i in range(depth):
            if i % 2:
                x = compat_scope.layers.dense(x, 3, name="dense_%d" % i)
                x = scaled(x, "scaled_%d" % i)
        return x


class Forward(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_order = ("every_other", "growing", "rows", "both")  # as TF1 made them

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.every_other = EveryOther(3)
        self.growing = Growing(3)
        self.rows = Rows(2)

    def call(self, x):
        h = self.every_other(x)
        h = self.growing(h)
        rows_out = self.rows(h)
        with compat_scope.hosting(self, "both"):
            return both(rows_out, 4)
