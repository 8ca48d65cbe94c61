"""A tower whose stories are made in turn by the layer and by code on scopes."""

import keras

from migrate import compat_scope


def centred(x, scope):
    with compat_scope.variable_scope(scope):
        return x - compat_scope.get_variable("mean", x.shape[-1:], trainable=False)


class Tower(keras.layers.Layer):
    tf1_order = (("dense", "centred"), "last")  # as TF1 made them

    def __init__(self, depth, *, name="tower", **kwargs):
        super().__init__(name=name, **kwargs)
        self.depth = depth
        self.dense = [keras.layers.Dense(4, name="dense_%d" % i) for i in range(depth)]
        self.last = keras.layers.Dense(3, name="last")

    def call(self, x):
        for i in range(self.depth):
            x = self.dense[i](x)
            with compat_scope.hosting(self, "centred"):
                x = centred(x, "norm_%d" % i)
        return self.last(x)
