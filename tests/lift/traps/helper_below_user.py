import tensorflow as tf


def unit(x, n):
    with tf.variable_scope("unit"):
        return tf.layers.dense(x, n, name="d")


class Net(object):
    UNIT = unit

    def __init__(self, depth):
        self.depth = depth

    def build(self, x):
        for i in range(self.depth):
            with tf.variable_scope("l%d" % i):
                x = unit(x, 3)
        return x


DEFAULT = Net(2)


def other(x, make=unit):
    with tf.variable_scope("other"):
        return make(x, 2)


def forward(x):
    with tf.variable_scope("a"):
        x = DEFAULT.build(x)
    return other(x)
