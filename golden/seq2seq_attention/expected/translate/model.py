"""A sequence-to-sequence model."""
from __future__ import print_function

import abc

import tensorflow as tf
from migrate import compat_scope

from . import cells


class BaseModel(object):
  """Builds embeddings, then asks the subclass for the encoder and the decoder."""

  def __init__(self, source, target, source_length, units=4, scope=None):
    self.units = units
    self.source_length = source_length
    self.batch_size = tf.size(source_length)
    initializer = tf.compat.v1.random_uniform_initializer(-0.1, 0.1, seed=1)
    compat_scope.get_variable_scope().set_initializer(initializer)

    self.embedding_encoder, self.embedding_decoder = self._embeddings(8, 7)
    with compat_scope.variable_scope(scope or "build_network"):
      with compat_scope.variable_scope("decoder/output_projection"):
        self.output_layer = compat_scope.layers.Dense(7, use_bias=False, name="output_projection")
    with compat_scope.variable_scope(scope or "dynamic_seq2seq", dtype=tf.float32):
      encoder_outputs, encoder_state = self._build_encoder(source)
      self.logits, self.attention = self._build_decoder(encoder_outputs, encoder_state, target)
    self.params = compat_scope.trainable_variables()

  def _embeddings(self, source_vocab, target_vocab):
    with compat_scope.variable_scope("embeddings", dtype=tf.float32) as scope:
      with compat_scope.variable_scope("encoder", partitioner=None):
        encoder = compat_scope.get_variable("embedding_encoder", [source_vocab, self.units])
      with compat_scope.variable_scope("decoder"):
        decoder = compat_scope.get_variable("embedding_decoder", [target_vocab, self.units], tf.float32)
    return encoder, decoder

  @abc.abstractmethod
  def _build_encoder(self, source):
    pass

  @abc.abstractmethod
  def _build_decoder(self, encoder_outputs, encoder_state, target):
    pass


class AttentionModel(BaseModel):

  def _build_encoder(self, source):
    with compat_scope.variable_scope("encoder") as scope:
      emb = tf.compat.v1.nn.embedding_lookup(self.embedding_encoder, source)
      fw_cell = cells.make_cell("gru", self.units, 1)
      bw_cell = cells.make_cell("gru", self.units, 1)
      outputs, states = compat_scope.nn.bidirectional_dynamic_rnn(
          fw_cell, bw_cell, emb, dtype=scope.dtype, sequence_length=self.source_length, swap_memory=True)
      memory = compat_scope.layers.dense(tf.concat(outputs, -1), self.units, name="memory")
      deep_cell = cells.make_cell("lstm", self.units, 2)
      memory, state = compat_scope.nn.dynamic_rnn(deep_cell, memory, dtype=tf.float32, sequence_length=self.source_length)
    return memory, state

  def _attend(self, query, keys, values):
    with compat_scope.variable_scope("attention"):
      w = compat_scope.get_variable("query_kernel", [self.units, self.units])
      v = compat_scope.get_variable("v", [self.units])
      hidden = tf.tanh(keys + tf.expand_dims(tf.matmul(query, w), 1))
      score = tf.reduce_sum(v * hidden, [2])
      mask = tf.sequence_mask(self.source_length, tf.shape(keys)[1], dtype=tf.float32)
      weights = tf.nn.softmax(score * mask - (1.0 - mask) * 1e9)
      return tf.reduce_sum(tf.expand_dims(weights, 2) * values, 1), weights

  def _build_decoder(self, encoder_outputs, encoder_state, target):
    with compat_scope.variable_scope("decoder") as decoder_scope:
      keys = compat_scope.layers.dense(encoder_outputs, self.units, use_bias=False, name="memory_layer")
      cell = cells.make_cell("lstm", self.units, 2)
      state = encoder_state
      context = tf.zeros([self.batch_size, self.units])
      logits, alignments = [], []
      emb = tf.compat.v1.nn.embedding_lookup(self.embedding_decoder, target)
      for step in range(target.get_shape().as_list()[1]):
        if step > 0:
          decoder_scope.reuse_variables()
        output, state = cell(tf.concat([emb[:, step], context], 1), state)
        context, weights = self._attend(output, keys, encoder_outputs)
        logits.append(self.output_layer(output + context))
        alignments.append(weights)
    return tf.stack(logits, 1), tf.stack(alignments, 1)


def scores(source, target, source_length):
  model = AttentionModel(source, target, source_length)
  return model.logits, model.attention, len(model.params)
