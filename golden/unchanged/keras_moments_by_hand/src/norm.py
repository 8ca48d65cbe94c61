import keras
import tensorflow as tf


class Whiten(keras.layers.Layer):
    def __init__(self, momentum=0.9, **kwargs):
        super().__init__(**kwargs)
        self.momentum = momentum

    def build(self, input_shape):
        self.mean = self.add_weight(name="mean", shape=(input_shape[-1],), initializer="zeros", trainable=False)
        self.var = self.add_weight(name="var", shape=(input_shape[-1],), initializer="ones", trainable=False)

    def call(self, inputs, training=False):
        axes = list(range(len(inputs.shape) - 1))
        if training:
            mean, var = tf.nn.moments(inputs, axes)
            self.mean.assign(self.mean * self.momentum + mean * (1 - self.momentum))
            self.var.assign(self.var * self.momentum + var * (1 - self.momentum))
        else:
            mean, var = self.mean, self.var
        return (inputs - mean) * tf.math.rsqrt(var + 1e-3)
