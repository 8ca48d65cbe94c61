import collections

import tensorflow as tf

Encoded = collections.namedtuple('Encoded', ['mean', 'log_var', 'features'])


class Output(object):
  def __init__(self, value, aux):
    self.value = value
    self.aux = aux


def encode(x, latent=2):
  with tf.variable_scope('encode'):
    features = tf.layers.dense(x, 5, activation=tf.nn.softplus, name='features')
    mean = tf.layers.dense(features, latent, name='mean')
    log_var = tf.layers.dense(features, latent, name='log_var')
    return Encoded(mean, log_var, features)


def pyramid(x, levels):
  """All the levels, coarse to fine, and the last width."""
  outputs = {}
  with tf.variable_scope('pyramid'):
    for level in range(levels):
      x = tf.layers.dense(x, 3, name='level_%d' % level)
      outputs['level_%d' % level] = x
  return outputs, x.shape[-1].value


def codebook(size, dim):
  with tf.variable_scope('codebook'):
    return tf.get_variable('codes', [size, dim], initializer=tf.random_normal_initializer())


def decode(z, dim, return_hidden=False):
  with tf.variable_scope('decode'):
    hidden = tf.layers.dense(z, 4, tf.nn.relu, name='hidden')
    out = Output(tf.layers.dense(hidden, dim, name='out'), aux=hidden)
    if return_hidden:
      return out, hidden
    return out


def forward(x):
  encoded = encode(x)
  mean, log_var, _ = encoded
  codes = codebook(3, 2)
  similarity = tf.matmul(mean, codes, transpose_b=True)
  out, hidden = decode(mean + tf.exp(0.5 * log_var), 4, return_hidden=True)
  levels, width = pyramid(out.value, levels=2)
  return {'levels': levels, 'similarity': similarity, 'hidden': (hidden, [encoded.features]), 'scaled': similarity * width,
          'codes': tf.identity(codes)}
