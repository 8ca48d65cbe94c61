import tensorflow as tf

from options import FLAGS


def dense(x, size, scope):
  with tf.variable_scope(scope):
    w = tf.get_variable("w", [x.get_shape()[-1].value, size],
                        initializer=tf.constant_initializer(0.25))
    y = tf.matmul(x, w)
    if FLAGS.bias:
      y = y + tf.get_variable("b", [size], initializer=tf.ones_initializer())
    return y


def forward(x):
  h = getattr(tf.nn, FLAGS.activation)(dense(x, FLAGS.hidden, "in"))
  for i, size in enumerate(FLAGS.sizes):
    h = dense(h, int(size), "fc_%d" % i)
  return h
