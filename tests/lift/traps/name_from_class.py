import tensorflow as tf


class Block(object):
    count = 0

    def __init__(self, units):
        self.units = units
        self.scope = type(self).__name__.lower()

    def apply(self, x):
        with tf.variable_scope(None, default_name=self.scope):
            return tf.layers.dense(x, self.units)


class Wide(Block):
    def apply(self, x):
        y = super(Wide, self).apply(x)
        with tf.variable_scope(self.scope + "_extra"):
            return y + tf.layers.dense(x, self.units)


def forward(x):
    a = Block(3)
    b = Wide(3)
    return b.apply(a.apply(a.apply(x)))
