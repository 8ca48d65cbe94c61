"""A text encoder in the builder style."""
import copy

import tensorflow as tf


class EncoderConfig(object):
  def __init__(self, vocab_size, hidden_size=4, num_hidden_layers=2, intermediate_size=6, hidden_act="gelu",
               max_position=8, initializer_range=0.02, dropout_prob=0.1):
    self.vocab_size = vocab_size
    self.hidden_size = hidden_size
    self.num_hidden_layers = num_hidden_layers
    self.intermediate_size = intermediate_size
    self.hidden_act = hidden_act
    self.max_position = max_position
    self.initializer_range = initializer_range
    self.dropout_prob = dropout_prob

  @classmethod
  def from_dict(cls, settings):
    config = cls(vocab_size=None)
    for key, value in settings.items():
      config.__dict__[key] = value
    return config


def gelu(x):
  return x * 0.5 * (1.0 + tf.erf(x / tf.sqrt(2.0)))


def get_activation(name):
  """Maps a string to a Python function."""
  if not isinstance(name, str):
    return name
  if name == "gelu":
    return gelu
  elif name == "tanh":
    return tf.tanh
  return None


def create_initializer(initializer_range=0.02):
  return tf.truncated_normal_initializer(stddev=initializer_range)


def dropout(x, prob):
  if prob is None or prob == 0.0:
    return x
  return tf.nn.dropout(x, 1.0 - prob)


def layer_norm(x, name=None):
  return tf.contrib.layers.layer_norm(inputs=x, begin_norm_axis=-1, begin_params_axis=-1, scope=name)


def embedding_lookup(input_ids, vocab_size, embedding_size=8, initializer_range=0.02, name="word_embeddings"):
  """Looks up ids; returns the embedded ids and the table."""
  table = tf.get_variable(name=name, shape=[vocab_size, embedding_size],
                          initializer=create_initializer(initializer_range))
  flat = tf.gather(table, tf.reshape(input_ids, [-1]))
  batch, length = input_ids.shape.as_list()
  return tf.reshape(flat, [batch, length, embedding_size]), table


def postprocess(x, segment_ids, segments=2, max_position=8, dropout_prob=0.1):
  """Adds segments and positions, then normalizes."""
  length, width = x.shape.as_list()[1:]
  output = x
  segment_table = tf.get_variable(name="segment_embeddings", shape=[segments, width],
                                  initializer=create_initializer())
  one_hot = tf.one_hot(tf.reshape(segment_ids, [-1]), depth=segments)
  output += tf.reshape(tf.matmul(one_hot, segment_table), [-1, length, width])
  full = tf.get_variable(name="position_embeddings", shape=[max_position, width], initializer=create_initializer())
  output += tf.expand_dims(tf.slice(full, [0, 0], [length, -1]), 0)
  return dropout(layer_norm(output), dropout_prob)


def feed_forward(x, config):
  width = x.shape[-1].value
  with tf.variable_scope("intermediate"):
    h = tf.layers.dense(x, config.intermediate_size, activation=get_activation(config.hidden_act),
                        kernel_initializer=create_initializer(config.initializer_range))
  # Back to the width it had, with a residual around both.
  with tf.variable_scope("output"):
    h = tf.layers.dense(h, width, kernel_initializer=create_initializer(config.initializer_range))
    h = dropout(h, config.dropout_prob)
    return layer_norm(h + x)


class Encoder(object):
  """The model.

  Example:
    encoder = Encoder(config, False, input_ids)
    table = encoder.get_embedding_table()
  """

  def __init__(self, config, is_training, input_ids, segment_ids=None, scope=None):
    """Builds the graph.

    Args:
      config: `EncoderConfig`.
      is_training: bool; False switches dropout off.
      input_ids: int32 [batch, length].
      segment_ids: int32 [batch, length], zeros if None.
      scope: variable scope, "encoder" by default.
    """
    config = copy.deepcopy(config)
    if not is_training:
      config.dropout_prob = 0.0
    if segment_ids is None:
      segment_ids = tf.zeros_like(input_ids)

    with tf.variable_scope(scope, default_name="encoder"):
      with tf.variable_scope("embeddings"):
        (self.embedding_output, self.embedding_table) = embedding_lookup(
            input_ids=input_ids,
            vocab_size=config.vocab_size,
            embedding_size=config.hidden_size,
            initializer_range=config.initializer_range)
        self.embedding_output = postprocess(self.embedding_output, segment_ids, max_position=config.max_position,
                                            dropout_prob=config.dropout_prob)

      with tf.variable_scope("layers"):
        prev = self.embedding_output
        self.all_layers = []
        for layer_idx in range(config.num_hidden_layers):
          with tf.variable_scope("layer_%d" % layer_idx):
            prev = feed_forward(prev, config)
            self.all_layers.append(prev)
      self.sequence_output = self.all_layers[-1]

      # The pooler takes what stands at the first token.
      with tf.variable_scope("pooler"):
        first = tf.squeeze(self.sequence_output[:, 0:1, :], axis=1)
        self.pooled_output = tf.layers.dense(first, config.hidden_size, activation=tf.tanh,
                                             kernel_initializer=create_initializer(config.initializer_range))

  def get_pooled_output(self):
    return self.pooled_output

  def get_sequence_output(self):
    return self.sequence_output

  def get_all_encoder_layers(self):
    return self.all_layers

  def get_embedding_table(self):
    return self.embedding_table
