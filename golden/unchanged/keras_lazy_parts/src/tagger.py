"""Parts that are made when they are first asked for, in TF 2."""
import functools

import tensorflow as tf


def part(function):
    attribute = "_part_" + function.__name__

    @property
    @functools.wraps(function)
    def decorated(self):
        if not hasattr(self, attribute):
            with tf.name_scope(function.__name__):
                setattr(self, attribute, function(self))
        return getattr(self, attribute)

    return decorated


class Tagger(tf.Module):
    def __init__(self, units, tags, name=None):
        super().__init__(name=name)
        self.units = units
        self.tags = tags

    @part
    def hidden(self):
        return tf.keras.layers.Dense(self.units, activation="relu")

    @part
    def out(self):
        return tf.keras.layers.Dense(self.tags)

    def __call__(self, x):
        return self.out(self.hidden(x))
