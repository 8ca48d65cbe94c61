"""A layer that runs a decorated function on scopes among its own parts."""

import functools
import logging

import keras

from migrate import compat_scope


def logged(fn):
    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        logging.debug("%s runs", fn.__name__)
        return fn(*args, **kwargs)

    return wrapper


@logged
def shifted(x, scope="shifted"):
    with compat_scope.variable_scope(scope):
        return x + compat_scope.get_variable("by", x.shape[-1:])


class Block(keras.layers.Layer):
    tf1_order = ("first", "shifted")  # as TF1 made them

    def __init__(self, units, *, name="block", **kwargs):
        super().__init__(name=name, **kwargs)
        self.first = keras.layers.Dense(units, name="first")

    def call(self, x):
        x = self.first(x)
        with compat_scope.hosting(self, "shifted"):
            return shifted(x)
