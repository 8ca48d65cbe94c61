# graph only
import tensorflow as tf


class Config(object):
    def __init__(self, act="relu"):
        self.act = act


def chosen(act):
    if not isinstance(act, str):
        return act
    return tf.tanh if act == "tanh" else tf.nn.relu


def scaled(x, factor=2.0):
    return x * factor


def gated(x, width=3):
    return x * tf.layers.dense(x, width, name="gate")


def joined(x, y):
    return tf.layers.dense(x, 3, name="one") + y


def full(x, activation):
    h = tf.layers.dense(x, 3, name="h")
    return activation(h)


def net(x, config):
    return full(x, chosen(config.act))


def forward(x):
    return net(x, Config(**{"act": lambda t: gated(t, 3)}))
