import functools

import tensorflow as tf


def shared(function):
    @functools.wraps(function)
    def wrapper(self, *args):
        with tf.variable_scope(function.__name__, reuse=tf.AUTO_REUSE):
            return function(self, *args)

    return wrapper


def twice(function):
    def wrapper(self, x, name):
        with tf.variable_scope(name):
            y = function(self, x)
        with tf.variable_scope(name, reuse=True):
            return y + function(self, -x)

    return wrapper


class Net(object):
    def __init__(self, units):
        self.units = units

    @shared
    def encode(self, x):
        h = tf.layers.dense(x, self.units, tf.tanh)
        return tf.layers.dense(h, self.units, name="out")

    @twice
    def pair(self, x):
        w = tf.get_variable("w", [x.shape[-1].value, self.units])
        return tf.layers.dense(tf.tanh(tf.matmul(x, w)), self.units)


def forward(x):
    n = Net(4)
    y = n.encode(x) + n.encode(x * 2.0)
    return n.pair(y, "p") + n.pair(y, "q")
