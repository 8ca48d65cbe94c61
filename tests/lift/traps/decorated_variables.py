import functools

import tensorflow as tf


def scoped(function):
    @functools.wraps(function)
    def wrapper(self, *args):
        with tf.variable_scope("part"):
            return function(self, *args)

    return wrapper


def named(function):
    @functools.wraps(function)
    def wrapper(self, *args):
        with tf.name_scope("op"):
            return function(self, *args)

    return wrapper


class Net(object):
    def __init__(self, units):
        self.units = units

    @scoped
    def first(self, x):
        w = tf.Variable(tf.ones([3, 4]), name="w")
        return tf.matmul(x, w)

    @scoped
    def second(self, x):
        w = tf.Variable(tf.ones([4, 4]) * 0.5, name="w")
        return tf.layers.dense(tf.matmul(x, w), self.units)

    @named
    def third(self, x):
        w = tf.Variable(tf.ones([4, 4]) * 0.25, name="w")
        return tf.layers.dense(tf.matmul(x, w), self.units, name="third")


def forward(x):
    x = x[:, :3]
    n = Net(4)
    return n.third(n.second(n.first(x)))
