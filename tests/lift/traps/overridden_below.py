import tensorflow as tf


class Base(object):
    def __init__(self, units):
        self.units = units
        self.h = None
        self.scale = 1.0

    def encode(self, x):
        return x

    def build(self, x):
        with tf.variable_scope("base"):
            h = self.encode(x)
            return tf.layers.dense(h, self.units, name="out")


class Leaf(Base):
    def encode(self, x):
        self.scale = self.scale * 2.0
        return x + tf.reduce_sum(self.h)

    def full(self, x):
        with tf.variable_scope("leaf"):
            self.h = tf.layers.dense(x, self.units, tf.tanh, name="h")
            y = self.build(x)
            return tf.layers.dense(y, 3, name="last") * self.scale


class Plain(Base):
    def encode(self, x):
        return tf.layers.dense(x, self.units, name="encode")

    def full(self, x):
        with tf.variable_scope("plain"):
            return self.build(x)

    def after(self, x):
        y = self.build(x)
        with tf.variable_scope("after"):
            return tf.layers.dense(y, 3, name="last")


def forward(x):
    y = Leaf(4).full(x)
    y += Plain(3).full(x)
    with tf.variable_scope("own"):
        return y + Plain(3).after(x)
