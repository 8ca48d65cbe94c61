"""Layers under short names, with arguments that go with them, and activations that have weights of their own."""
from functools import partial

import tensorflow as tf
from tensorflow.contrib import slim


def prelu(x):
    """A leaky unit whose slopes are learnt."""
    slope = tf.get_variable("slope", [x.get_shape()[-1]], initializer=tf.constant_initializer(0.25))
    return tf.nn.relu(x) + slope * 0.5 * (x - tf.abs(x))


def gated(x, scope=None):
    with tf.variable_scope(scope, default_name="gated"):
        w = tf.get_variable("w", [x.get_shape()[-1].value], initializer=tf.ones_initializer())
        return x * tf.sigmoid(w * x)


def detector(images, classes):
    """Convolutions with learnt slopes."""
    with tf.variable_scope("detector"):
        net = slim.conv2d(images, 4, 3, scope="conv1", activation_fn=prelu)
        net = slim.conv2d(net, 5, 1, scope="conv2", activation_fn=prelu, weights_regularizer=slim.l2_regularizer(0.001))
        net = tf.reduce_mean(net, [1, 2])
        return slim.fully_connected(net, classes, activation_fn=None, scope="scores")


def tower(x, sizes):
    with tf.variable_scope("tower"):
        for i, size in enumerate(sizes):
            x = tf.layers.dense(x, size, activation=gated, name="fc%d" % i)
    return x


def head(x, units):
    with tf.variable_scope("head"):
        x = tf.layers.dense(x, units, activation=gated, name="hidden")
        return tf.layers.dense(x, 1, name="out")


def normalized(x, units, training):
    """Every layer is normalized alike."""
    norm = partial(tf.layers.batch_normalization, momentum=0.9, training=training)
    dense = tf.layers.dense
    with tf.variable_scope("normalized"):
        x = norm(dense(x, units))
        x = tf.nn.relu(x)
        return norm(dense(x, units, name="last"), name="norm_of_last")


def widened(x, units):
    """The width that the short name takes is another one by the time it is called."""
    layer = partial(tf.layers.dense, units=units)
    with tf.variable_scope("widened"):
        x = layer(x, name="narrow")
        units = 2 * units
        return layer(x, name="wide") * units


def forward(images, x):
    return [
        detector(images, 3),
        tower(x, [3, 4]),
        head(x, 5),
        normalized(x, 4, True),
        widened(x, 3),
    ]
