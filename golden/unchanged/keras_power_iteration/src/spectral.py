"""Layers with state that they assign themselves: a spectral norm and a counter."""

import keras
import tensorflow as tf


class SpectralDense(keras.layers.Layer):
    """A dense layer whose kernel is divided by its largest singular value."""

    def __init__(self, units, iterations=1, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.iterations = iterations

    def build(self, input_shape):
        self.kernel = self.add_weight(name="kernel", shape=(input_shape[-1], self.units))
        self.u = self.add_weight(name="u", shape=(1, self.units), initializer="random_normal", trainable=False)

    def call(self, inputs, training=False):
        u = tf.convert_to_tensor(self.u)
        for _ in range(self.iterations):
            v = tf.math.l2_normalize(tf.matmul(u, self.kernel, transpose_b=True))
            u = tf.math.l2_normalize(tf.matmul(v, self.kernel))
        if training:
            self.u.assign(u)
        sigma = tf.squeeze(tf.matmul(tf.matmul(v, self.kernel), u, transpose_b=True))
        return tf.matmul(inputs, self.kernel) / sigma


class Steps(tf.Module):
    def __init__(self, name=None):
        super().__init__(name=name)
        self.count = tf.Variable(0, trainable=False, name="count")

    def __call__(self):
        return self.count.assign_add(1)
