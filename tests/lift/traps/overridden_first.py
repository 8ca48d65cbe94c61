import tensorflow as tf


class Base(object):
    def __init__(self, units, scope):
        self.units = units
        self.scope = scope

    def encode(self, x):
        return x

    def build(self, x, reuse=None):
        with tf.variable_scope(self.scope, reuse=reuse):
            h = self.encode(x)
            return tf.layers.dense(h, 3, name="out")

    def twice(self, x):
        with tf.variable_scope("twice", initializer=tf.constant_initializer(0.2)):
            h = self.encode(x)
            h = tf.layers.dense(h, self.units, tf.tanh, name="middle")
            return tf.layers.dense(h, 3, use_bias=False, name="out")

    def under(self, x):
        with tf.variable_scope("under", reuse=tf.AUTO_REUSE):
            with tf.variable_scope("inner"):
                h = self.encode(x)
            return tf.layers.dense(h, 3, name="out")


class Unnamed(Base):
    def encode(self, x):
        return tf.layers.dense(tf.layers.dense(x, self.units), self.units)


class Named(Base):
    def encode(self, x):
        with tf.variable_scope("out"):
            return tf.layers.dense(x, self.units, name="in")


class Counted(Base):
    def encode(self, x):
        with tf.variable_scope(None, default_name="out"):
            w = tf.get_variable("w", [x.shape[-1].value, self.units])
        return tf.matmul(x, w)


def forward(x):
    y = Base(4, "zero").build(x)
    a, b, c = Unnamed(4, "a"), Named(4, "b"), Counted(4, "c")
    y += a.build(x) + a.build(-x, reuse=True)
    y += b.build(x) + b.build(-x, reuse=True)
    y += c.build(x)
    with tf.variable_scope("one"):
        y += a.twice(x)
    with tf.variable_scope("two"):
        y += b.twice(x) + b.under(x) + b.under(-x)
    return y
