"""Types and first values that a Keras layer would not have."""
import numpy as np
import tensorflow as tf
import keras
from migrate import compat_scope


def halved(name, shape, use_fp16=False):
  dtype = tf.float16 if use_fp16 else tf.float32
  return compat_scope.get_variable(name, shape, dtype=dtype)


def half(x):
  w = halved('half', [4, 4], use_fp16=True)
  return tf.matmul(x, tf.cast(w, tf.float32))


def double(x):
  w = compat_scope.get_variable('double', initializer=np.ones([4]) * 0.5)
  return tf.cast(tf.cast(x, tf.float64) * w, tf.float32)


def of_numbers(ids):
  """The type of the ids, which are whole numbers."""
  offset = compat_scope.get_variable('offset', [2], dtype=ids.dtype, initializer=tf.compat.v1.ones_initializer())
  return ids + offset


class Drawn(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def build(self, x_shape):
        self.drawn = self.add_weight(
            name="drawn",
            shape=[4],
            initializer=keras.initializers.RandomUniform(minval=0.0, maxval=1.0),
        )

    def call(self, x):
        return x * self.drawn


def named(shape, inputs=1.0):
  """Its parameter is called as Keras calls what a layer is given."""
  return compat_scope.get_variable('named', shape) * inputs


class ForwardLayer(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_order = ("half", "drawn", "named")  # as TF1 made them

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.drawn = Drawn()

    def call(self, x, ids):
        with compat_scope.hosting(self, "half"):
            out = half(x) + double(x)
        drawn_out = self.drawn(x)
        with compat_scope.hosting(self, "named"):
            return out + drawn_out + named([4], 0.5), of_numbers(ids)
