"""Whatever is lifted in here, the names must come out as TF 1 counted them."""
import tensorflow as tf
import keras
from migrate import compat_scope

_NAMES = {"odd": "odd_one"}


class Norm(keras.layers.Layer):
    def build(self, x_shape):
        self.g = self.add_weight(name="g", shape=[x_shape[-1]], initializer="ones")

    def call(self, x):
        return x * self.g


class Unit(keras.layers.Layer):
    """Counts in whatever scope it is called."""

    tf1_scope = ""  # opens no scope of its own
    tf1_unnamed = ("dense", "norm")  # counted in the scope around

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = keras.layers.Dense(4, name="dense")
        self.norm = Norm(name="norm")

    def call(self, x):
        return self.norm(self.dense(x))


def odd(x, kind):
    with compat_scope.variable_scope(_NAMES.get(kind)):
        x = compat_scope.get_layer(Unit)(x)
        return compat_scope.get_layer(Unit)(x)


class Left(keras.layers.Layer):
    def __init__(self, *, name="both", **kwargs):
        super().__init__(name=name, **kwargs)

    def build(self, x_shape):
        self.left = self.add_weight(
            name="left", shape=[4], initializer="glorot_uniform"
        )

    def call(self, x):
        return x + self.left


class Right(keras.layers.Layer):
    def __init__(self, *, name="both", **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = keras.layers.Dense(4, name="dense")

    def build(self, x_shape):
        self.right = self.add_weight(
            name="right", shape=[4], initializer="glorot_uniform"
        )

    def call(self, x):
        return x + self.right * self.dense(x)


class Build(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_unnamed = ("dense", "norm")  # counted in the scope around

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.left = Left()
        self.unit = Unit()

    def call(self, x):
        return self.unit(self.left(x))


def forward(x):
    x = compat_scope.get_layer(Unit)(x)           # dense, norm
    x = odd(x, "odd")     # odd_one/dense, odd_one/dense_1
    x = compat_scope.layers.dense(x, 4)  # dense_1
    x = compat_scope.get_layer(Build)(x)          # both, dense_2, norm_1
    x = compat_scope.get_layer(Right, name="both")(x)          # both/dense
    with compat_scope.variable_scope("again"):
        x = compat_scope.get_layer(Build)(x)      # again/both, again/dense
        x = compat_scope.get_layer(Norm, default_name="norm")(x)
    with compat_scope.variable_scope("again", reuse=True):
        # the counters of a scope start anew: again/norm, shared
        x = compat_scope.get_layer(Norm, default_name="norm")(x)
    return compat_scope.get_layer(Norm, default_name="norm")(
        compat_scope.get_layer(Unit)(x)
    )
