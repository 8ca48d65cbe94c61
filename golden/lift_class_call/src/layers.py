import tensorflow as tf


class Dense:
  """y = x W + b over the last axis."""

  def __init__(self, units, use_bias=True, name="dense"):
    self.units = units
    self.use_bias = use_bias
    self.scope = name

  def __call__(self, x):
    with tf.variable_scope(self.scope, reuse=tf.AUTO_REUSE):
      weights = tf.get_variable("weights", [x.shape[-1].value, self.units])
      y = tf.tensordot(x, weights, axes=[[-1], [0]])
      if self.use_bias:
        y += tf.get_variable("bias", [self.units], initializer=tf.zeros_initializer())
      return y


class Norm:
  def __init__(self, name, epsilon=1e-6):
    self.name = name
    self.epsilon = epsilon
    self.weights = None

  def __call__(self, x):
    with tf.variable_scope(self.name):
      self.weights = tf.get_variable("gamma", [x.shape[-1].value], initializer=tf.ones_initializer())
      mean, variance = tf.nn.moments(x, axes=[-1], keep_dims=True)
      return self.weights * (x - mean) * tf.rsqrt(variance + self.epsilon)
