"""A residual block with squeeze and excitation whose sizes are computed with `/` and NumPy, as TF1 took them."""

import math

import numpy as np
import tensorflow as tf


def project(x, units, scope):
    with tf.variable_scope(scope):
        w = tf.get_variable("w", [x.shape[-1].value, units])
        b = tf.get_variable("b", [1, units / 2, 2], initializer=tf.zeros_initializer())
        return tf.matmul(x, w) + tf.reshape(b, [1, -1])


def squeeze_excitation(x, ratio=2):
    with tf.variable_scope("se"):
        channels = int(x.shape[-1])
        pooled = tf.reduce_mean(x, axis=[1, 2])
        h = tf.layers.dense(pooled, channels / ratio, activation=tf.nn.relu, name="down")
        h = tf.layers.dense(h, channels, activation=tf.nn.sigmoid, name="up")
        return x * tf.reshape(h, [-1, 1, 1, channels])


def block(x, filters, scope, growth=1.5):
    with tf.variable_scope(scope):
        h = tf.layers.conv2d(x, filters / 2, 1, activation=tf.nn.relu, name="reduce")
        h = tf.layers.conv2d(h, np.sqrt(filters * filters), 3, padding="same", name="conv")
        h = squeeze_excitation(h)
        return tf.layers.conv2d(h, math.floor(filters * growth), 1, name="expand")


def network(x, width=8):
    with tf.variable_scope("network"):
        h = block(x, width, "first")
        h = block(h, width / 2, "second")
        h = tf.reduce_mean(h, axis=[1, 2])
        h = project(h, width / 2, "projection")
        return tf.layers.dense(h, np.prod([2, 3]), name="logits")
