import numpy as np

import stays
import values
import keras

TABLE = np.linspace(-1.0, 1.0, 20).reshape([5, 4])


class Model(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.looked_up = values.LookedUp(TABLE)
        self.forward = values.Forward()
        self.forward_2 = stays.ForwardLayer()

    def call(self, x, ids):
        x = x + self.looked_up(ids)
        return self.forward(x), self.forward_2(x, ids)
