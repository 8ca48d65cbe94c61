import tensorflow as tf


def affine(x, units, scope, stddev=0.02):
  with tf.variable_scope(scope):
    n_in = x.shape[-1].value
    w = tf.get_variable('kernel', [n_in, units], initializer=tf.random_normal_initializer(stddev=stddev))
    b = tf.get_variable('bias', [units], initializer=tf.constant_initializer(0))
    return tf.matmul(x, w) + b


def gate(x, units, scope):
  with tf.variable_scope(scope):
    a = affine(x, units, 'value')
    g = tf.sigmoid(affine(x, units, 'gate', stddev=0.01))
    return a * g, g


def encode(x, units):
  h, g0 = gate(x, units, 'bottom')
  h, g1 = gate(h, units, scope='top')
  return h, (g0, g1)
