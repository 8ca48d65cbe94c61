"""A tagger whose parts are made when they are first asked for."""
import functools

import tensorflow as tf
import keras
from migrate import compat_scope


def part(function=None, scope=None, **kwargs):
    """Makes a property of a method: it runs once, in a scope that is called like it."""
    if function is None:
        return lambda f: part(f, scope, **kwargs)
    attribute = "_part_" + function.__name__

    @property
    @functools.wraps(function)
    def decorated(self):
        if not hasattr(self, attribute):
            with compat_scope.variable_scope(scope or function.__name__, **kwargs):
                setattr(self, attribute, function(self))
        return getattr(self, attribute)

    return decorated


def shared(function):
    @functools.wraps(function)
    def decorated(self, *args):
        with compat_scope.variable_scope(function.__name__, reuse=compat_scope.AUTO_REUSE):
            return function(self, *args)

    return decorated


class Encode(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_unnamed = ("dense",)  # counted in the scope around

    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = keras.layers.Dense(units, activation="tanh", name="dense")
        self.dense_1 = keras.layers.Dense(units, name="dense_1")

    def call(self, x):
        # No names: they are counted in the scope of the decorator
        x = self.dense(x)
        return self.dense_1(x)


class Features(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_unnamed = ("conv1d",)  # counted in the scope around
    tf1_order = ("conv1d", "gain")  # as TF1 made them

    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units
        self.conv1d = keras.layers.Conv1D(
            units, kernel_size=3, padding="same", activation="relu", name="conv1d"
        )

    def build(self, words_shape):
        self.gain = self.add_weight(
            name="gain", shape=[self.units], initializer="glorot_uniform"
        )

    def call(self, words):
        x = self.conv1d(words)
        return x * self.gain


class Scores(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_names = {"hidden_w": "hidden/w"}

    def __init__(self, units, tags, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units
        self.out = keras.layers.Dense(tags, name="out")

    def build(self, words_shape):
        self.w = self.add_weight(
            name="hidden_w", shape=[4, self.units], initializer="glorot_uniform"
        )

    def call(self, words):
        with keras.name_scope("hidden"):
            hidden = tf.tensordot(words, self.w, [[2], [0]])
        return self.out(tf.nn.relu(hidden))


class Tagger(object):

    def __init__(self, words, units, tags):
        self.words = words
        self.units = units
        self.tags = tags
        self.features
        self.scores

    @shared
    def encode(self, x):
        return compat_scope.get_layer(Encode, self.units)(x)

    @part
    def features(self):
        return compat_scope.get_layer(Features, self.units)(self.words)

    @part(scope="tags", initializer=tf.compat.v1.truncated_normal_initializer(stddev=0.1))
    def scores(self):
        return compat_scope.get_layer(Scores, self.units, self.tags)(self.words)

    @part
    def tagged(self):
        mixed = self.encode(self.features) + self.encode(2.0 * self.features)
        return tf.nn.softmax(self.scores) * tf.reduce_mean(mixed, -1, keepdims=True)
