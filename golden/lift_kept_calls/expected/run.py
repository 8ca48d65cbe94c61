import tensorflow as tf
import keras
from migrate import compat_scope

from parts import Autoencoder, Encoder, Memory


class Embed(keras.layers.Layer):
    def __init__(self, *, name="embed", **kwargs):
        super().__init__(name=name, **kwargs)
        self.encoder = Encoder()
        self.memory = Memory(5)
        self.other = Encoder("other", units=3)

    def call(self, x, y):
        a = self.memory(self.encoder(x))
        b = self.memory(self.encoder(y))
        return a + b, self.other(x)


def forward(x, y):
    both, other = compat_scope.get_layer(Embed, name="embed")(x, y=y)
    model = compat_scope.new_layer(Autoencoder, "autoencoder")
    outputs, code = model(both)
    again, _ = model(tf.tanh(both))
    return {"outputs": outputs, "code": code, "again": again, "apart": other, "count": tf.constant(len(model.variables)), "error": model.error(both)}
