"""Bidirectional encoder of text, in the builder style."""
from __future__ import absolute_import
from __future__ import division
from __future__ import print_function

import copy
import json
import math

import six
import tensorflow as tf


class ModelConfig(object):
  """Settings of `TextModel`."""

  def __init__(self,
               vocab_size,
               hidden_size=8,
               num_layers=2,
               num_heads=2,
               inner_size=12,
               activation="gelu",
               hidden_dropout=0.1,
               attention_dropout=0.1,
               max_positions=10,
               type_vocab_size=2,
               init_range=0.02):
    self.vocab_size = vocab_size
    self.hidden_size = hidden_size
    self.num_layers = num_layers
    self.num_heads = num_heads
    self.inner_size = inner_size
    self.activation = activation
    self.hidden_dropout = hidden_dropout
    self.attention_dropout = attention_dropout
    self.max_positions = max_positions
    self.type_vocab_size = type_vocab_size
    self.init_range = init_range

  @classmethod
  def from_json(cls, text):
    """Reads a JSON object."""
    return cls(**json.loads(text))

  def to_dict(self):
    return copy.deepcopy(self.__dict__)


def gaussian_gelu(x):
  """Gaussian error linear unit."""
  return x * (0.5 * (1.0 + tf.erf(x / math.sqrt(2.0))))


def activation_for(spec):
  if not isinstance(spec, six.string_types):
    return spec
  table = {"linear": None, "relu": tf.nn.relu, "gelu": gaussian_gelu, "tanh": tf.tanh}
  if spec.lower() not in table:
    raise ValueError("Unsupported activation: %s" % spec)
  return table[spec.lower()]


def normal_init(stddev=0.02):
  return tf.truncated_normal_initializer(stddev=stddev)


def drop(tensor, probability):
  if not probability:
    return tensor
  return tf.nn.dropout(tensor, keep_prob=1.0 - probability)


def norm(tensor, name=None):
  """Layer normalization over the last axis."""
  return tf.contrib.layers.layer_norm(tensor, begin_norm_axis=-1, begin_params_axis=-1, scope=name)


def drop_and_norm(tensor, probability, name=None):
  return norm(drop(tensor, probability), name)


def get_shape_list(tensor, expected_rank=None, name=None):
  """Static dimensions where known, dynamic ones elsewhere."""
  if name is None:
    name = tensor.name
  if expected_rank is not None and tensor.shape.ndims != expected_rank:
    raise ValueError("`%s` has rank %d where %d is expected" % (name, tensor.shape.ndims, expected_rank))
  shape = tensor.shape.as_list()
  unknown = [i for i, dim in enumerate(shape) if dim is None]
  if not unknown:
    return shape
  dynamic = tf.shape(tensor)
  for i in unknown:
    shape[i] = dynamic[i]
  return shape


def embed_words(ids, vocab_size, size, init_range, name="word_embeddings"):
  if ids.shape.ndims == 2:
    ids = tf.expand_dims(ids, axis=[-1])
  table = tf.get_variable(name=name, shape=[vocab_size, size], initializer=normal_init(init_range))
  output = tf.gather(table, tf.reshape(ids, [-1]))
  shape = get_shape_list(ids)
  return tf.reshape(output, shape[0:-1] + [shape[-1] * size]), table


def embed_rest(tensor, token_types, type_vocab_size, max_positions, init_range, dropout):
  """Adds what is known of the type and the place of each token."""
  batch, length, width = get_shape_list(tensor, expected_rank=3)
  type_table = tf.get_variable("token_type_embeddings", [type_vocab_size, width], initializer=normal_init(init_range))
  one_hot = tf.one_hot(tf.reshape(token_types, [-1]), depth=type_vocab_size)
  output = tensor + tf.reshape(tf.matmul(one_hot, type_table), [batch, length, width])

  assert_op = tf.assert_less_equal(length, max_positions)
  with tf.control_dependencies([assert_op]):
    table = tf.get_variable("position_embeddings", [max_positions, width], initializer=normal_init(init_range))
    place = tf.slice(table, [0, 0], [length, -1])
    num_dims = len(output.shape.as_list())
    output += tf.reshape(place, [1] * (num_dims - 2) + [length, width])
  return drop_and_norm(output, dropout)


def mask_from_ids(ids, mask):
  """[batch, from, to] mask of ones and zeros."""
  batch, length = get_shape_list(ids, expected_rank=2)
  to_mask = tf.cast(tf.reshape(mask, [batch, 1, length]), tf.float32)
  return tf.ones(shape=[batch, length, 1], dtype=tf.float32) * to_mask


def attention_layer(source, target, mask, num_heads, head_size, dropout=0.0, init_range=0.02, batch=None,
                    length=None):
  """Multi-headed attention from `source` to `target`, both [batch * length, width]."""

  def to_heads(tensor):
    tensor = tf.reshape(tensor, [batch, length, num_heads, head_size])
    return tf.transpose(tensor, [0, 2, 1, 3])

  query = tf.layers.dense(source, num_heads * head_size, name="query", kernel_initializer=normal_init(init_range))
  key = tf.layers.dense(target, num_heads * head_size, name="key", kernel_initializer=normal_init(init_range))
  value = tf.layers.dense(target, num_heads * head_size, name="value", kernel_initializer=normal_init(init_range))

  scores = tf.matmul(to_heads(query), to_heads(key), transpose_b=True)
  scores = tf.multiply(scores, 1.0 / math.sqrt(float(head_size)))
  if mask is not None:
    adder = (1.0 - tf.expand_dims(mask, axis=[1])) * -10000.0
    scores += adder
  probs = drop(tf.nn.softmax(scores), dropout)
  context = tf.transpose(tf.matmul(probs, to_heads(value)), [0, 2, 1, 3])
  return tf.reshape(context, [batch * length, num_heads * head_size])


def transformer_model(tensor, mask, hidden_size, num_layers, num_heads, inner_size, activation, hidden_dropout,
                      attention_dropout, init_range, all_layers=False):
  """The stack; returns the last layer, or all of them."""
  if hidden_size % num_heads != 0:
    raise ValueError("%d is not a multiple of %d" % (hidden_size, num_heads))
  head_size = int(hidden_size / num_heads)
  batch, length, width = get_shape_list(tensor, expected_rank=3)
  if width != hidden_size:
    raise ValueError("the residuals need the same width")

  # Matrices are faster than tensors of rank 3: reshape once, at both ends.
  prev = tf.reshape(tensor, [-1, width])
  outputs = []
  for layer_idx in range(num_layers):
    with tf.variable_scope("layer_%d" % layer_idx):
      layer_input = prev
      with tf.variable_scope("attention"):
        with tf.variable_scope("self"):
          head = attention_layer(layer_input, layer_input, mask, num_heads, head_size, dropout=attention_dropout,
                                 init_range=init_range, batch=batch, length=length)
        # A linear projection, then the residual.
        with tf.variable_scope("output"):
          attended = tf.layers.dense(head, hidden_size, kernel_initializer=normal_init(init_range))
          attended = drop(attended, hidden_dropout)
          attended = norm(attended + layer_input)

      with tf.variable_scope("intermediate"):
        inner = tf.layers.dense(attended, inner_size, activation=activation,
                                kernel_initializer=normal_init(init_range))
      with tf.variable_scope("output"):
        output = tf.layers.dense(inner, hidden_size, kernel_initializer=normal_init(init_range))
        output = drop(output, hidden_dropout)
        prev = norm(output + attended)
      outputs.append(tf.reshape(prev, [batch, length, width]))
  if all_layers:
    return outputs
  return outputs[-1]


class TextModel(object):
  """Tokens in, vectors out.

  ```python
  model = TextModel(config, is_training=True, input_ids=ids)
  pooled = model.get_pooled_output()
  ```
  """

  def __init__(self, config, is_training, input_ids, input_mask=None, token_types=None, scope=None):
    config = copy.deepcopy(config)
    if not is_training:
      config.hidden_dropout = 0.0
      config.attention_dropout = 0.0
    batch, length = get_shape_list(input_ids, expected_rank=2)
    if input_mask is None:
      input_mask = tf.ones(shape=[batch, length], dtype=tf.int32)
    if token_types is None:
      token_types = tf.zeros(shape=[batch, length], dtype=tf.int32)

    with tf.variable_scope(scope, default_name="text"):
      with tf.variable_scope("embeddings"):
        (self.embedding_output, self.embedding_table) = embed_words(
            input_ids, config.vocab_size, config.hidden_size, config.init_range)
        self.embedding_output = embed_rest(
            self.embedding_output, token_types, config.type_vocab_size, config.max_positions, config.init_range,
            config.hidden_dropout)

      with tf.variable_scope("encoder"):
        mask = mask_from_ids(input_ids, input_mask)
        self.all_encoder_layers = transformer_model(
            self.embedding_output, mask,
            hidden_size=config.hidden_size,
            num_layers=config.num_layers,
            num_heads=config.num_heads,
            inner_size=config.inner_size,
            activation=activation_for(config.activation),
            hidden_dropout=config.hidden_dropout,
            attention_dropout=config.attention_dropout,
            init_range=config.init_range,
            all_layers=True)

      self.sequence_output = self.all_encoder_layers[-1]
      with tf.variable_scope("pooler"):
        first = tf.squeeze(self.sequence_output[:, 0:1, :], axis=1)
        self.pooled_output = tf.layers.dense(first, config.hidden_size, activation=tf.tanh,
                                             kernel_initializer=normal_init(config.init_range))

  def get_pooled_output(self):
    return self.pooled_output

  def get_sequence_output(self):
    """float [batch, length, hidden] of the last layer."""
    return self.sequence_output

  def get_embedding_table(self):
    return self.embedding_table
