"""What stays writes summaries, keeps constants in collections, adds losses and enters its scope again."""
import logging

import numpy as np
import tensorflow as tf
import keras
from migrate import compat_scope


def int_shape(x):
    if str(x.get_shape()[0]) != "?":
        return list(map(int, x.get_shape()))
    return [-1] + list(map(int, x.get_shape()[1:]))


def noted(v):
    """Once for each variable."""
    if not compat_scope.get_variable_scope().reuse:
        name = compat_scope.op_name(v)
        logging.debug("summary of %s" % name)
        with compat_scope.name_scope("summaries"):
            mean = tf.reduce_mean(v)
            tf.compat.v1.summary.scalar(name + "/mean", mean)
            tf.compat.v1.summary.histogram(name, v - mean)


def scaled(x, scope="scaled"):
    """Stays: nobody knows how long its loop is."""
    with compat_scope.variable_scope(scope):
        i = 0
        while i < 2:
            g = compat_scope.get_variable("gamma_%d" % i, [tf.compat.dimension_value(x.shape[-1])], initializer=tf.compat.v1.ones_initializer())
            noted(g)
            x = x * g
            i += 1
        return x


def with_edges(x, size):
    """The edges are the same in all of the graph: it has them once."""
    a = (size - 1) // 2
    key = "_".join([str(n) for n in [a, *int_shape(x)[1:2]]])
    found = compat_scope.get_collection(key)
    if not found:
        edges = np.zeros([1] + int_shape(x)[1:2], dtype="float32")
        edges[:, :a] = 1.0
        edges[:, -a:] = 1.0
        edges = tf.convert_to_tensor(edges)
        compat_scope.add_to_collection(key, edges)
    else:
        edges = found[0]
    return x + edges


def penalized(x, rate):
    """Stays, and adds a loss for each of its weights."""
    with compat_scope.variable_scope("penalized"):
        i = 0
        while i < 2:
            w = compat_scope.get_variable("w_%d" % i, [tf.compat.dimension_value(x.shape[-1])], initializer=tf.compat.v1.ones_initializer())
            compat_scope.losses.add_loss(rate * tf.nn.l2_loss(w))
            x = x * w
            i += 1
        return x


def shifted(x):
    """Stays, and shares what it makes in the scope that it is called in."""
    with compat_scope.variable_scope(compat_scope.get_variable_scope(), reuse=compat_scope.AUTO_REUSE):
        i = 0
        while i < 2:
            x = x + compat_scope.get_variable("shift_%d" % i, [tf.compat.dimension_value(x.shape[-1])])
            i += 1
        return x


class Block(keras.layers.Layer):
    tf1_order = ("first", "scaled", "second", "scaled_2")  # as TF1 made them

    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.first = keras.layers.Dense(units, name="first")
        self.second = keras.layers.Dense(units, name="second")

    def call(self, x):
        h = self.first(x)
        with compat_scope.hosting(self, "scaled"):
            h = scaled(with_edges(h, 3))
        h = self.second(tf.nn.relu(h))
        with compat_scope.hosting(self, "scaled_2"):
            return scaled(with_edges(h, 3), scope="scaled_2")


class Head(keras.layers.Layer):
    tf1_order = ("first", "penalized", "second", "shifted", "out")  # as TF1 made them

    def __init__(self, units, *, name="head", **kwargs):
        super().__init__(name=name, **kwargs)
        self.first = keras.layers.Dense(4, name="first")
        self.second = keras.layers.Dense(4, name="second")
        self.out = keras.layers.Dense(units, name="out")

    def call(self, x):
        h = self.first(x)
        with compat_scope.hosting(self, "penalized"):
            h = shifted(penalized(h, 0.01))
        h = self.second(h)
        with compat_scope.hosting(self, "shifted"):
            shifted_out = shifted(h)
        return self.out(shifted_out)


class Forward(keras.layers.Layer):
    def __init__(self, *, name="model", **kwargs):
        super().__init__(name=name, **kwargs)
        self.one = Block(4, name="one")
        self.two = Block(4, name="two")
        self.head = Head(3)

    def call(self, x):
        y = self.one(x)
        y += self.two(tf.tanh(y))
        y += self.one(2.0 * x)
        return self.head(y)
