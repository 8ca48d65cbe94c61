"""A tagger whose parts are made when they are first asked for."""
import functools

import tensorflow as tf


def part(function=None, scope=None, **kwargs):
    """Makes a property of a method: it runs once, in a scope that is called like it."""
    if function is None:
        return lambda f: part(f, scope, **kwargs)
    attribute = "_part_" + function.__name__

    @property
    @functools.wraps(function)
    def decorated(self):
        if not hasattr(self, attribute):
            with tf.variable_scope(scope or function.__name__, **kwargs):
                setattr(self, attribute, function(self))
        return getattr(self, attribute)

    return decorated


def shared(function):
    @functools.wraps(function)
    def decorated(self, *args):
        with tf.variable_scope(function.__name__, reuse=tf.AUTO_REUSE):
            return function(self, *args)

    return decorated


class Tagger(object):

    def __init__(self, words, units, tags):
        self.words = words
        self.units = units
        self.tags = tags
        self.features
        self.scores

    @shared
    def encode(self, x):
        # No names: they are counted in the scope of the decorator
        x = tf.layers.dense(x, self.units, activation=tf.tanh)
        return tf.layers.dense(x, self.units)

    @part
    def features(self):
        x = tf.layers.conv1d(self.words, self.units, 3, padding="same", activation=tf.nn.relu)
        gain = tf.get_variable("gain", [self.units])
        return x * gain

    @part(scope="tags", initializer=tf.truncated_normal_initializer(stddev=0.1))
    def scores(self):
        with tf.variable_scope("hidden"):
            w = tf.get_variable("w", [4, self.units])
            hidden = tf.tensordot(self.words, w, [[2], [0]])
        return tf.layers.dense(tf.nn.relu(hidden), self.tags, name="out")

    @part
    def tagged(self):
        mixed = self.encode(self.features) + self.encode(2.0 * self.features)
        return tf.nn.softmax(self.scores) * tf.reduce_mean(mixed, -1, keepdims=True)
