import stays
import values
import keras


class Model(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.forward = values.Forward()
        self.forward_2 = stays.ForwardLayer()

    def call(self, x, ids):
        return self.forward(x), self.forward_2(x, ids=ids)
