"""Scopes that TF1 may call otherwise, or that Keras has no names for."""
import tensorflow as tf
from migrate import compat_scope


def opened_twice(x, sizes):
  """The second scopes get a number, for the variables in them too."""
  for i in sizes:
    with compat_scope.name_scope('pool_{}'.format(i)):
      x = x * compat_scope.Variable(tf.ones([3]), name='scale')
  for i in sizes:
    with compat_scope.name_scope('pool_%d' % i):
      x = x + compat_scope.Variable(tf.zeros([3]), name='offset')
  return x


def written_too(x, n):
  with compat_scope.name_scope('part_0'):
    x = x * 2.0
  for i in range(n):
    with compat_scope.name_scope('part_%d' % i):
      x = x * compat_scope.Variable(tf.ones([3]), name='scale')
  return x


def two_levels(x, n):
  for i in range(n):
    with compat_scope.variable_scope('level/%d' % i):
      x = x * compat_scope.get_variable('scale', [3], initializer=tf.compat.v1.ones_initializer())
  return x


def by_value(x, sizes):
  """Called twice in one scope: the second time TF1 counts on."""
  for i in sizes:
    with compat_scope.name_scope('width_%d' % i):
      x = x * compat_scope.Variable(tf.ones([3]), name='scale')
  return x


def model(x):
  x = opened_twice(x, [1, 2])
  x = written_too(x, 2)
  x = two_levels(x, 2)
  return by_value(by_value(x, [1, 2]), [2, 3])
