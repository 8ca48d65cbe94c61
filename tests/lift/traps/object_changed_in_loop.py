import tensorflow as tf


class Settings(object):
    def __init__(self, units):
        self.units = units


def layer(x, settings, name):
    with tf.variable_scope(name):
        w = tf.get_variable("w", [x.shape[-1].value, settings.units])
        return tf.tanh(tf.matmul(x, w))


def tower(x, settings):
    for i in range(3):
        x = layer(x, settings, "l%d" % i)
        settings.units += 1
    return x


def net(x):
    settings = Settings(2)
    for i in range(2):
        with tf.variable_scope("t%d" % i):
            x = layer(x, settings, "one")
        settings.units = settings.units + 2
    return x


def forward(x):
    return tower(net(x), Settings(3))
