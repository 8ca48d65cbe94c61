"""Layers that are given the method which makes the code, in TF 2."""
import keras
import tensorflow as tf


class Head(keras.layers.Layer):
    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.out = keras.layers.Dense(units, name="out")

    def call(self, x, encode):
        return self.out(encode(x))


class Coder(tf.Module):
    def __init__(self, units):
        super().__init__(name="coder")
        self.first = keras.layers.Dense(units)
        self.head = Head(3)

    def encode(self, x):
        return self.first(x)

    def __call__(self, x):
        return self.head(x, encode=self.encode)


class DeepCoder(Coder):
    def __init__(self, units):
        super().__init__(units)
        self.second = keras.layers.Dense(units)

    def encode(self, x):
        return self.second(tf.nn.relu(super().encode(x)))
