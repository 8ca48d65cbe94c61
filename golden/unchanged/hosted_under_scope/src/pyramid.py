"""A layer that opens a scope of names around code on scopes."""

import keras

from migrate import compat_scope


def weighted(x):
    return x * compat_scope.get_variable("weight", x.shape[-1:])


class Pyramid(keras.layers.Layer):
    def __init__(self, levels, *, name="pyramid", **kwargs):
        super().__init__(name=name, **kwargs)
        self.levels = levels

    def call(self, x):
        for level in self.levels:
            with keras.name_scope(level):
                with compat_scope.hosting(self):
                    x = weighted(x)
        return x
