# graph only
import tensorflow as tf


class Model(object):
    def __init__(self, keep, factor=None):
        self.keep = keep
        self.factor = factor

    def block(self, x, keep, factor):
        with tf.variable_scope("block"):
            y = tf.layers.dense(x, 4, name="fc")
            if factor is not None:
                y = y * factor
            return y * keep

    def net(self, x):
        with tf.variable_scope("net"):
            h = tf.layers.dense(x, 3, name="in")
            return self.block(h, self.keep, self.factor)


def forward(x):
    with tf.variable_scope("a"):
        a = Model(0.5).net(x)
    with tf.variable_scope("b"):
        b = Model(tf.reduce_mean(x), 2).net(x)
    with tf.variable_scope("c"):
        return a + b + Model(1, x[0, 0]).net(x)
