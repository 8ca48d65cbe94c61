import tensorflow as tf
from tensorflow.contrib import slim


def shared(x, scope="shared"):
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3])
            i += 1
        a = slim.fully_connected(x, 3, scope="fc")
        with slim.arg_scope([slim.fully_connected], reuse=True):
            return a + slim.fully_connected(2.0 * x, 3, scope="fc")


def others(x, scope="others"):
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3])
            i += 1
        with slim.arg_scope([slim.fully_connected], reuse=True):
            return x + slim.fully_connected(2.0 * x, 3, scope="fc")


def host(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        h = shared(h)
        return tf.layers.dense(h, 3, name="e")


def host2(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        h = others(h)
        return tf.layers.dense(h, 3, name="e")


def forward(x):
    with tf.variable_scope("c"):
        with tf.variable_scope("others"):
            y = slim.fully_connected(x, 3, scope="fc")
    y += host(x, "a") + host(x, "b")
    return y + host2(x, "c")
