"""A residual block around whatever function on scopes it is given."""

import keras

from migrate import compat_scope


class Residual(keras.layers.Layer):
    """x + fn(x), with the variables of `fn`."""

    def __init__(self, *, name="residual", **kwargs):
        super().__init__(name=name, **kwargs)

    def call(self, x, fn):
        with compat_scope.hosting(self):
            return x + fn(x)


def stacked(x, fn, depth):
    for i in range(depth):
        x = compat_scope.get_layer(Residual, name="residual_%d" % i)(x, fn=fn)
    return x
