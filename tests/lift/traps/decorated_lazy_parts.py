import functools

import tensorflow as tf


def lazy(function):
    attribute = "_cache_" + function.__name__

    @property
    @functools.wraps(function)
    def decorator(self):
        if not hasattr(self, attribute):
            with tf.variable_scope(function.__name__):
                setattr(self, attribute, function(self))
        return getattr(self, attribute)

    return decorator


class Model(object):
    def __init__(self, x, units):
        self.x = x
        self.units = units

    @lazy
    def hidden(self):
        h = tf.layers.dense(self.x, self.units, tf.tanh)
        return tf.layers.dense(h, self.units)

    @lazy
    def head(self):
        with tf.variable_scope("inner"):
            return tf.layers.dense(self.hidden, 3)

    @lazy
    def both(self):
        w = tf.get_variable("w", [3])
        return tf.layers.dense(self.x, 3) * w + self.head


def forward(x):
    with tf.variable_scope("one"):
        first = Model(x, 4)
        y = first.both
    with tf.variable_scope("two"):
        second = Model(x, 2)
        y += second.head
    return y + first.both + tf.reduce_sum(first.hidden)
