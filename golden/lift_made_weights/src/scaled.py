"""Weights that are scaled where they are used, a table of words, and a table that two networks share."""
import numpy as np
import tensorflow as tf


def get_weight(shape, gain=np.sqrt(2), use_wscale=False, lrmul=1):
  """A weight whose learning rate is equalized."""
  fan_in = np.prod(shape[:-1])
  he_std = gain / np.sqrt(fan_in)

  # Either the first values are small, or the weight is scaled when it is used.
  if use_wscale:
    init_std = 1.0 / lrmul
    runtime_coef = he_std * lrmul
  else:
    init_std = he_std / lrmul
    runtime_coef = lrmul

  init = tf.initializers.random_normal(0, init_std)
  return tf.get_variable('weight', shape=shape, initializer=init) * runtime_coef


def apply_bias(x, lrmul=1):
  b = tf.get_variable('bias', shape=[x.shape[1]], initializer=tf.initializers.zeros()) * lrmul
  b = tf.cast(b, x.dtype)
  return x + b


def dense(x, fmaps, scope, **kwargs):
  with tf.variable_scope(scope):
    w = get_weight([x.shape[1].value, fmaps], **kwargs)
    w = tf.cast(w, x.dtype)
    return apply_bias(tf.matmul(x, w))


def mapped(x, fmaps, scope, gain=np.sqrt(2), use_wscale=False):
  with tf.variable_scope(scope):
    w = get_weight([x.shape[1].value, fmaps], gain=gain, use_wscale=use_wscale, lrmul=0.5)
    return tf.matmul(x, tf.cast(w, x.dtype))


def word_table(vocab, size, zero_pad=True):
  '''The embeddings of all words; that of the padding is zero.'''
  with tf.variable_scope('words'):
    table = tf.get_variable('table', dtype=tf.float32, shape=(vocab, size),
                            initializer=tf.contrib.layers.xavier_initializer())
    if zero_pad:
      table = tf.concat((tf.zeros(shape=[1, size]), table[1:, :]), 0)
  return table


def codes(size):
  return tf.nn.l2_normalize(tf.get_variable('codes', [3, size]), 1)


def read(ids, vocab, size):
  table = word_table(vocab, size)
  x = tf.reduce_mean(tf.nn.embedding_lookup(table, ids), 1)
  return tf.matmul(x, table, transpose_b=True)


def nearest(x, reuse=None):
  with tf.variable_scope('nearest', reuse=reuse):
    return tf.matmul(x, codes(x.shape[1].value), transpose_b=True)


def forward(ids):
  x = read(ids, 7, 4)
  x = mapped(x, 6, 'first', use_wscale=True)
  x = tf.nn.relu(mapped(x, 4, 'second', gain=1))
  near = nearest(x)
  far = nearest(-x, reuse=True)  # the same codes
  return near, far
