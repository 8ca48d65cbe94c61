"""A residual block with squeeze and excitation whose sizes are computed with `/` and NumPy, as TF1 took them."""

import math

import numpy as np
import tensorflow as tf
import keras


class Project(keras.layers.Layer):
    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w", shape=[x_shape[-1], int(self.units)], initializer="glorot_uniform"
        )
        self.b = self.add_weight(
            name="b", shape=[1, int(self.units / 2), 2], initializer="zeros"
        )

    def call(self, x):
        return tf.matmul(x, self.w) + tf.reshape(self.b, [1, -1])


class SqueezeExcitation(keras.layers.Layer):
    def __init__(self, ratio=2, *, name="se", **kwargs):
        super().__init__(name=name, **kwargs)
        self.ratio = ratio

    def build(self, x_shape):
        channels = int(x_shape[-1])
        self.down = keras.layers.Dense(
            int(channels / self.ratio), activation="relu", name="down"
        )
        self.up = keras.layers.Dense(channels, activation="sigmoid", name="up")

    def call(self, x):
        channels = int(x.shape[-1])
        pooled = tf.reduce_mean(x, axis=[1, 2])
        h = self.down(pooled)
        h = self.up(h)
        return x * tf.reshape(h, [-1, 1, 1, channels])


class Block(keras.layers.Layer):
    def __init__(self, filters, growth=1.5, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.reduce = keras.layers.Conv2D(
            int(filters / 2), kernel_size=1, activation="relu", name="reduce"
        )
        self.conv = keras.layers.Conv2D(
            int(np.sqrt(filters * filters)), kernel_size=3, padding="same", name="conv"
        )
        self.squeeze_excitation = SqueezeExcitation()
        self.expand = keras.layers.Conv2D(
            math.floor(filters * growth), kernel_size=1, name="expand"
        )

    def call(self, x):
        h = self.reduce(x)
        h = self.conv(h)
        h = self.squeeze_excitation(h)
        return self.expand(h)


class Network(keras.layers.Layer):
    def __init__(self, width=8, *, name="network", **kwargs):
        super().__init__(name=name, **kwargs)
        self.first = Block(width, name="first")
        self.second = Block(width / 2, name="second")
        self.projection = Project(width / 2, name="projection")
        self.logits = keras.layers.Dense(int(np.prod([2, 3])), name="logits")

    def call(self, x):
        h = self.first(x)
        h = self.second(h)
        h = tf.reduce_mean(h, axis=[1, 2])
        h = self.projection(h)
        return self.logits(h)
