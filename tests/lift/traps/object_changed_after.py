import tensorflow as tf


class Config(object):
    units = 4


def head(x, config):
    with tf.variable_scope("head"):
        w = tf.get_variable("w", [x.shape[-1].value, config.units])
        return tf.matmul(x, w)


def narrow(x):
    config = Config()
    config.units = 5
    with tf.variable_scope("a"):
        y = head(x, config)
    config.units = 3
    with tf.variable_scope("b"):
        return head(y, config)


def forward(x):
    return narrow(x)
