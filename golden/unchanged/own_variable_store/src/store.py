"""Variables by name, kept by a store of this project's own on TF 2."""

import contextlib

import tensorflow as tf


class EagerVariableStore(tf.Module):
    def __init__(self, name=None):
        super().__init__(name=name)
        self._vars = {}
        self._prefix = []

    @contextlib.contextmanager
    def scope(self, name):
        self._prefix.append(name)
        try:
            yield self
        finally:
            self._prefix.pop()

    def get(self, name, shape, initializer=tf.zeros):
        full = "/".join([*self._prefix, name])
        if full not in self._vars:
            self._vars[full] = tf.Variable(initializer(shape), name=name)
        return self._vars[full]


def linear(store, x, units):
    with store.scope("linear"):
        w = store.get("w", [x.shape[-1], units], tf.random.normal)
        return x @ w + store.get("b", [units])
