"""What weights begin with, and what type they have."""
import numpy as np
import tensorflow as tf


def policy(x, act_dim):
  """The mean and the deviation of a Gaussian."""
  with tf.variable_scope('policy'):
    mu = tf.layers.dense(x, act_dim, name='mu')
    log_std = tf.get_variable(name='log_std', initializer=-0.5 * np.ones(act_dim, dtype=np.float32))
    return mu, tf.exp(log_std)


def arrays(x):
  with tf.variable_scope('arrays'):
    zeros = tf.get_variable('zeros', initializer=np.zeros([4], np.float32))
    full = tf.get_variable('full', initializer=np.full((4,), 0.25, dtype=np.float32) * 2)
    shifted = tf.get_variable('shifted', initializer=1 - np.arange(4, dtype=np.float32) / 4)
    eye = tf.get_variable('eye', initializer=np.identity(4, dtype=np.float32))
    return tf.matmul(x * full + zeros, eye) * shifted


def create_variable(name, shape):
  '''Makes a filter with Xavier's initialization.'''
  initializer = tf.contrib.layers.xavier_initializer_conv2d()
  variable = tf.Variable(initializer(shape=shape), name=name)
  return variable


def create_bias_variable(name, shape):
  initializer = tf.constant_initializer(value=0.1, dtype=tf.float32)
  return tf.Variable(initializer(shape=shape), name=name)


def filtered(x):
  w = create_variable('filter', [4, 3])
  b = create_bias_variable('filter_bias', [3])
  scale = tf.Variable(tf.ones_initializer()(shape=[3]), name='filter_scale')
  return tf.matmul(x, w) * scale + b


def project(h, units, scope='project'):
  """Weights of the type of what they are multiplied with."""
  with tf.variable_scope(scope):
    w = tf.get_variable('w', [h.shape[-1].value, units], dtype=h.dtype)
    b = tf.get_variable('b', [units], dtype=h.dtype.base_dtype, initializer=tf.zeros_initializer())
    return tf.matmul(h, w) + b


def counted(x):
  """Numbers that are counted beside the weights."""
  with tf.variable_scope('counted'):
    steps = tf.get_variable('steps', [], tf.int32, initializer=tf.zeros_initializer(), trainable=False)
    seen = tf.get_variable('seen', [2], dtype=tf.int64, trainable=False)
    first = tf.get_variable('first', initializer=3, trainable=False)
    rate = tf.get_variable('rate', initializer=1.5)
    total = tf.cast(steps + first, tf.float32) + tf.cast(tf.reduce_sum(seen), tf.float32)
    return x * rate + total


def looked_up(ids, table, trainable=False):
  """Vectors that were learned elsewhere, as doubles."""
  with tf.variable_scope('words'):
    vectors = tf.Variable(table, dtype=tf.float32, trainable=trainable, name='vectors')
    return tf.nn.embedding_lookup(vectors, ids)


def forward(x):
  mu, std = policy(x, 4)
  h = arrays(mu * std)
  h = filtered(h)
  h = project(h, 5)
  return mu, std, counted(h)
