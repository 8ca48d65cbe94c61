import tensorflow as tf


class Config(object):
    units = 4

    def shrink(self):
        self.units = self.units - 1


def head(x, config):
    with tf.variable_scope("head"):
        w = tf.get_variable("w", [x.shape[-1].value, config.units])
        return tf.matmul(x, w)


def net(x):
    config = Config()
    table = [config]
    with tf.variable_scope("a"):
        y = head(x, config)
    for each in table:
        each.units = 3
    with tf.variable_scope("b"):
        return head(y, config)


def forward(x):
    return net(x)
