import tensorflow as tf
from migrate import compat_scope


def block(input, k, norm='instance', name=None, reuse=False, stride=2, activation=None, is_training=True):
  with compat_scope.variable_scope(name, reuse=reuse):
    weights = _weights('weights', shape=[3, 3, input.get_shape()[3], k])
    conv = tf.nn.conv2d(input, weights, strides=[1, stride, stride, 1], padding='SAME')
    normalized = _norm(conv, is_training, norm)
    return (activation or tf.nn.relu)(normalized)


def residual(input, k, name=None, reuse=False):
  """A block that keeps its shape."""
  with compat_scope.variable_scope(name, reuse=reuse):
    with compat_scope.variable_scope('layer1', reuse=reuse):
      w1 = _weights('weights1', shape=[3, 3, input.get_shape()[3], k])
      padded = tf.pad(input, [[0, 0], [1, 1], [1, 1], [0, 0]], 'REFLECT')
      relu1 = tf.nn.relu(_instance_norm(tf.nn.conv2d(padded, w1, strides=[1, 1, 1, 1], padding='VALID')))
    with compat_scope.variable_scope('layer2', reuse=reuse):
      w2 = _weights('weights2', shape=[1, 1, relu1.get_shape()[3], k])
      return input + tf.nn.conv2d(relu1, w2, strides=[1, 1, 1, 1], padding='VALID')


def last_conv(input, reuse=False, use_sigmoid=False, name='C1'):
  with compat_scope.variable_scope(name, reuse=reuse):
    weights = _weights('weights', shape=[2, 2, input.get_shape()[3], 1])
    biases = _biases('biases', [1])
    output = tf.nn.conv2d(input, weights, strides=[1, 1, 1, 1], padding='SAME') + biases
    if use_sigmoid:
      output = tf.sigmoid(output)
    return output


def _weights(name, shape, mean=0.0, stddev=0.02):
  var = compat_scope.get_variable(
      name, shape, initializer=tf.compat.v1.random_normal_initializer(mean=mean, stddev=stddev, dtype=tf.float32))
  return var


def _biases(name, shape, constant=0.0):
  return compat_scope.get_variable(name, shape, initializer=tf.compat.v1.constant_initializer(constant))


def _norm(input, is_training, norm='instance'):
  if norm == 'instance':
    return _instance_norm(input)
  elif norm == 'batch':
    return _batch_norm(input, is_training)
  else:
    return input


def _batch_norm(input, is_training):
  with compat_scope.variable_scope("batch_norm"):
    return compat_scope.contrib.layers.batch_norm(input, decay=0.9, scale=True, updates_collections=None,
                                        is_training=is_training)


def _instance_norm(input):
  with compat_scope.variable_scope("instance_norm"):
    depth = input.get_shape()[3]
    scale = _weights("scale", [depth], mean=1.0)
    offset = _biases("offset", [depth])
    mean, variance = tf.nn.moments(input, axes=[1, 2], keepdims=True)
    inv = tf.math.rsqrt(variance + 1e-5)
    return scale * (input - mean) * inv + offset
