"""What stays writes summaries, keeps constants in collections, adds losses and enters its scope again."""
import logging

import numpy as np
import tensorflow as tf


def int_shape(x):
    if str(x.get_shape()[0]) != "?":
        return list(map(int, x.get_shape()))
    return [-1] + list(map(int, x.get_shape()[1:]))


def noted(v):
    """Once for each variable."""
    if not tf.get_variable_scope().reuse:
        name = v.op.name
        logging.debug("summary of %s" % name)
        with tf.name_scope("summaries"):
            mean = tf.reduce_mean(v)
            tf.summary.scalar(name + "/mean", mean)
            tf.summary.histogram(name, v - mean)


def scaled(x, scope="scaled"):
    """Stays: nobody knows how long its loop is."""
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            g = tf.get_variable("gamma_%d" % i, [x.shape[-1].value], initializer=tf.ones_initializer())
            noted(g)
            x = x * g
            i += 1
        return x


def with_edges(x, size):
    """The edges are the same in all of the graph: it has them once."""
    a = (size - 1) // 2
    key = "_".join([str(n) for n in [a, *int_shape(x)[1:2]]])
    found = tf.get_collection(key)
    if not found:
        edges = np.zeros([1] + int_shape(x)[1:2], dtype="float32")
        edges[:, :a] = 1.0
        edges[:, -a:] = 1.0
        edges = tf.convert_to_tensor(edges)
        tf.add_to_collection(key, edges)
    else:
        edges = found[0]
    return x + edges


def penalized(x, rate):
    """Stays, and adds a loss for each of its weights."""
    with tf.variable_scope("penalized"):
        i = 0
        while i < 2:
            w = tf.get_variable("w_%d" % i, [x.shape[-1].value], initializer=tf.ones_initializer())
            tf.losses.add_loss(rate * tf.nn.l2_loss(w))
            x = x * w
            i += 1
        return x


def shifted(x):
    """Stays, and shares what it makes in the scope that it is called in."""
    with tf.variable_scope(tf.get_variable_scope(), reuse=tf.AUTO_REUSE):
        i = 0
        while i < 2:
            x = x + tf.get_variable("shift_%d" % i, [x.shape[-1].value])
            i += 1
        return x


def block(x, units, scope, reuse=None):
    with tf.variable_scope(scope, reuse=reuse):
        h = tf.layers.dense(x, units, name="first")
        h = scaled(with_edges(h, 3))
        h = tf.layers.dense(tf.nn.relu(h), units, name="second")
        return scaled(with_edges(h, 3), scope="scaled_2")


def head(x, units):
    with tf.variable_scope("head"):
        h = tf.layers.dense(x, 4, name="first")
        h = shifted(penalized(h, 0.01))
        h = tf.layers.dense(h, 4, name="second")
        return tf.layers.dense(shifted(h), units, name="out")


def forward(x):
    with tf.variable_scope("model"):
        y = block(x, 4, "one")
        y += block(tf.tanh(y), 4, "two")
        y += block(2.0 * x, 4, "one", reuse=True)
        return head(y, 3)
