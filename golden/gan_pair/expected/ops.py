import tensorflow as tf
from migrate import compat_scope

try:
  xrange
except NameError:
  xrange = range


class batch_norm(object):
  def __init__(self, epsilon=1e-5, momentum=0.9, name="batch_norm"):
    with compat_scope.variable_scope(name):
      self.epsilon = epsilon
      self.momentum = momentum
      self.name = name

  def __call__(self, x, train=True):
    return compat_scope.contrib.layers.batch_norm(x,
                                        decay=self.momentum,
                                        updates_collections=None,
                                        epsilon=self.epsilon,
                                        scale=True,
                                        is_training=train,
                                        scope=self.name)


def conv2d(input_, output_dim, k_h=3, k_w=3, d_h=2, d_w=2, stddev=0.02, name="conv2d"):
  with compat_scope.variable_scope(name):
    w = compat_scope.get_variable('w', [k_h, k_w, input_.get_shape()[-1], output_dim],
                        initializer=tf.compat.v1.truncated_normal_initializer(stddev=stddev))
    conv = tf.nn.conv2d(input_, w, strides=[1, d_h, d_w, 1], padding='SAME')
    biases = compat_scope.get_variable('biases', [output_dim], initializer=tf.compat.v1.constant_initializer(0.0))
    conv = tf.reshape(tf.nn.bias_add(conv, biases), conv.get_shape())
    return conv


def deconv2d(input_, output_shape, k_h=3, k_w=3, d_h=2, d_w=2, stddev=0.02, name="deconv2d", with_w=False):
  with compat_scope.variable_scope(name):
    # filter : [height, width, output_channels, in_channels]
    w = compat_scope.get_variable('w', [k_h, k_w, output_shape[-1], input_.get_shape()[-1]],
                        initializer=tf.compat.v1.random_normal_initializer(stddev=stddev))
    deconv = compat_scope.nn.conv2d_transpose(input_, w, output_shape=output_shape, strides=[1, d_h, d_w, 1])
    biases = compat_scope.get_variable('biases', [output_shape[-1]], initializer=tf.compat.v1.constant_initializer(0.0))
    deconv = tf.reshape(tf.nn.bias_add(deconv, biases), deconv.get_shape())
    if with_w:
      return deconv, w, biases
    else:
      return deconv


def lrelu(x, leak=0.2, name="lrelu"):
  return tf.maximum(x, leak * x)


def linear(input_, output_size, scope=None, stddev=0.02, bias_start=0.0, with_w=False):
  shape = input_.get_shape().as_list()
  with compat_scope.variable_scope(scope or "Linear"):
    matrix = compat_scope.get_variable("Matrix", [shape[1], output_size], tf.float32,
                             tf.compat.v1.random_normal_initializer(stddev=stddev))
    bias = compat_scope.get_variable("bias", [output_size], initializer=tf.compat.v1.constant_initializer(bias_start))
    if with_w:
      return tf.matmul(input_, matrix) + bias, matrix, bias
    else:
      return tf.matmul(input_, matrix) + bias
