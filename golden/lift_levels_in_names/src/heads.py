"""Heads of a policy, whose weights are called after the head without a scope of its own."""
import tensorflow as tf


def linear(x, size, name, initializer=None, bias_init=0):
  w = tf.get_variable(name + "/w", [x.get_shape()[1], size], initializer=initializer)
  b = tf.get_variable(name + "/b", [size], initializer=tf.constant_initializer(bias_init))
  return tf.matmul(x, w) + b


def gated(x, name, step):
  """A gate for one step."""
  size = x.get_shape()[1].value
  w = tf.get_variable("%s/gate_%d/w" % (name, step), [size, size])
  b = tf.get_variable("/".join([name, "b"]), [size], initializer=tf.zeros_initializer())
  with tf.variable_scope("mix"):
    mix = tf.get_variable("{}/mix".format(name), [size], initializer=tf.ones_initializer())
  return x * tf.sigmoid(tf.matmul(x, w) + b) * mix


def _vector(name, size):
  return tf.get_variable(name, [size], initializer=tf.random_normal_initializer(stddev=0.5))


def norm(x, name):
  size = x.get_shape()[-1].value
  # The shift is shared by all who are called in this scope.
  return x * _vector(name + "/scale", size) + _vector("shared/shift", size)


def forward(x):
  x = gated(x, "first", 2)
  with tf.variable_scope("policy"):
    logits = linear(norm(x, "norm"), 4, "action")
    value = linear(x, 1, "value", bias_init=0.5)
  with tf.variable_scope("policy", reuse=True):
    again = linear(x * 2.0, 1, "value")
  return logits + value * again
