import tensorflow as tf


class Base(object):
    def __init__(self, units):
        self.units = units

    def block(self, x):
        return tf.layers.dense(x, self.units, tf.tanh)

    def build(self, x, scope):
        with tf.variable_scope(scope):
            h = tf.layers.dense(x, self.units)
            h = self.block(h)
            return tf.layers.dense(h, 3)

    def open(self, x):
        h = tf.layers.dense(x, self.units)
        h = self.block(h)
        return tf.layers.dense(h, 3)


class Below(Base):
    def block(self, x):
        x = super(Below, self).block(x)
        with tf.variable_scope(None, "more"):
            w = tf.get_variable("w", [self.units, self.units])
        return tf.layers.dense(tf.matmul(x, w), self.units)


def forward(x):
    y = Base(4).build(x, "a") + Below(4).build(x, "b")
    with tf.variable_scope("c"):
        y += Below(4).open(x)
    return y
