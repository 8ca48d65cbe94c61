import tensorflow as tf
import keras
from migrate import compat_scope

from attention import Head


def double(of):
    return 2 * of.units


class Inference(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, hidden, classes, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.first = Head(hidden, tf.nn.elu, residual=True, name="first")
        self.second = Head(hidden, tf.nn.relu, residual=True, name="second")
        self.last = Head(classes, tf.identity, name="last")

    def call(self, inputs, bias):
        h = self.first(inputs, bias=bias)
        h = self.second(h, bias=bias)
        return self.last(h, bias=bias)


class Embed(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, size, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.embed = keras.layers.Dense(size, name="embed")

    def call(self, x):
        return self.embed(x)


class Scaled(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units
        self.scaled = keras.layers.Dense(units, name="scaled")

    def call(self, x):
        return self.scaled(x) / self.units


class Graph(object):
    """Networks on graphs; most of them need no object."""

    def __init__(self, units):
        self.units = units

    def inference(inputs, bias, hidden, classes):
        return compat_scope.get_layer(Inference, hidden, classes)(inputs, bias=bias)

    @staticmethod
    def embed(x, size):
        return compat_scope.get_layer(Embed, size)(x)

    def scaled(this, x):
        return compat_scope.get_layer(Scaled, this.units)(x)

    def shown(this, x):
        return compat_scope.layers.dense(x, double(this), name="shown")


class Scores(keras.layers.Layer):
    def __init__(self, *, name="graph", **kwargs):
        super().__init__(name=name, **kwargs)

    def call(self, features, bias):
        with compat_scope.hosting(self):
            logits = Graph.inference(features, bias, 3, 2)
        graph = Graph(2)
        with compat_scope.hosting(self):
            return (
                logits,
                Graph.embed(features, 3),
                graph.scaled(features),
                graph.shown(features),
            )
