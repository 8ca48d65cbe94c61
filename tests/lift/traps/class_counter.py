import tensorflow as tf


class Dense(object):
    made = 0

    def __init__(self, units):
        self.units = units
        self.name = "dense_%d" % Dense.made
        Dense.made += 1

    def __call__(self, x):
        with tf.variable_scope(self.name):
            return tf.layers.dense(x, self.units)


def forward(x):
    Dense.made = 0
    return Dense(3)(Dense(4)(x))
