"""A transformer block whose settings are names of the module, and whose activation is looked up."""
import math

import tensorflow as tf
import keras
from migrate import compat_scope

import search

SETTINGS = {"n_state": 6, "n_layer": 2, "act": "gelu", "pdrop": 0.0}


def gelu(x):
    return 0.5 * x * (1 + tf.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * tf.pow(x, 3))))


def softer(x):
    return tf.nn.softplus(x) - 0.5


def softest(x):
    return softer(softer(x))


ACTS = {"relu": tf.nn.relu, "gelu": gelu, "softest": softest, "half": lambda x: 0.5 * tf.tanh(x)}


class Dense(keras.layers.Layer):
    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w",
            shape=[x_shape[-1], self.units],
            initializer=keras.initializers.RandomNormal(stddev=0.2),
        )
        self.b = self.add_weight(name="b", shape=[self.units], initializer="zeros")

    def call(self, x):
        return tf.matmul(x, self.w) + self.b


class Mlp(keras.layers.Layer):
    def __init__(self, train=False, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.train = train
        self.fc = Dense(n_state, name="fc")

    def build(self, x_shape):
        self.proj = Dense(x_shape[-1], name="proj")

    def call(self, x):
        f = ACTS[act]  # as the settings say
        h = f(self.fc(x))
        h = self.proj(h)
        if self.train and pdrop > 0:
            h = tf.nn.dropout(h, rate=pdrop)
        return h


class Transformer(keras.layers.Layer):
    def __init__(self, train=False, *, name="transformer", **kwargs):
        super().__init__(name=name, **kwargs)
        self.mlp = [Mlp(train=train, name="h%d" % layer) for layer in range(n_layer)]

    def call(self, x):
        for mlp in self.mlp:
            x = x + mlp(x)
        return x


class Head(keras.layers.Layer):
    """The activation may be none of the table."""

    def __init__(self, kind, *, name="head", **kwargs):
        super().__init__(name=name, **kwargs)
        self.kind = kind
        self.first = Dense(5, name="first")
        self.second = Dense(3, name="second")

    def call(self, x):
        x = ACTS.get(self.kind, tf.nn.elu)(self.first(x))
        return {"none": tf.identity, "relu": tf.nn.relu}[
            "relu" if self.kind == "relu" else "none"
        ](self.second(x))


class ByName(keras.layers.Layer):
    def __init__(self, kind, *, name="by_name", **kwargs):
        super().__init__(name=name, **kwargs)
        self.kind = kind
        self.first = Dense(4, name="first")
        self.second = Dense(2, name="second")

    def call(self, x):
        activation = getattr(tf.nn, self.kind)
        return self.second(activation(self.first(x)))


if SETTINGS:
    globals().update(SETTINGS)


def forward(x):
    h = compat_scope.get_layer(Transformer, name="transformer")(x)
    a = compat_scope.get_layer(Head, "softest", name="head")(h)
    b = compat_scope.get_layer(Head, "selu", name="other")(h)
    return [
        a + b,
        compat_scope.get_layer(ByName, "relu6", name="by_name")(h),
        search.searched(h),
    ]
