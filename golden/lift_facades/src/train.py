"""The model, from the parts that the package passes on."""

import tensorflow as tf

import net
from net import residual, stack
from networks import find


def model(x):
    with tf.variable_scope("model"):
        h = tf.nn.relu(stack(x, [5, 4], scope="body"))
        h = residual(h, 6)
        h = net.scaled(net.linear(h, 3, scope="out"))
        return h + find("pair")(x) + find("linear")(x, 3, "skip")
