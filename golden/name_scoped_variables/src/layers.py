import math

import numpy as np
import tensorflow as tf


def nn_layer(input_tensor, input_dim, output_dim, layer_name, act=tf.nn.relu):
  """A layer in the style of the early tutorials."""
  with tf.name_scope(layer_name):
    with tf.name_scope('weights'):
      weights = tf.Variable(tf.truncated_normal([input_dim, output_dim], stddev=0.1))
    with tf.name_scope('biases'):
      biases = tf.Variable(tf.constant(0.1, shape=[output_dim]))
    with tf.name_scope('Wx_plus_b'):
      preactivate = tf.matmul(input_tensor, weights) + biases
    return act(preactivate, name='activation')


def hidden(images, units):
  with tf.name_scope('hidden'):
    weights = tf.Variable(
        tf.truncated_normal([3, units], stddev=1.0 / math.sqrt(float(3))), name='weights')
    biases = tf.Variable(tf.zeros([units]), name='biases')
    return tf.nn.relu(tf.matmul(images, weights) + biases)


def forward(x):
  a = hidden(x, 4)
  b = hidden(x, 4)  # a second set of weights: hidden_1
  c = nn_layer(a + b, 4, 2, 'layer1')
  with tf.variable_scope('mixed'):
    scale = tf.Variable(np.ones([2], np.float32), name='scale')
    shift = tf.get_variable('shift', [2])
    counter = tf.Variable(0, name='counter', trainable=False, dtype=tf.int32)
  step = tf.Variable(initial_value=lambda: tf.constant(3.0), trainable=False, name='step', expected_shape=[])
  return a, b, c * scale + shift, tf.cast(counter, tf.float32) * step
