# -*- coding: utf-8 -*-
from __future__ import absolute_import
from __future__ import division
from __future__ import print_function

import tensorflow as tf

K = tf.keras.backend


class BahdanauAttention(tf.keras.Model):
  def __init__(self, units, name='attention'):
    super(BahdanauAttention, self).__init__(name=name)
    self.W1 = tf.keras.layers.Dense(units)
    self.W2 = tf.keras.layers.Dense(units)
    self.V = tf.keras.layers.Dense(1)

  def call(self, query, values):
    hidden_with_time_axis = tf.expand_dims(query, 1)
    score = self.V(tf.nn.tanh(self.W1(hidden_with_time_axis) + self.W2(values)))
    attention_weights = tf.nn.softmax(score, axis=1)
    context_vector = tf.reduce_sum(attention_weights * values, axis=1)
    return context_vector, attention_weights


class Decoder(tf.keras.Model):
  def __init__(self, vocab_size, embedding_dim, dec_units, **kwargs):
    super(Decoder, self).__init__(**kwargs)
    self.embedding = tf.keras.layers.Embedding(vocab_size, embedding_dim)
    self.gru = tf.keras.layers.GRU(dec_units, return_sequences=True, return_state=True)
    self.fc = tf.keras.layers.Dense(vocab_size)
    self.attention = BahdanauAttention(dec_units)

  def call(self, x, hidden, enc_output, training=None):
    context, weights = self.attention(hidden, enc_output)
    x = tf.concat([tf.expand_dims(context, 1), self.embedding(x)], axis=-1)
    output, state = self.gru(x, training=training)
    return self.fc(tf.reshape(output, (-1, output.shape[2]))), state, weights


def initialize_hidden_state(batch_sz, units):
  return tf.zeros((batch_sz, units), dtype=K.floatx())
