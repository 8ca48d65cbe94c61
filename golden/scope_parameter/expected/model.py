import tensorflow as tf
from migrate import compat_scope


def affine(x, units, scope, stddev=0.02):
  with compat_scope.variable_scope(scope):
    n_in = tf.compat.dimension_value(x.shape[-1])
    w = compat_scope.get_variable('kernel', [n_in, units], initializer=tf.compat.v1.random_normal_initializer(stddev=stddev))
    b = compat_scope.get_variable('bias', [units], initializer=tf.compat.v1.constant_initializer(0))
    return tf.matmul(x, w) + b


def gate(x, units, scope):
  with compat_scope.variable_scope(scope):
    a = affine(x, units, 'value')
    g = tf.sigmoid(affine(x, units, 'gate', stddev=0.01))
    return a * g, g


def encode(x, units):
  h, g0 = gate(x, units, 'bottom')
  h, g1 = gate(h, units, scope='top')
  return h, (g0, g1)
