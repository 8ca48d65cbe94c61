"""Heads of a policy, whose weights are called after the head without a scope of its own."""
import tensorflow as tf
import keras
from migrate import compat_scope


class Linear(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_separator = ">"  # for "/" in the names of weights

    def __init__(
        self, size, scope_name, initializer=None, bias_init=0, *, name=None, **kwargs
    ):
        super().__init__(name=name, **kwargs)
        self.size = size
        self.scope_name = scope_name
        self.initializer = initializer
        self.bias_init = bias_init

    def build(self, x_shape):
        self.w = self.add_weight(
            name=self.scope_name + ">w",
            shape=[x_shape[1], self.size],
            initializer=self.initializer,
        )
        self.b = self.add_weight(
            name=self.scope_name + ">b",
            shape=[self.size],
            initializer=keras.initializers.Constant(self.bias_init),
        )

    def call(self, x):
        return tf.matmul(x, self.w) + self.b


class Gated(keras.layers.Layer):
    """A gate for one step."""

    tf1_scope = ""  # opens no scope of its own
    tf1_separator = ">"  # for "/" in the names of weights

    def __init__(self, scope_name, step, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.scope_name = scope_name
        self.step = step

    def build(self, x_shape):
        size = x_shape[1]
        self.w = self.add_weight(
            name="%s>gate_%d>w" % (self.scope_name, self.step),
            shape=[size, size],
            initializer="glorot_uniform",
        )
        self.b = self.add_weight(
            name=">".join([self.scope_name, "b"]), shape=[size], initializer="zeros"
        )
        self.mix = self.add_weight(
            name="mix>{}>mix".format(self.scope_name), shape=[size], initializer="ones"
        )

    def call(self, x):
        return x * tf.sigmoid(tf.matmul(x, self.w) + self.b) * self.mix


def _vector(layer, name, size):
    return layer.add_weight(
        name=name, shape=[size], initializer=keras.initializers.RandomNormal(stddev=0.5)
    )


class Norm(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_names = {"shared_shift": "shared/shift"}
    tf1_separator = ">"  # for "/" in the names of weights

    def __init__(self, scope_name, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.scope_name = scope_name

    def build(self, x_shape):
        size = x_shape[-1]
        self.vector = _vector(self, self.scope_name + ">scale", size)
        self.shared_shift = _vector(self, "shared_shift", size)

    def call(self, x):
        # The shift is shared by all who are called in this scope.
        return x * self.vector + self.shared_shift


def forward(x):
  x = compat_scope.get_layer(Gated, "first", 2)(x)
  with compat_scope.variable_scope("policy"):
    logits = compat_scope.get_layer(Linear, 4, "action")(
        compat_scope.get_layer(Norm, "norm")(x)
    )
    value = compat_scope.get_layer(Linear, 1, "value", bias_init=0.5)(x)
  with compat_scope.variable_scope("policy", reuse=True):
    again = compat_scope.get_layer(Linear, 1, "value")(x * 2.0)
  return logits + value * again
