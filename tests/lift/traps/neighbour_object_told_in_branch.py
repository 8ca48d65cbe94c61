import tensorflow as tf


class Scaled:
    def __init__(self, x, scope="scaled", reuse=None):
        with tf.variable_scope(scope, reuse=reuse):
            i = 0
            while i < 2:
                x = x * tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
                i += 1
        self.out = x


def first(x, scope, make):
    with tf.variable_scope(scope):
        if make:
            x = Scaled(x).out
        return Scaled(x, reuse=True).out


def beside(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        h = Scaled(h, "e").out
        h = tf.layers.dense(h, 3, name="e")
        return Scaled(h, "e", reuse=True).out


def forward(x):
    with tf.variable_scope("a"):
        y = Scaled(x).out
    return first(y, "a", False) + first(x, "b", True) + beside(x, "c")
