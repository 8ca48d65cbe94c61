import tensorflow as tf


class Scaled:
    def __init__(self, x, scope=None):
        with tf.variable_scope(scope, "scaled"):
            i = 0
            while i < 2:
                x = x * tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
                i += 1
        self.out = x


def host(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        h = Scaled(Scaled(h).out).out
        return Scaled(h, "scaled_7").out


def bare(x):
    return Scaled(x).out + Scaled(x).out


def forward(x):
    return host(x, "a") + host(x, "b") + bare(x) + Scaled(x).out
