"""Bidirectional encoder of text, in the builder style."""
from __future__ import absolute_import
from __future__ import division
from __future__ import print_function

import copy
import json
import math

import six
import tensorflow as tf
import keras
from migrate import compat_scope


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
  return x * (0.5 * (1.0 + tf.math.erf(x / math.sqrt(2.0))))


def activation_for(spec):
  if not isinstance(spec, six.string_types):
    return spec
  table = {"linear": None, "relu": tf.nn.relu, "gelu": gaussian_gelu, "tanh": tf.tanh}
  if spec.lower() not in table:
    raise ValueError("Unsupported activation: %s" % spec)
  return table[spec.lower()]


def normal_init(stddev=0.02):
  return tf.compat.v1.truncated_normal_initializer(stddev=stddev)


def drop(tensor, probability):
  if not probability:
    return tensor
  return tf.nn.dropout(tensor, rate=probability)


class Norm(keras.layers.Layer):
    """Layer normalization over the last axis."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, scope_name=None, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.layer_norm = LayerNorm(name=scope_name or "LayerNorm")

    def call(self, tensor):
        return self.layer_norm(tensor)


class LayerNorm(keras.layers.LayerNormalization):
    """Layer normalization of the last axis with TF1's epsilon."""

    tf1_order = ("beta", "gamma")

    def __init__(self, *, epsilon=1e-12, **kwargs):
        super().__init__(epsilon=epsilon, **kwargs)


class DropAndNorm(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, probability, scope_name=None, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.probability = probability
        self.norm = Norm(scope_name)

    def call(self, tensor):
        return self.norm(drop(tensor, self.probability))


def get_shape_list(tensor, expected_rank=None, name=None):
  """Static dimensions where known, dynamic ones elsewhere."""
  if name is None:
    name = getattr(tensor, "name", "tensor")
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


class EmbedWords(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(
        self,
        vocab_size,
        size,
        init_range,
        weight_name="word_embeddings",
        *,
        name=None,
        **kwargs,
    ):
        super().__init__(name=name, **kwargs)
        self.vocab_size = vocab_size
        self.size = size
        self.init_range = init_range
        self.weight_name = weight_name

    def build(self, ids_shape):
        self.table = self.add_weight(
            name=self.weight_name,
            shape=[self.vocab_size, self.size],
            initializer=normal_init(self.init_range),
        )

    def call(self, ids):
        if ids.shape.ndims == 2:
            ids = tf.expand_dims(ids, axis=[-1])
        output = tf.gather(self.table, tf.reshape(ids, [-1]))
        shape = get_shape_list(ids)
        return (
            tf.reshape(output, shape[0:-1] + [shape[-1] * self.size]),
            self.table.value,
        )


class EmbedRest(keras.layers.Layer):
    """Adds what is known of the type and the place of each token."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(
        self,
        type_vocab_size,
        max_positions,
        init_range,
        dropout,
        *,
        name=None,
        **kwargs,
    ):
        super().__init__(name=name, **kwargs)
        self.type_vocab_size = type_vocab_size
        self.max_positions = max_positions
        self.init_range = init_range
        self.drop_and_norm = DropAndNorm(dropout)

    def build(self, tensor_shape):
        batch, length, width = tensor_shape
        self.token_type_embeddings = self.add_weight(
            name="token_type_embeddings",
            shape=[self.type_vocab_size, width],
            initializer=normal_init(self.init_range),
        )
        self.position_embeddings = self.add_weight(
            name="position_embeddings",
            shape=[self.max_positions, width],
            initializer=normal_init(self.init_range),
        )

    def call(self, tensor, token_types):
        batch, length, width = get_shape_list(tensor, expected_rank=3)
        one_hot = tf.one_hot(tf.reshape(token_types, [-1]), depth=self.type_vocab_size)
        output = tensor + tf.reshape(
            tf.matmul(one_hot, self.token_type_embeddings), [batch, length, width]
        )

        assert_op = tf.debugging.assert_less_equal(length, self.max_positions)
        with tf.control_dependencies([assert_op]):
            place = tf.slice(self.position_embeddings, [0, 0], [length, -1])
            num_dims = len(output.shape.as_list())
            output += tf.reshape(place, [1] * (num_dims - 2) + [length, width])
        return self.drop_and_norm(output)


def mask_from_ids(ids, mask):
  """[batch, from, to] mask of ones and zeros."""
  batch, length = get_shape_list(ids, expected_rank=2)
  to_mask = tf.cast(tf.reshape(mask, [batch, 1, length]), tf.float32)
  return tf.ones(shape=[batch, length, 1], dtype=tf.float32) * to_mask


class AttentionLayer(keras.layers.Layer):
    """Multi-headed attention from `source` to `target`, both [batch * length, width]."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(
        self, num_heads, head_size, dropout=0.0, init_range=0.02, *, name=None, **kwargs
    ):
        super().__init__(name=name, **kwargs)
        self.num_heads = num_heads
        self.head_size = head_size
        self.dropout = dropout
        self.query = keras.layers.Dense(
            num_heads * head_size,
            kernel_initializer=normal_init(init_range),
            name="query",
        )
        self.key = keras.layers.Dense(
            num_heads * head_size,
            kernel_initializer=normal_init(init_range),
            name="key",
        )
        self.value = keras.layers.Dense(
            num_heads * head_size,
            kernel_initializer=normal_init(init_range),
            name="value",
        )

    def call(self, source, target, mask, batch=None, length=None):
        def to_heads(tensor):
            tensor = tf.reshape(tensor, [batch, length, self.num_heads, self.head_size])
            return tf.transpose(tensor, [0, 2, 1, 3])

        query = self.query(source)
        key = self.key(target)
        value = self.value(target)

        scores = tf.matmul(to_heads(query), to_heads(key), transpose_b=True)
        scores = tf.multiply(scores, 1.0 / math.sqrt(float(self.head_size)))
        if mask is not None:
            adder = (1.0 - tf.expand_dims(mask, axis=[1])) * -10000.0
            scores += adder
        probs = drop(tf.nn.softmax(scores), self.dropout)
        context = tf.transpose(tf.matmul(probs, to_heads(value)), [0, 2, 1, 3])
        return tf.reshape(context, [batch * length, self.num_heads * self.head_size])


class TransformerModel(keras.layers.Layer):
    """The stack; returns the last layer, or all of them."""

    tf1_scope = ""  # opens no scope of its own
    # as TF1 made them
    tf1_order = (
        (
            "attention_layer",
            "attention_output_dense",
            "attention_output_norm",
            "intermediate_dense",
            "output_dense",
            "output_norm",
        ),
    )

    def __init__(
        self,
        hidden_size,
        num_layers,
        num_heads,
        inner_size,
        activation,
        hidden_dropout,
        attention_dropout,
        init_range,
        all_layers=False,
        *,
        name=None,
        **kwargs,
    ):
        super().__init__(name=name, **kwargs)
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.num_heads = num_heads
        self.hidden_dropout = hidden_dropout
        self.all_layers = all_layers
        head_size = int(hidden_size / num_heads)
        self.attention_layer = [
            AttentionLayer(
                num_heads, head_size, dropout=attention_dropout, init_range=init_range
            )
            for _ in range(num_layers)
        ]
        self.attention_output_dense = [
            keras.layers.Dense(
                hidden_size, kernel_initializer=normal_init(init_range), name="dense"
            )
            for _ in range(num_layers)
        ]
        self.attention_output_norm = [Norm() for _ in range(num_layers)]
        self.intermediate_dense = [
            keras.layers.Dense(
                inner_size,
                activation=activation,
                kernel_initializer=normal_init(init_range),
                name="dense",
            )
            for _ in range(num_layers)
        ]
        self.output_dense = [
            keras.layers.Dense(
                hidden_size, kernel_initializer=normal_init(init_range), name="dense"
            )
            for _ in range(num_layers)
        ]
        self.output_norm = [Norm() for _ in range(num_layers)]

    def call(self, tensor, mask):
        if self.hidden_size % self.num_heads != 0:
            raise ValueError(
                "%d is not a multiple of %d" % (self.hidden_size, self.num_heads)
            )
        batch, length, width = get_shape_list(tensor, expected_rank=3)
        if width != self.hidden_size:
            raise ValueError("the residuals need the same width")

        # Matrices are faster than tensors of rank 3: reshape once, at both ends.
        prev = tf.reshape(tensor, [-1, width])
        outputs = []
        for layer_idx in range(self.num_layers):
            with keras.name_scope("layer_%d" % layer_idx):
                layer_input = prev
                with keras.name_scope("attention"):
                    with keras.name_scope("self"):
                        head = self.attention_layer[layer_idx](
                            layer_input,
                            layer_input,
                            mask=mask,
                            batch=batch,
                            length=length,
                        )
                    # A linear projection, then the residual.
                    with keras.name_scope("output"):
                        attended = self.attention_output_dense[layer_idx](head)
                        attended = drop(attended, self.hidden_dropout)
                        attended = self.attention_output_norm[layer_idx](
                            attended + layer_input
                        )

                with keras.name_scope("intermediate"):
                    inner = self.intermediate_dense[layer_idx](attended)
                with keras.name_scope("output"):
                    output = self.output_dense[layer_idx](inner)
                    output = drop(output, self.hidden_dropout)
                    prev = self.output_norm[layer_idx](output + attended)
                outputs.append(tf.reshape(prev, [batch, length, width]))
        if self.all_layers:
            return outputs
        return outputs[-1]


class TextModelLayer(keras.layers.Layer):
    def __init__(self, config, is_training, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.config = config
        self.is_training = is_training
        config = copy.deepcopy(config)
        if not is_training:
            config.hidden_dropout = 0.0
            config.attention_dropout = 0.0
        self.embed_words = EmbedWords(
            config.vocab_size, config.hidden_size, config.init_range
        )
        self.embed_rest = EmbedRest(
            config.type_vocab_size,
            config.max_positions,
            config.init_range,
            config.hidden_dropout,
        )
        self.transformer_model = TransformerModel(
            hidden_size=config.hidden_size,
            num_layers=config.num_layers,
            num_heads=config.num_heads,
            inner_size=config.inner_size,
            activation=activation_for(config.activation),
            hidden_dropout=config.hidden_dropout,
            attention_dropout=config.attention_dropout,
            init_range=config.init_range,
            all_layers=True,
        )
        self.dense = keras.layers.Dense(
            config.hidden_size,
            activation="tanh",
            kernel_initializer=normal_init(config.init_range),
            name="dense",
        )

    def call(self, input_ids, input_mask=None, token_types=None):
        batch, length = get_shape_list(input_ids, expected_rank=2)
        if input_mask is None:
            input_mask = tf.ones(shape=[batch, length], dtype=tf.int32)
        if token_types is None:
            token_types = tf.zeros(shape=[batch, length], dtype=tf.int32)

        with keras.name_scope("embeddings"):
            embedding_output, embedding_table = self.embed_words(input_ids)
            embedding_output = self.embed_rest(embedding_output, token_types)

        with keras.name_scope("encoder"):
            mask = mask_from_ids(input_ids, input_mask)
            all_encoder_layers = self.transformer_model(embedding_output, mask=mask)

        sequence_output = all_encoder_layers[-1]
        with keras.name_scope("pooler"):
            first = tf.squeeze(sequence_output[:, 0:1, :], axis=1)
            pooled_output = self.dense(first)
        return {
            "embedding_output": embedding_output,
            "embedding_table": embedding_table,
            "all_encoder_layers": all_encoder_layers,
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
        return cls(**config | {"config": ModelConfig(**config["config"])})


class TextModel(object):
  """Tokens in, vectors out.

  ```python
  model = TextModel(config, is_training=True, input_ids=ids)
  pooled = model.get_pooled_output()
  ```
  """

  def __init__(self, config, is_training, input_ids, input_mask=None, token_types=None, scope=None):
    outputs = compat_scope.get_layer(
        TextModelLayer, config, is_training, name=scope, default_name="text"
    )(input_ids, input_mask, token_types)
    self.embedding_output = outputs["embedding_output"]
    self.embedding_table = outputs["embedding_table"]
    self.all_encoder_layers = outputs["all_encoder_layers"]
    self.sequence_output = outputs["sequence_output"]
    self.pooled_output = outputs["pooled_output"]

  def get_pooled_output(self):
    return self.pooled_output

  def get_sequence_output(self):
    """float [batch, length, hidden] of the last layer."""
    return self.sequence_output

  def get_embedding_table(self):
    return self.embedding_table
