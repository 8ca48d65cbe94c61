"""Convolutions that share their settings by a partial function."""

import functools

import keras

conv = functools.partial(
    keras.layers.Conv2D,
    padding="same",
    activation="elu",
    kernel_regularizer=keras.regularizers.L2(0.0005),
)


class Branches(keras.layers.Layer):
    def __init__(self, width, **kwargs):
        super().__init__(**kwargs)
        self.one = conv(width, 1, name="one")
        self.two = conv(width, 3, name="two")

    def call(self, inputs):
        return keras.ops.concatenate([self.one(inputs), self.two(inputs)], axis=-1)
