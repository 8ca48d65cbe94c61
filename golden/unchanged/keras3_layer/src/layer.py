import keras
import tensorflow as tf


class Affine(keras.layers.Layer):
    def __init__(self, units, *, name=None):
        super().__init__(name=name)
        self.units = units

    def build(self, x_shape):
        self.w = self.add_weight(name="w", shape=[x_shape[-1], self.units])

    def call(self, x):
        with tf.name_scope("affine"):
            return tf.matmul(x, self.w)
