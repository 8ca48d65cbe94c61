"""Classes of layers that are chosen by a setting."""
import functools

import keras
import tensorflow as tf

NORMS = {"batch": keras.layers.BatchNormalization, "layer": keras.layers.LayerNormalization}


class Encoder(keras.layers.Layer):
    def __init__(self, kind="layer", recurrent=False, **kwargs):
        super().__init__(**kwargs)
        norm = NORMS[kind]
        layer = functools.partial(keras.layers.GRU, return_sequences=True) if recurrent else keras.layers.Dense
        self.first, self.second = layer(4, name="first"), layer(3, name="second")
        self.norms = [norm(name="norm_%d" % i) for i in range(2)]

    def call(self, x):
        x = self.norms[0](self.first(x))
        return tf.nn.relu(self.norms[1](self.second(x)))
