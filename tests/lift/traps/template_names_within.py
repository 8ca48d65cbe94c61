import tensorflow as tf


class Block(object):
    def __init__(self, name, width=3):
        self.name = name
        self.width = width

    def __call__(self, x):
        w = tf.reduce_mean(x)
        with tf.variable_scope(self.name):
            h = tf.layers.dense(x, self.width)
            y = self.middle(h)
            z = self.ending(y, scale=w)
            return z + h * w

    def middle(self, h):
        return h

    def ending(self, h, scale, shift=1.0):
        h = self.twice(h + shift)
        w = tf.get_variable("scale", [self.width])
        return h * w * scale

    def twice(self, y):
        h = y * 2.0
        w = tf.get_variable("twice", [self.width])
        return h + w


class Deep(Block):
    width_of = 3

    def __init__(self, name):
        super(Deep, self).__init__(name, width=self.width_of)

    def middle(self, x):
        x = tf.nn.relu(x)
        with tf.variable_scope("middle"):
            w = tf.get_variable("w", [3, 3])
            return super(Deep, self).middle(tf.matmul(x, w))


def forward(x):
    one = Deep("one")
    two = Block("two")
    return two(one(x))
