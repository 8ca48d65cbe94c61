import tensorflow as tf
import keras
from migrate import compat_scope


class Dense(keras.layers.Layer):
    """y = x W + b over the last axis."""

    def __init__(self, units, use_bias=True, name="dense", **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units
        self.use_bias = use_bias

    def build(self, x_shape):
        self.weights_ = self.add_weight(
            name="weights",
            shape=[x_shape[-1], self.units],
            initializer="glorot_uniform",
        )
        if self.use_bias:
            self.bias = self.add_weight(
                name="bias", shape=[self.units], initializer="zeros"
            )

    def call(self, x):
        y = tf.tensordot(x, self.weights_, axes=[[-1], [0]])
        if self.use_bias:
            y += self.bias
        return y


class Norm:
  def __init__(self, name, epsilon=1e-6):
    self.name = name
    self.epsilon = epsilon
    self.weights = None

  def __call__(self, x):
    with compat_scope.variable_scope(self.name):
      self.weights = compat_scope.get_variable("gamma", [tf.compat.dimension_value(x.shape[-1])], initializer=tf.compat.v1.ones_initializer())
      mean, variance = tf.nn.moments(x, axes=[-1], keepdims=True)
      return self.weights * (x - mean) * tf.math.rsqrt(variance + self.epsilon)
