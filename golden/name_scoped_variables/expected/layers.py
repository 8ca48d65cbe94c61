import math

import numpy as np
import tensorflow as tf
from migrate import compat_scope


def nn_layer(input_tensor, input_dim, output_dim, layer_name, act=tf.nn.relu):
  """A layer in the style of the early tutorials."""
  with compat_scope.name_scope(layer_name):
    with compat_scope.name_scope('weights'):
      weights = compat_scope.Variable(tf.random.truncated_normal([input_dim, output_dim], stddev=0.1))
    with compat_scope.name_scope('biases'):
      biases = compat_scope.Variable(tf.compat.v1.constant(0.1, shape=[output_dim]))
    with compat_scope.name_scope('Wx_plus_b'):
      preactivate = tf.matmul(input_tensor, weights) + biases
    return act(preactivate, name='activation')


def hidden(images, units):
  with compat_scope.name_scope('hidden'):
    weights = compat_scope.Variable(
        tf.random.truncated_normal([3, units], stddev=1.0 / math.sqrt(float(3))), name='weights')
    biases = compat_scope.Variable(tf.zeros([units]), name='biases')
    return tf.nn.relu(tf.matmul(images, weights) + biases)


def forward(x):
  a = hidden(x, 4)
  b = hidden(x, 4)  # a second set of weights: hidden_1
  c = nn_layer(a + b, 4, 2, 'layer1')
  with compat_scope.variable_scope('mixed'):
    scale = compat_scope.Variable(np.ones([2], np.float32), name='scale')
    shift = compat_scope.get_variable('shift', [2])
    counter = compat_scope.Variable(0, name='counter', trainable=False, dtype=tf.int32)
  step = compat_scope.Variable(initial_value=lambda: tf.constant(3.0), trainable=False, name='step', expected_shape=[])
  return a, b, c * scale + shift, tf.cast(counter, tf.float32) * step
