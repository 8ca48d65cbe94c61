import tensorflow as tf


class Params(object):
    def __init__(self):
        self.units = 3
        self.prefix = "a"


def layer(x, p):
    return tf.layers.dense(x, p.units, name=p.prefix + "_fc")


def net(x, p):
    with tf.variable_scope("net"):
        x = layer(x, p)
        p.prefix = "b"
        p.units = 2
        return layer(x, p)


def forward(x):
    return net(x, Params())
