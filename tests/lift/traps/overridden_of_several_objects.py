import tensorflow as tf


class Base(object):
    def __init__(self, units, scale):
        self.units = units
        self.scale = scale

    def squash(self, x):
        return tf.tanh(x) * self.scale

    def width(self):
        return self.units

    def build(self, x, reuse=None):
        with tf.variable_scope("net", reuse=reuse):
            h = self.squash(tf.layers.dense(x, self.units, name="a"))
            return self.squash(tf.layers.dense(h, 4, name="b"))

    def put(self, x, reuse=None):
        with tf.variable_scope("put", reuse=reuse):
            y = tf.layers.dense(x, self.units, name="a")
            self.last = self.squash(y)
            return self.last


class Below(Base):
    def squash(self, x):
        return super(Below, self).squash(x) + self.scale


class Narrow(Base):
    def width(self):
        return self.units

    def squash(self, x):
        x = x * 2.0
        return x * self.scale


def forward(x):
    one, two, three = Base(4, 1.0), Below(4, 2.0), Narrow(4, 0.5)
    y = one.build(x)
    y += two.build(x, reuse=True)
    two.scale = 5.0
    y += two.build(x, reuse=True) + three.build(x, reuse=True)
    y += one.build(x, reuse=True)
    return y + one.put(x) * two.put(x, reuse=True)
