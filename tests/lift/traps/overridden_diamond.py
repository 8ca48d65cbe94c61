import tensorflow as tf


class Base(object):
    def __init__(self, units):
        self.units = units
        self.seen = 0

    def encode(self, x):
        with tf.variable_scope("base"):
            return tf.layers.dense(x, self.units)

    def build(self, x):
        with tf.variable_scope("graph"):
            y = tf.layers.dense(x, self.units, tf.tanh, name="in")
            y = self.encode(y)
            return tf.layers.dense(y, 3, name="out") + self.seen


class Mixin(object):
    def encode(self, x):
        self.seen += 1
        with tf.variable_scope("mixin"):
            x = tf.layers.dense(x, self.units)
        return super(Mixin, self).encode(x)


class Left(Base):
    def encode(self, x):
        with tf.variable_scope("left"):
            x = tf.layers.dense(x, self.units)
        return super(Left, self).encode(x)


class Both(Mixin, Left):
    pass


def forward(x):
    with tf.variable_scope("a"):
        y = Both(4).build(x)
    with tf.variable_scope("b"):
        return y + Left(4).build(x)
