import tensorflow as tf
import keras
from migrate import compat_scope

from getters import Scaled, clip_getter, renamed, rounded, with_average


class Linear(keras.layers.Layer):
    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w", shape=[x_shape[-1], self.units], initializer="glorot_uniform"
        )
        self.b = self.add_weight(
            name="b", shape=[self.units], initializer=keras.initializers.Constant(0.3)
        )

    def call(self, x):
        return tf.matmul(x, self.w) + self.b


class Block(keras.layers.Layer):
    """Gains around two layers; the order of the variables is that of the statements."""

    tf1_order = ("gain", "first", "second", "out_gain")  # as TF1 made them

    def __init__(self, units=4, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units
        self.first = Linear(units, name="first")
        self.second = Linear(units, name="second")

    def build(self, x_shape):
        self.gain = self.add_weight(
            name="gain", shape=[x_shape[-1]], initializer="ones"
        )
        self.out_gain = self.add_weight(
            name="out_gain", shape=[self.units], initializer="ones"
        )

    def call(self, x):
        h = tf.nn.relu(self.first(x * self.gain))
        h = self.second(h)
        return h * self.out_gain


class Head(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_unnamed = ("dense",)  # counted in the scope around

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = keras.layers.Dense(5, activation="tanh", name="dense")
        self.logits = keras.layers.Dense(3, name="logits")

    def call(self, x):
        x = self.dense(x)
        return self.logits(x)


class Shared(keras.layers.Layer):
    """The same layer twice: the getter is asked twice."""

    def __init__(self, *, name="shared", **kwargs):
        super().__init__(name=name, **kwargs)
        self.fc = Linear(4, name="fc")

    def call(self, x):
        y = self.fc(x)
        return y + self.fc(tf.sin(x))


def kept(x):
    """An object, which asks a getter once and keeps the answer."""
    with compat_scope.variable_scope("kept"):
        layer = compat_scope.layers.Dense(4, name="d")
        return layer(x) + layer(2.0 * x)


def again(x):
    with compat_scope.variable_scope("again"):
        for i in range(2):
            with compat_scope.variable_scope("one", reuse=i > 0):
                x = x * compat_scope.get_variable("s", [4])
        return x


def penalized(x):
    return compat_scope.layers.dense(x, 4, kernel_regularizer=lambda w: 0.1 * tf.reduce_sum(w * w), name="penalized")


def low(x):
    with compat_scope.variable_scope("low"):
        return tf.matmul(x, compat_scope.get_variable("w", [4, 4]))


def scaled(x):
    with compat_scope.variable_scope("scaled"):
        return tf.matmul(x, compat_scope.get_variable("w", [4, 4]))


def forward(x):
    with compat_scope.variable_scope("model"):
        y = compat_scope.get_layer(Head)(
            compat_scope.get_layer(Shared, name="shared")(
                compat_scope.get_layer(Block, default_name="block")(
                    compat_scope.get_layer(Block, default_name="block")(x)
                )
            )
        )
    with compat_scope.variable_scope("model", reuse=compat_scope.AUTO_REUSE, custom_getter=with_average):
        z = compat_scope.get_layer(Head)(
            compat_scope.get_layer(Shared, name="shared")(
                compat_scope.get_layer(Block, default_name="block")(
                    compat_scope.get_layer(Block, default_name="block")(x)
                )
            )
        )
        with compat_scope.variable_scope("inner", custom_getter=clip_getter(0.2)):
            z = z + compat_scope.get_layer(Head)(
                compat_scope.get_layer(Block, default_name="block")(x)
            )
    with compat_scope.variable_scope("renamed", custom_getter=renamed):
        z = z * compat_scope.get_layer(Head)(x)
    with compat_scope.variable_scope("stays", custom_getter=with_average):
        u = penalized(again(kept(x)))
    with compat_scope.variable_scope("low", custom_getter=rounded):
        u = low(u)
    with compat_scope.variable_scope("scaled", custom_getter=Scaled(0.5)):
        u = scaled(u)
    return y, z, u
