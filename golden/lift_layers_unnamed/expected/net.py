import tensorflow as tf
import keras
from migrate import compat_scope


def mlp(x, sizes=(5, 4)):
  # No names, no scope: the callers' counters decide.
  for size in sizes:
    x = compat_scope.layers.dense(x, size, activation=tf.nn.relu)
  return compat_scope.layers.dense(x, 2)


def tower(images):
  with compat_scope.variable_scope('tower'):
    net = compat_scope.layers.conv2d(images, 3, 3)
    net = compat_scope.layers.batch_normalization(net, training=False)
    net = tf.nn.relu(net)
    net = compat_scope.layers.conv2d(net, 2, 3)
    net = compat_scope.layers.batch_normalization(net, training=False)
    net = compat_scope.layers.flatten(net)
    return mlp(net)


class Head(keras.layers.Layer):
    def __init__(self, *, name="head", **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = keras.layers.Dense(3, name="dense")
        self.dense_2 = keras.layers.Dense(3, name="dense")
        self.dense_3 = keras.layers.Dense(3, name="dense_1")

    def call(self, x):
        a = self.dense(x)
        with keras.name_scope("inner"):
            b = self.dense_2(x)
        c = self.dense_3(x)
        return a + b * c


def net(x, y):
  a = tower(x)
  b = mlp(y, sizes=[4])
  c = compat_scope.layers.dense(a + b, 2, use_bias=False)
  return compat_scope.get_layer(Head, name='head')(c), compat_scope.layers.dense(c, 1)
