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


class NormLayer(keras.layers.Layer):
    def __init__(self, epsilon, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.epsilon = epsilon

    def build(self, x_shape):
        self.gamma = self.add_weight(
            name="gamma", shape=[x_shape[-1]], initializer="ones"
        )

    def call(self, x):
        mean, variance = tf.nn.moments(x, axes=[-1], keepdims=True)
        return self.gamma * (x - mean) * tf.math.rsqrt(variance + self.epsilon), {
            "weights": self.gamma.value
        }


class Norm:
  def __init__(self, name, epsilon=1e-6):
    self.name = name
    self.epsilon = epsilon
    self.weights = None

  def __call__(self, x):
    result, made = compat_scope.get_layer(NormLayer, self.epsilon, name=self.name)(x)
    self.weights = made["weights"]
    return result
