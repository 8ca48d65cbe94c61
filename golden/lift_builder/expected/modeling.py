"""A text encoder in the builder style."""
import copy

import tensorflow as tf
import keras
from migrate import compat_scope


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
  return x * 0.5 * (1.0 + tf.math.erf(x / tf.sqrt(2.0)))


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
  return tf.compat.v1.truncated_normal_initializer(stddev=initializer_range)


def dropout(x, prob):
  if prob is None or prob == 0.0:
    return x
  return tf.nn.dropout(x, rate=prob)


class LayerNorm(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, scope_name=None, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.layer_norm = LayerNormalization(name=scope_name or "LayerNorm")

    def call(self, x):
        return self.layer_norm(x)


class LayerNormalization(keras.layers.LayerNormalization):
    """Layer normalization of the last axis with TF1's epsilon."""

    tf1_order = ("beta", "gamma")

    def __init__(self, *, epsilon=1e-12, **kwargs):
        super().__init__(epsilon=epsilon, **kwargs)


class EmbeddingLookup(keras.layers.Layer):
    """Looks up ids; returns the embedded ids and the table."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(
        self,
        vocab_size,
        embedding_size=8,
        initializer_range=0.02,
        weight_name="word_embeddings",
        *,
        name=None,
        **kwargs,
    ):
        super().__init__(name=name, **kwargs)
        self.vocab_size = vocab_size
        self.embedding_size = embedding_size
        self.initializer_range = initializer_range
        self.weight_name = weight_name

    def build(self, input_ids_shape):
        self.table = self.add_weight(
            name=self.weight_name,
            shape=[self.vocab_size, self.embedding_size],
            initializer=create_initializer(self.initializer_range),
        )

    def call(self, input_ids):
        flat = tf.gather(self.table, tf.reshape(input_ids, [-1]))
        batch, length = input_ids.shape.as_list()
        return tf.reshape(flat, [batch, length, self.embedding_size]), self.table.value


class Postprocess(keras.layers.Layer):
    """Adds segments and positions, then normalizes."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(
        self, segments=2, max_position=8, dropout_prob=0.1, *, name=None, **kwargs
    ):
        super().__init__(name=name, **kwargs)
        self.segments = segments
        self.max_position = max_position
        self.dropout_prob = dropout_prob
        self.layer_norm = LayerNorm()

    def build(self, x_shape):
        length, width = list(x_shape)[1:]
        self.segment_embeddings = self.add_weight(
            name="segment_embeddings",
            shape=[self.segments, width],
            initializer=create_initializer(),
        )
        self.position_embeddings = self.add_weight(
            name="position_embeddings",
            shape=[self.max_position, width],
            initializer=create_initializer(),
        )

    def call(self, x, segment_ids):
        length, width = x.shape.as_list()[1:]
        output = x
        one_hot = tf.one_hot(tf.reshape(segment_ids, [-1]), depth=self.segments)
        output += tf.reshape(
            tf.matmul(one_hot, self.segment_embeddings), [-1, length, width]
        )
        output += tf.expand_dims(
            tf.slice(self.position_embeddings, [0, 0], [length, -1]), 0
        )
        return dropout(self.layer_norm(output), self.dropout_prob)


class FeedForward(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_order = ("intermediate_dense", "output_dense", "layer_norm")  # as TF1 made them

    def __init__(self, config, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.config = config
        self.intermediate_dense = keras.layers.Dense(
            config.intermediate_size,
            activation=get_activation(config.hidden_act),
            kernel_initializer=create_initializer(config.initializer_range),
            name="dense",
        )
        self.layer_norm = LayerNorm()

    def build(self, x_shape):
        width = x_shape[-1]
        self.output_dense = keras.layers.Dense(
            width,
            kernel_initializer=create_initializer(self.config.initializer_range),
            name="dense",
        )

    def call(self, x):
        with keras.name_scope("intermediate"):
            h = self.intermediate_dense(x)
        # Back to the width it had, with a residual around both.
        with keras.name_scope("output"):
            h = self.output_dense(h)
            h = dropout(h, self.config.dropout_prob)
            return self.layer_norm(h + x)


class EncoderLayer(keras.layers.Layer):
    def __init__(self, config, is_training, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.config = config
        self.is_training = is_training
        config = copy.deepcopy(config)
        if not is_training:
            config.dropout_prob = 0.0
        self.embedding_lookup = EmbeddingLookup(
            vocab_size=config.vocab_size,
            embedding_size=config.hidden_size,
            initializer_range=config.initializer_range,
        )
        self.postprocess = Postprocess(
            max_position=config.max_position, dropout_prob=config.dropout_prob
        )
        self.feed_forward = [
            FeedForward(config) for _ in range(config.num_hidden_layers)
        ]
        self.dense = keras.layers.Dense(
            config.hidden_size,
            activation="tanh",
            kernel_initializer=create_initializer(config.initializer_range),
            name="dense",
        )

    def call(self, input_ids, segment_ids=None):
        config = self.config
        config = copy.deepcopy(config)
        if not self.is_training:
            config.dropout_prob = 0.0
        if segment_ids is None:
            segment_ids = tf.zeros_like(input_ids)

        with keras.name_scope("embeddings"):
            embedding_output, embedding_table = self.embedding_lookup(input_ids)
            embedding_output = self.postprocess(embedding_output, segment_ids)

        with keras.name_scope("layers"):
            prev = embedding_output
            all_layers = []
            for layer_idx in range(config.num_hidden_layers):
                with keras.name_scope("layer_%d" % layer_idx):
                    prev = self.feed_forward[layer_idx](prev)
                    all_layers.append(prev)
        sequence_output = all_layers[-1]

        # The pooler takes what stands at the first token.
        with keras.name_scope("pooler"):
            first = tf.squeeze(sequence_output[:, 0:1, :], axis=1)
            pooled_output = self.dense(first)
        return {
            "embedding_output": embedding_output,
            "embedding_table": embedding_table,
            "all_layers": all_layers,
            "sequence_output": sequence_output,
            "pooled_output": pooled_output,
        }

    def get_config(self):
        return super().get_config() | {
            "config": dict(vars(self.config)),
            "is_training": self.is_training,
        }

    @classmethod
    def from_config(cls, config):
        return cls(**config | {"config": EncoderConfig.from_dict(config["config"])})


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
    outputs = compat_scope.get_layer(
        EncoderLayer, config, is_training, name=scope, default_name="encoder"
    )(input_ids, segment_ids)
    self.embedding_output = outputs["embedding_output"]
    self.embedding_table = outputs["embedding_table"]
    self.all_layers = outputs["all_layers"]
    self.sequence_output = outputs["sequence_output"]
    self.pooled_output = outputs["pooled_output"]

  def get_pooled_output(self):
    return self.pooled_output

  def get_sequence_output(self):
    return self.sequence_output

  def get_all_encoder_layers(self):
    return self.all_layers

  def get_embedding_table(self):
    return self.embedding_table
