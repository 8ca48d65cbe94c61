"""Layers on Keras' base class whose variables live in TF1's scopes."""
import tensorflow as tf


class Normalize(tf.keras.layers.Layer):
  """Layer normalization with a bias and a gain."""

  def __init__(self, epsilon=1e-6, **kwargs):
    super(Normalize, self).__init__(**kwargs)
    self.epsilon = epsilon
    self.gain = None
    self.bias = None

  def build(self, input_shape):
    width = input_shape[-1].value
    with tf.variable_scope(self.name):
      # One of each for a channel.
      self.gain = tf.get_variable("gain", [width], initializer=tf.ones_initializer())
      self.bias = tf.get_variable("bias", [width], initializer=tf.zeros_initializer())
    super(Normalize, self).build(input_shape)

  def call(self, x):
    mean, variance = tf.nn.moments(x, axes=[-1], keep_dims=True)
    return (x - mean) * tf.rsqrt(variance + self.epsilon) * self.gain + self.bias

  def compute_output_shape(self, input_shape):
    return input_shape

  def get_config(self):
    config = super(Normalize, self).get_config()
    config["epsilon"] = self.epsilon
    return config


class Highway(tf.keras.layers.Layer):
  def __init__(self, units, activation=tf.nn.relu, name="highway", **kwargs):
    super(Highway, self).__init__(name=name, **kwargs)
    self.units = units
    self.activation = activation

  def build(self, input_shape):
    with tf.variable_scope(self.name):
      self._carry = tf.get_variable("carry", [int(input_shape[-1])], initializer=tf.constant_initializer(-1.0))
    self.built = True

  def call(self, inputs, training=False):
    """Mixes what is computed with what comes in."""
    with tf.variable_scope(self.name):
      h = tf.layers.dense(inputs, self.units, activation=self.activation, name="hidden")
      h = tf.layers.batch_normalization(h, training=training, name="norm")
      h = tf.layers.dense(h, inputs.shape[-1].value)
    gate = tf.sigmoid(self._carry)
    return gate * h + (1.0 - gate) * inputs


class Positions(tf.keras.layers.Layer):
  """Adds what is learned about each position."""

  def call(self, x):
    length, width = x.shape.as_list()[1:]
    table = tf.get_variable("table", [length, width], initializer=tf.random_normal_initializer(stddev=0.1))
    return x + table


def project(x, units, scope="project"):
  with tf.variable_scope(scope):
    w = tf.get_variable("w", [x.shape[-1].value, units])
    b = tf.get_variable("b", [units], initializer=tf.zeros_initializer())
    return tf.tensordot(x, w, [[-1], [0]]) + b
