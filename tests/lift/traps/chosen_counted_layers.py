import functools

import tensorflow as tf


def gated(x, name):
    with tf.variable_scope(name):
        return x * tf.layers.dense(x, 3, name="gate")


def scaled(x, name):
    with tf.variable_scope(name):
        return x * tf.get_variable("scale", [3])


def plain(x, units):
    return tf.layers.dense(x, units)


def wide(x, units):
    return tf.layers.dense(tf.layers.dense(x, 2 * units), units)


def net(x, deep, scope):
    layer = wide if deep else plain
    with tf.variable_scope(scope):
        x = layer(x, 3)
        x = tf.layers.dense(x, 3)
        return layer(x, 3)


def ops(x, deep):
    layer = tf.layers.dense if deep else tf.contrib.layers.fully_connected
    with tf.variable_scope("ops_%d" % deep):
        x = layer(x, 3)
        x = tf.layers.dense(x, 3)
        return layer(x, 3)


def again(x, deep):
    layer = gated if deep else scaled
    with tf.variable_scope("again_%d" % deep):
        y = layer(x, "one")
        tf.get_variable_scope().reuse_variables()
        return y + layer(2 * x, "one")


def no_scope(x, deep):
    layer = wide if deep else plain
    return layer(x, 3)


def forward(x):
    x = net(x, True, "a") + net(x, False, "b") + ops(x, 1) + ops(x, 0)
    x = again(x, 1) + again(x, 0)
    return no_scope(no_scope(x, True), False) + tf.layers.dense(x, 3)
