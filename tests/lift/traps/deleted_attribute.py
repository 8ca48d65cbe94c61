import tensorflow as tf


class Config(object):
    units = 4


def head(x, config):
    units = config.units
    with tf.variable_scope("head_%d" % units):
        w = tf.get_variable("w", [x.shape[-1].value, units])
        return tf.matmul(x, w)


def forward(x):
    config = Config()
    config.units = 5
    y = head(x, config)
    del config.units
    return head(y, config)
