"""Reads sequences of ids; the graph is made in the constructor."""
from __future__ import absolute_import

import copy

import six
import tensorflow as tf


class ReaderConfig(object):
  """What a `Reader` is made of."""

  def __init__(self, vocab=11, hidden=6, depth=2, keep=1.0, stddev=0.3):
    self.vocab = vocab
    self.hidden = hidden
    self.depth = depth
    self.keep = keep
    self.stddev = stddev


def initializer(stddev):
  return tf.truncated_normal_initializer(stddev=stddev)


def check_rank(tensor, wanted, name=None):
  """Raises ValueError unless `tensor` has one of the wanted ranks."""
  ranks = {}
  if isinstance(wanted, six.integer_types):
    ranks[wanted] = True
  else:
    for rank in wanted:
      ranks[rank] = True
  if tensor.shape.ndims not in ranks:
    raise ValueError("%s has rank %s" % (name or tensor.name, tensor.shape.ndims))


def dims(tensor, wanted=None):
  """The static dimensions, and tensors for those which are not known."""
  if wanted is not None:
    check_rank(tensor, wanted)
  static = tensor.shape.as_list()
  dynamic = tf.shape(tensor)
  return [dynamic[i] if d is None else d for i, d in enumerate(static)]


def flatten(tensor):
  """[..., width] as a matrix."""
  if tensor.shape.ndims == 2:
    return tensor
  width = tensor.shape[-1]
  return tf.reshape(tensor, [-1, width])


def unflatten(matrix, shape):
  if len(shape) == 2:
    return matrix
  width = dims(matrix)[-1]
  return tf.reshape(matrix, shape[0:-1] + [width])


def drop(tensor, keep):
  if keep == 1.0:
    return tensor
  dropped = tf.nn.dropout(tensor, keep)
  return dropped


def stack(tensor, hidden, depth, stddev, every=False):
  """`depth` layers with residuals; all of them, or the last."""
  shape = dims(tensor, wanted=3)
  previous = flatten(tensor)
  layers = []
  for i in range(depth):
    with tf.variable_scope("layer_%d" % i):
      inner = tf.layers.dense(previous, 2 * hidden, activation=tf.nn.relu, kernel_initializer=initializer(stddev))
      with tf.variable_scope("output"):
        layer = tf.layers.dense(inner, hidden, kernel_initializer=initializer(stddev))
        layer = drop(layer, 1.0)
        layer = tf.contrib.layers.layer_norm(layer + previous, begin_norm_axis=-1)
      previous = layer
      layers.append(layer)
  if every:
    outputs = []
    for layer in layers:
      output = unflatten(layer, shape)
      outputs.append(output)
    return outputs
  return unflatten(previous, shape)


class Reader(object):
  """Ids in, vectors out.

    reader = Reader(config, True, ids)
    summary = reader.get_summary()
  """

  def __init__(self, config, is_training, ids, mask=None, scope=None):
    config = copy.deepcopy(config)
    if not is_training:
      config.keep = 1.0
    if mask is None:
      mask = tf.ones_like(ids)

    with tf.variable_scope(scope, default_name="reader"):
      with tf.variable_scope("embeddings"):
        self.table = tf.get_variable("ids", [config.vocab, config.hidden], initializer=initializer(config.stddev))
        embedded = tf.gather(self.table, ids) * tf.expand_dims(tf.cast(mask, tf.float32), -1)
      self.layers = stack(drop(embedded, config.keep), hidden=config.hidden, depth=config.depth,
                          stddev=config.stddev, every=True)
      self.sequence = self.layers[-1]
      with tf.variable_scope("summary"):
        first = tf.squeeze(self.sequence[:, 0:1, :], axis=1)
        self.summary = tf.layers.dense(first, config.hidden, activation=tf.tanh,
                                       kernel_initializer=initializer(config.stddev))

  def get_summary(self):
    return self.summary

  def get_sequence(self):
    """float [batch, length, hidden]."""
    return self.sequence

  def get_table(self):
    return self.table

  def describe(self):
    return "a reader of %d layers" % len(self.layers)
