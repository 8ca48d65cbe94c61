import tensorflow as tf
from tensorflow.contrib import slim


class Unit(object):
    def __init__(self, n):
        self.n = n

    def narrow(self, x):
        return slim.fully_connected(x, self.n, scope="narrow")

    def wide(self, x):
        return slim.fully_connected(x, 2 * self.n, scope="wide")


def run(unit, x):
    return unit.narrow(x)


def twice(unit, x):
    return run(unit, 2.0 * x)


def net(x, unit):
    with slim.arg_scope([slim.fully_connected], activation_fn=tf.tanh):
        return twice(unit, unit.wide(x))


def forward(x):
    with tf.variable_scope("net"):
        return net(x, Unit(3))
