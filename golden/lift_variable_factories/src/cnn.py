"""A small image classifier whose variables are made by helpers that keep them on the CPU."""
import tensorflow as tf


def _variable_on_cpu(name, shape, initializer):
  """Makes a variable that lives on the CPU.

  Args:
    name: its name in the scope of the caller.
    shape: a list of numbers.
    initializer: how it begins.
  """
  with tf.device('/cpu:0'):
    dtype = tf.float32
    var = tf.get_variable(name, shape, initializer=initializer, dtype=dtype)
  return var


def _weights(shape, stddev=0.05, name='weights'):
  # narrow, and cut off
  initializer = tf.truncated_normal_initializer(stddev=stddev)
  return _variable_on_cpu(name, shape, initializer)


def _biases(shape, value=0.1):
  return _variable_on_cpu('biases', shape, tf.constant_initializer(value))


def _scale(units):
  with tf.device('/cpu:0'):
    return tf.get_variable('scale', [units], initializer=tf.ones_initializer())


def inference(images, classes):
  # conv1
  with tf.variable_scope('conv1') as scope:
    kernel = _weights(shape=[3, 3, 2, 4], stddev=5e-2)
    conv = tf.nn.conv2d(images, kernel, [1, 1, 1, 1], padding='SAME')
    conv1 = tf.nn.relu(tf.nn.bias_add(conv, _biases([4], 0.0)), name=scope.name)

  # local2
  with tf.variable_scope('local2') as scope:
    flat = tf.reduce_mean(conv1, [1, 2]) * _scale(4)
    local2 = tf.nn.relu(tf.matmul(flat, _weights([4, 6])) + _biases([6]), name=scope.name)

  # the last layer has no activation
  with tf.variable_scope('softmax_linear') as scope:
    return tf.add(tf.matmul(local2, _weights([6, classes], 1 / 6.0)), _biases([classes], 0.0), name=scope.name)


def dense(x, units, scope, reuse=None):
  with tf.variable_scope(scope, reuse=reuse) as vs:
    kernel = _weights([x.shape[-1].value, units], name='kernel')
    return tf.nn.tanh(tf.matmul(x, kernel) + _biases([units]), name=vs.name)


def classifier(images, classes):
  logits = inference(images, classes)
  first = dense(logits, 5, 'head')
  second = dense(logits * 0.5, 5, 'head', reuse=True)
  return tf.concat([logits, first, second], 1)
