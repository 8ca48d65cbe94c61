import tensorflow as tf


class HParams(object):
    def __init__(self, units):
        self.units = units


def proj(x, hp, name):
    with tf.variable_scope(name):
        return tf.layers.dense(x, hp.units)


def model(x, hp):
    x = proj(x, hp, "a")
    hp.units = 5
    return proj(x, hp, "b")


def forward(x):
    return model(x, HParams(2))
