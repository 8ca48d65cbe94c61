import functools

import tensorflow as tf

def scope_of(function):
    @functools.wraps(function)
    def wrapper(self, x):
        self.calls.append(function.__name__)
        with tf.variable_scope("%s_%d" % (function.__name__, len(self.calls))):
            y = function(self, x)
        self.seen.append(y)
        return y

    return wrapper


class Net(object):
    def __init__(self, units):
        self.units = units
        self.seen = []
        self.calls = []
        self.scale = 1.0

    @scope_of
    def block(self, x):
        self.scale = self.scale * 2.0
        h = tf.layers.dense(x, self.units, tf.tanh)
        self.hidden = h
        return h * self.scale

    @scope_of
    def tied(self, x):
        with tf.variable_scope("a"):
            y = self.block(x)
        return y + tf.layers.dense(x, self.units)


def forward(x):
    n = Net(4)
    y = n.tied(n.block(n.block(x)))
    assert len(n.seen) == 4
    return y + n.seen[0] * n.scale + n.hidden
