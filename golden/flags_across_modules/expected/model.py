import tensorflow as tf
from migrate import compat_scope

from options import FLAGS


def dense(x, size, scope):
  with compat_scope.variable_scope(scope):
    w = compat_scope.get_variable("w", [tf.compat.dimension_value(x.get_shape()[-1]), size],
                        initializer=tf.compat.v1.constant_initializer(0.25))
    y = tf.matmul(x, w)
    if FLAGS.bias:
      y = y + compat_scope.get_variable("b", [size], initializer=tf.compat.v1.ones_initializer())
    return y


def forward(x):
  h = getattr(tf.nn, FLAGS.activation)(dense(x, FLAGS.hidden, "in"))
  for i, size in enumerate(FLAGS.sizes):
    h = dense(h, int(size), "fc_%d" % i)
  return h
