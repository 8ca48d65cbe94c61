import functools

import tensorflow as tf


def dense(x, units, name):
    with tf.variable_scope(name):
        return tf.layers.dense(x, units)


def net(x):
    layer = functools.partial(dense, units=4)
    x = layer(x, name="a")
    layer = tf.nn.relu
    x = layer(x)
    layer = lambda t: dense(t, 3, "b")
    return layer(x)


def forward(x):
    return net(x)
