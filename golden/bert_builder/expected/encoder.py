"""A text encoder in the builder style."""

from __future__ import absolute_import
from __future__ import division
from __future__ import print_function

import copy
import math

import numpy as np
import six
import tensorflow as tf
from migrate import compat_scope


class EncoderConfig(object):
  """Configuration of `TextEncoder`."""

  def __init__(self, vocab_size, hidden_size=16, num_hidden_layers=2, num_attention_heads=2,
               intermediate_size=32, hidden_act="gelu", hidden_dropout_prob=0.1,
               attention_probs_dropout_prob=0.1, max_position_embeddings=32, type_vocab_size=2,
               initializer_range=0.02):
    self.vocab_size = vocab_size
    self.hidden_size = hidden_size
    self.num_hidden_layers = num_hidden_layers
    self.num_attention_heads = num_attention_heads
    self.hidden_act = hidden_act
    self.intermediate_size = intermediate_size
    self.hidden_dropout_prob = hidden_dropout_prob
    self.attention_probs_dropout_prob = attention_probs_dropout_prob
    self.max_position_embeddings = max_position_embeddings
    self.type_vocab_size = type_vocab_size
    self.initializer_range = initializer_range

  @classmethod
  def from_dict(cls, values):
    config = cls(vocab_size=None)
    for key, value in six.iteritems(values):
      config.__dict__[key] = value
    return config


class TextEncoder(object):
  """Builds the encoder's graph when it is constructed.

  Example:

    model = TextEncoder(config, False, input_ids)
    pooled = model.get_pooled_output()
  """

  def __init__(self, config, is_training, input_ids, input_mask=None, token_type_ids=None, scope=None):
    config = copy.deepcopy(config)
    if not is_training:
      config.hidden_dropout_prob = 0.0
      config.attention_probs_dropout_prob = 0.0

    batch_size, seq_length = get_shape_list(input_ids, expected_rank=2)
    if input_mask is None:
      input_mask = tf.ones(shape=[batch_size, seq_length], dtype=tf.int32)
    if token_type_ids is None:
      token_type_ids = tf.zeros(shape=[batch_size, seq_length], dtype=tf.int32)

    with compat_scope.variable_scope(scope, default_name="encoder_model"):
      with compat_scope.variable_scope("embeddings"):
        # Look up the words, then add what depends on the position.
        (self.embedding_output, self.embedding_table) = embedding_lookup(
            input_ids=input_ids,
            vocab_size=config.vocab_size,
            embedding_size=config.hidden_size,
            initializer_range=config.initializer_range,
            word_embedding_name="word_embeddings")
        self.embedding_output = embedding_postprocessor(self.embedding_output, token_type_ids, config)

      with compat_scope.variable_scope("encoder"):
        attention_mask = tf.cast(tf.reshape(input_mask, [batch_size, 1, 1, seq_length]), tf.float32)
        self.all_encoder_layers = transformer(
            self.embedding_output, (1.0 - attention_mask) * -10000.0, config,
            get_activation(config.hidden_act))
      self.sequence_output = self.all_encoder_layers[-1]

      with compat_scope.variable_scope("pooler"):
        first_token = tf.squeeze(self.sequence_output[:, 0:1, :], axis=1)
        self.pooled_output = compat_scope.layers.dense(
            first_token,
            config.hidden_size,
            activation=tf.tanh,
            kernel_initializer=create_initializer(config.initializer_range))

  def get_pooled_output(self):
    return self.pooled_output

  def get_sequence_output(self):
    return self.sequence_output

  def get_all_encoder_layers(self):
    return self.all_encoder_layers


def gelu(x):
  cdf = 0.5 * (1.0 + tf.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * tf.pow(x, 3))))
  return x * cdf


def get_activation(activation_string):
  if not isinstance(activation_string, six.string_types):
    return activation_string
  act = activation_string.lower()
  if act == "linear":
    return None
  elif act == "relu":
    return tf.nn.relu
  elif act == "gelu":
    return gelu
  raise ValueError("Unsupported activation: %s" % act)


def dropout(input_tensor, dropout_prob):
  if dropout_prob is None or dropout_prob == 0.0:
    return input_tensor
  return tf.nn.dropout(input_tensor, rate=dropout_prob)


def layer_norm(input_tensor, name=None):
  return compat_scope.contrib.layers.layer_norm(
      inputs=input_tensor, begin_norm_axis=-1, begin_params_axis=-1, scope=name)


def create_initializer(initializer_range=0.02):
  return tf.compat.v1.truncated_normal_initializer(stddev=initializer_range)


def embedding_lookup(input_ids, vocab_size, embedding_size, initializer_range, word_embedding_name):
  embedding_table = compat_scope.get_variable(
      name=word_embedding_name,
      shape=[vocab_size, embedding_size],
      initializer=create_initializer(initializer_range))
  return tf.gather(embedding_table, input_ids), embedding_table


def embedding_postprocessor(input_tensor, token_type_ids, config):
  batch_size, seq_length, width = get_shape_list(input_tensor, expected_rank=3)
  token_type_table = compat_scope.get_variable(
      name="token_type_embeddings",
      shape=[config.type_vocab_size, width],
      initializer=create_initializer(config.initializer_range))
  one_hot_ids = tf.one_hot(tf.reshape(token_type_ids, [-1]), depth=config.type_vocab_size)
  output = input_tensor + tf.reshape(tf.matmul(one_hot_ids, token_type_table), [batch_size, seq_length, width])

  assert_op = tf.debugging.assert_less_equal(seq_length, config.max_position_embeddings)
  with tf.control_dependencies([assert_op]):
    full_position_embeddings = compat_scope.get_variable(
        name="position_embeddings",
        shape=[config.max_position_embeddings, width],
        initializer=create_initializer(config.initializer_range))
    position_embeddings = tf.slice(full_position_embeddings, [0, 0], [seq_length, -1])
    output += tf.expand_dims(position_embeddings, 0)
  return dropout(layer_norm(output), config.hidden_dropout_prob)


def attention_layer(from_tensor, bias, heads, size_per_head, initializer_range, drop):
  batch_size, seq_length, width = get_shape_list(from_tensor, expected_rank=3)
  flat = tf.reshape(from_tensor, [-1, width])

  def project(name):
    layer = compat_scope.layers.dense(flat, heads * size_per_head, activation=None, name=name,
                            kernel_initializer=create_initializer(initializer_range))
    return tf.transpose(tf.reshape(layer, [batch_size, seq_length, heads, size_per_head]), [0, 2, 1, 3])

  query, key, value = project("query"), project("key"), project("value")
  scores = tf.multiply(tf.matmul(query, key, transpose_b=True), 1.0 / math.sqrt(float(size_per_head)))
  probs = dropout(tf.nn.softmax(scores + bias), drop)
  context = tf.transpose(tf.matmul(probs, value), [0, 2, 1, 3])
  return tf.reshape(context, [batch_size, seq_length, heads * size_per_head])


def transformer(input_tensor, bias, config, intermediate_act_fn):
  size = config.hidden_size
  heads = config.num_attention_heads
  if size % heads != 0:
    raise ValueError("hidden size %d is not a multiple of the heads %d" % (size, heads))
  all_layer_outputs = []
  prev_output = input_tensor
  for layer_idx in range(config.num_hidden_layers):
    with compat_scope.variable_scope("layer_%d" % layer_idx):
      layer_input = prev_output
      with compat_scope.variable_scope("attention"):
        with compat_scope.variable_scope("self"):
          attention_output = attention_layer(layer_input, bias, heads, int(size / heads),
                                             config.initializer_range, config.attention_probs_dropout_prob)
        with compat_scope.variable_scope("output"):
          attention_output = compat_scope.layers.dense(
              attention_output, size, kernel_initializer=create_initializer(config.initializer_range))
          attention_output = dropout(attention_output, config.hidden_dropout_prob)
          attention_output = layer_norm(attention_output + layer_input)
      with compat_scope.variable_scope("intermediate"):
        intermediate_output = compat_scope.layers.dense(
            attention_output,
            config.intermediate_size,
            activation=intermediate_act_fn,
            kernel_initializer=create_initializer(config.initializer_range))
      with compat_scope.variable_scope("output"):
        layer_output = compat_scope.layers.dense(
            intermediate_output, size, kernel_initializer=create_initializer(config.initializer_range))
        prev_output = layer_norm(dropout(layer_output, config.hidden_dropout_prob) + attention_output)
        all_layer_outputs.append(prev_output)
  return all_layer_outputs


def get_shape_list(tensor, expected_rank=None, name=None):
  """The dimensions of `tensor`, static ones as Python ints."""
  if name is None:
    name = compat_scope.op_name(tensor) if hasattr(tensor, "op") else "tensor"
  if expected_rank is not None and tensor.shape.ndims != expected_rank:
    raise ValueError("`%s` has rank %d, not %d" % (name, tensor.shape.ndims, expected_rank))
  shape = tensor.shape.as_list()
  non_static_indexes = []
  for (index, dim) in enumerate(shape):
    if dim is None:
      non_static_indexes.append(index)
  if not non_static_indexes:
    return shape
  dyn_shape = tf.shape(tensor)
  for index in non_static_indexes:
    shape[index] = dyn_shape[index]
  return shape
