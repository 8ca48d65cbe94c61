"""Building blocks of the networks."""
import tensorflow as tf


class BatchNorm(object):
  """Batch normalization as an object, so that a network keeps its settings in one place."""

  def __init__(self, momentum=0.9, epsilon=1e-5, name="bn"):
    with tf.variable_scope(name):
      self.momentum = momentum
      self.epsilon = epsilon
      self.name = name

  def __call__(self, x, training=True):
    return tf.contrib.layers.batch_norm(x, decay=self.momentum, epsilon=self.epsilon, scale=True,
                                        updates_collections=None, is_training=training, scope=self.name)


def conv(x, channels, size=3, stride=2, name="conv"):
  with tf.variable_scope(name):
    kernel = tf.get_variable("kernel", [size, size, x.get_shape()[-1], channels],
                             initializer=tf.truncated_normal_initializer(stddev=0.1))
    return tf.nn.conv2d(x, kernel, [1, stride, stride, 1], "SAME")


def upconv(x, shape, size=3, stride=2, name="upconv"):
  with tf.variable_scope(name):
    kernel = tf.get_variable("kernel", [size, size, shape[-1], x.get_shape()[-1]],
                             initializer=tf.random_normal_initializer(stddev=0.1))
    bias = tf.get_variable("bias", [shape[-1]], initializer=tf.zeros_initializer())
    return tf.nn.conv2d_transpose(x, kernel, shape, [1, stride, stride, 1]) + bias


def full(x, units, name, with_weights=False):
  with tf.variable_scope(name):
    w = tf.get_variable("w", [x.get_shape()[-1], units], initializer=tf.random_normal_initializer(stddev=0.1))
    b = tf.get_variable("b", [units], initializer=tf.zeros_initializer())
    y = tf.matmul(x, w) + b
    if with_weights:
      return y, w, b
    return y
