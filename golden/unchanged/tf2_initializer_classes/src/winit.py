import keras
import tensorflow as tf


class ScaledNormal(keras.initializers.Initializer):
    def __init__(self, scale=1.0):
        self.scale = scale

    def __call__(self, shape, dtype=None, **kwargs):
        return self.scale * tf.random.truncated_normal(shape, dtype=dtype or tf.float32)

    def get_config(self):
        return {"scale": self.scale}


class Table(tf.Module):
    def __init__(self, rows, columns, initializer=tf.constant_initializer(0.5), name="table"):
        super().__init__(name=name)
        with tf.name_scope("inner") as scope:
            self.scope = scope
            self.rows = tf.Variable(initializer([rows, columns]), name="rows")
            self.ones = tf.Variable(tf.ones_initializer()([columns]), trainable=False, name="ones")

    def lookup(self, ids, reuse=True):
        return tf.nn.embedding_lookup(self.rows, ids) * self.ones


def dense(units, name):
    return keras.layers.Dense(units, kernel_initializer=ScaledNormal(0.02), bias_initializer="zeros", name=name)


print(Table(3, 2).lookup([0, 2]).shape, dense(2, "d")(tf.ones([1, 3])).shape)
