import tensorflow as tf
import keras


class Linear(keras.layers.Layer):
    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w", shape=[x_shape[-1], self.units], initializer="glorot_uniform"
        )

    def call(self, x):
        return tf.matmul(x, self.w)


class Scale(keras.layers.Layer):
    def __init__(self, *, name="scale", **kwargs):
        super().__init__(name=name, **kwargs)

    def build(self, x_shape):
        self.s = self.add_weight(name="s", shape=[x_shape[-1]], initializer="ones")

    def call(self, x):
        return x * self.s


def swish(x):
    return x * tf.sigmoid(x)
