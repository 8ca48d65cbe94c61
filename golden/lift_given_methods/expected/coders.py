"""Coders of sentences: the base class builds the graph, those below say how a sentence is encoded."""
import tensorflow as tf
import keras
from migrate import compat_scope


class CoderLayer(keras.layers.Layer):
    """The scores of the classes."""

    def __init__(self, squash, units, classes, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.squash = squash
        self.hidden = keras.layers.Dense(units, name="hidden")
        self.scores = keras.layers.Dense(classes, name="scores")

    def call(self, words, encode):
        # Whatever the class below makes of them
        with compat_scope.hosting(self):
            code = encode(words)
        with keras.name_scope("head"):
            hidden = self.squash(self.hidden(code))
            scores = self.scores(hidden)
        code_ = code
        return scores, {"code": code_}


class Summarize(keras.layers.Layer):
    def __init__(self, squash, *, name="summary", **kwargs):
        super().__init__(name=name, **kwargs)
        self.squash = squash
        self.out = keras.layers.Dense(2, name="out")

    def call(self, words):
        return self.out(self.squash(tf.reduce_mean(words, 1)))


class Coder(object):
    """Encodes sentences."""

    def __init__(self, units, classes, scope="coder"):
        self.units = units
        self.classes = classes
        self.scope = scope

    def encode(self, words):
        raise NotImplementedError

    def squash(self, x):
        return tf.tanh(x)

    def build_graph(self, words, reuse=False):
        result, made = compat_scope.get_layer(
            CoderLayer,
            self.squash,
            self.units,
            self.classes,
            name=self.scope,
            reuse=reuse,
        )(words, encode=self.encode)
        self.code = made["code"]
        return result

    def summarize(self, words):
        return compat_scope.get_layer(Summarize, self.squash, name="summary")(words)


class BagEncode(keras.layers.Layer):
    def __init__(self, units, *, name="bag", **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units

    def build(self, words_shape):
        self.w = self.add_weight(
            name="w", shape=[words_shape[-1], self.units], initializer="glorot_uniform"
        )

    def call(self, words):
        return tf.reduce_sum(tf.tensordot(words, self.w, [[2], [0]]), 1)


class Bag(Coder):

    def encode(self, words):
        return compat_scope.get_layer(BagEncode, self.units, name="bag")(words)


class DeepEncode(keras.layers.Layer):
    def __init__(self, units, *, name="deep", **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = keras.layers.Dense(units, name="dense")

    def call(self, code):
        return self.dense(tf.nn.relu(code))


class Deep(Bag):

    def encode(self, words):
        code = super(Deep, self).encode(words)
        return compat_scope.get_layer(DeepEncode, self.units, name="deep")(code)

    def squash(self, x):
        return tf.nn.elu(x)
