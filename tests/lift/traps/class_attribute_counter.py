import tensorflow as tf


class Block(object):
    count = 0

    def __init__(self, units):
        self.units = units
        self.name = "block_%d" % Block.count
        Block.count += 1

    def __call__(self, x):
        with tf.variable_scope(self.name):
            w = tf.get_variable("w", [x.get_shape()[-1].value, self.units])
            return tf.matmul(x, w)


# graph only
def forward(x):
    first = Block(4)
    second = Block(3)
    return second(first(x))
