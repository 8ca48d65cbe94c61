import tensorflow as tf


class Part(object):
    units = 3


class Config(object):
    def __init__(self):
        self.encoder = Part()
        self.width = 4


def head(x, part, width):
    with tf.variable_scope("head"):
        w = tf.get_variable("w", [x.shape[-1].value, part.units + width])
        return tf.matmul(x, w)


def net(x):
    config = Config()
    with tf.variable_scope("a"):
        x = head(x, config.encoder, config.width)
    config.width = 1
    config.encoder.units = 2
    with tf.variable_scope("b"):
        return head(x, config.encoder, config.width)


def forward(x):
    return net(x)
