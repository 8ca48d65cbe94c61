import tensorflow as tf
from tensorflow.contrib import slim


class Net(object):
    def __init__(self, n, deep):
        self.n = n
        self.deep = deep

    def narrow(self, x):
        return slim.fully_connected(x, self.n, activation_fn=tf.nn.sigmoid, scope="narrow")

    def wide(self, x):
        return slim.fully_connected(x, 2 * self.n, scope="wide")

    def plain(self, x):
        x = self.narrow(x)
        return slim.fully_connected(x, self.n, activation_fn=None, scope="plain")

    def body(self, x):
        last = self.narrow
        if self.deep:
            layer = self.wide
        else:
            layer = self.plain
        return last(layer(x))

    def build(self, x):
        with slim.arg_scope([slim.fully_connected], activation_fn=tf.tanh):
            return self.body(x)


def depth(x):
    return int(x.shape[-1])


def block(x, n, scope):
    with tf.variable_scope(scope):
        return slim.fully_connected(x, n, scope="fc")


def net(x):
    size = lambda d: max(d, 3)  # noqa: E731
    with slim.arg_scope([slim.fully_connected], activation_fn=tf.nn.elu):
        x = block(x, size(depth(x)), "one")
        return slim.fully_connected(x, size(depth(x)), scope="two")


def forward(x):
    with tf.variable_scope("net"):
        x = Net(3, True).build(x)
        return net(x)
