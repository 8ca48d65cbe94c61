"""Networks whose methods a decorator chains, as caffe's converters write them, over NumPy alone."""

import functools

import numpy as np


def layer(op):
    @functools.wraps(op)
    def chained(self, *args, **kwargs):
        name = kwargs.setdefault("name", self.unique_name(op.__name__))
        self.layers[name] = op(self, self.terminals.pop(), *args, **kwargs)
        return self.feed(self.layers[name])

    return chained


class Network(object):
    def __init__(self, inputs):
        self.layers = dict(inputs)
        self.terminals = []
        self.setup()

    def setup(self):
        raise NotImplementedError("Must be implemented by the subclass.")

    def feed(self, *values):
        self.terminals = list(values)
        return self

    def unique_name(self, prefix):
        return "%s_%d" % (prefix, 1 + sum(n.startswith(prefix) for n in self.layers))

    def make_var(self, name, shape):
        return np.zeros(shape, np.float32)

    @layer
    def fc(self, x, units, name):
        return x @ self.make_var("weights", [x.shape[-1], units])

    @layer
    def relu(self, x, name):
        return np.maximum(x, 0)


class Mlp(Network):
    def setup(self):
        self.feed(self.layers["data"]).fc(8).relu().fc(2)
