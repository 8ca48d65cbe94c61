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


class Net(object):
    def __call__(self, x):
        return gated(x)


def inner(x):
    return net(x, Config(Net())) + 1.0


class Host(object):
    def __init__(self, x, scope="host", reuse=None):
        self.scope = scope
        with tf.variable_scope(scope, reuse=reuse):
            self.w = tf.get_variable("first", [3, 3])
            self.h = self._build(x)
            self.out = tf.layers.dense(self.h, 2)

    def _build(self, x):
        with tf.name_scope("ns"):
            y = inner(tf.matmul(x, self.w))
        v = tf.get_variable("last", [1])
        return y * v


def forward(x):
    a = Host(x)
    b = Host(2.0 * x, reuse=True)
    c = Host(x, "other")
    return a.out + b.out + c.out
