import keras

import net.blocks as B
from net.ops import Linear


class Model(keras.layers.Layer):
    def __init__(self, *, name="model", **kwargs):
        super().__init__(name=name, **kwargs)
        self.in_ = Linear(3, name="in")
        self.stage = B.Stage(depth=2)
        self.out = Linear(units=1, name="out")

    def call(self, x):
        x = self.in_(x)
        x = self.stage(x)
        return self.out(x)
