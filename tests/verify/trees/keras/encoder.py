"""What a lifting of the original would be: nothing of TF1, nothing of migrate."""

import keras
import tensorflow as tf


class Dense(keras.layers.Layer):
    def __init__(self, units, *, name=None):
        super().__init__(name=name)
        self.units = units

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w",
            shape=[x_shape[-1], self.units],
            initializer=keras.initializers.RandomNormal(stddev=0.5),
            regularizer=keras.regularizers.L2(0.005),
        )
        self.b = self.add_weight(name="b", shape=[self.units], initializer="zeros")

    def call(self, x):
        return tf.matmul(x, self.w) + self.b


class TextEncoder(keras.layers.Layer):
    def __init__(self, units, depth, *, name="encoder"):
        super().__init__(name=name)
        self.units = units
        self.dense = [Dense(units, name=f"layer_{i}") for i in range(depth)]
        self.norm = keras.layers.BatchNormalization(momentum=0.9, epsilon=0.001, name="norm")

    def build(self, x_shape, ids_shape=None):
        self.table = self.add_weight(
            name="table",
            shape=[11, self.units],
            initializer=keras.initializers.RandomUniform(-0.1, 0.1),
        )

    def call(self, x, ids, is_training=False):
        for dense in self.dense:
            x = tf.nn.relu(dense(x))
        x = self.norm(x, training=is_training)
        return {"code": x + tf.gather(self.table, ids), "length": tf.shape(x)[0]}
