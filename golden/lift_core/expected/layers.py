import tensorflow as tf
import keras


class Fc(keras.layers.Layer):
    def __init__(self, units, init_scale=1.0, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units
        self.init_scale = init_scale

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w",
            shape=[x_shape[1], self.units],
            initializer=keras.initializers.RandomNormal(stddev=self.init_scale),
        )
        self.b = self.add_weight(
            name="b", shape=[self.units], initializer=keras.initializers.Constant(0.0)
        )

    def call(self, x):
        return tf.matmul(x, self.w) + self.b
