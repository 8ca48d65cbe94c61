"""Reads sequences of ids; the graph is made in the constructor."""
from __future__ import absolute_import

import copy

import six
import tensorflow as tf
import keras
from migrate import compat_scope


class ReaderConfig(object):
  """What a `Reader` is made of."""

  def __init__(self, vocab=11, hidden=6, depth=2, keep=1.0, stddev=0.3):
    self.vocab = vocab
    self.hidden = hidden
    self.depth = depth
    self.keep = keep
    self.stddev = stddev


def initializer(stddev):
  return tf.compat.v1.truncated_normal_initializer(stddev=stddev)


def check_rank(tensor, wanted, name=None):
  """Raises ValueError unless `tensor` has one of the wanted ranks."""
  ranks = {}
  if isinstance(wanted, six.integer_types):
    ranks[wanted] = True
  else:
    for rank in wanted:
      ranks[rank] = True
  if tensor.shape.ndims not in ranks:
    raise ValueError("%s has rank %s" % (name or getattr(tensor, "name", "tensor"), tensor.shape.ndims))


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
  dropped = tf.nn.dropout(tensor, rate=1 - keep)
  return dropped


class Stack(keras.layers.Layer):
    """`depth` layers with residuals; all of them, or the last."""

    tf1_scope = ""  # opens no scope of its own
    tf1_order = (("dense", "output_dense", "layer_norm"),)  # as TF1 made them

    def __init__(self, hidden, depth, stddev, every=False, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.depth = depth
        self.every = every
        self.dense = [
            keras.layers.Dense(
                2 * hidden,
                activation="relu",
                kernel_initializer=initializer(stddev),
                name="dense",
            )
            for _ in range(depth)
        ]
        self.output_dense = [
            keras.layers.Dense(
                hidden, kernel_initializer=initializer(stddev), name="dense"
            )
            for _ in range(depth)
        ]
        self.layer_norm = [LayerNorm(name="LayerNorm") for _ in range(depth)]

    def call(self, tensor):
        shape = dims(tensor, wanted=3)
        previous = flatten(tensor)
        layers = []
        for i in range(self.depth):
            with keras.name_scope("layer_%d" % i):
                inner = self.dense[i](previous)
                with keras.name_scope("output"):
                    layer = self.output_dense[i](inner)
                    layer = drop(layer, 1.0)
                    layer = self.layer_norm[i](layer + previous)
                previous = layer
                layers.append(layer)
        if self.every:
            outputs = []
            for layer in layers:
                output = unflatten(layer, shape)
                outputs.append(output)
            return outputs
        return unflatten(previous, shape)


class LayerNorm(keras.layers.LayerNormalization):
    """Layer normalization of the last axis with TF1's epsilon."""

    tf1_order = ("beta", "gamma")

    def __init__(self, *, epsilon=1e-12, **kwargs):
        super().__init__(epsilon=epsilon, **kwargs)


class ReaderLayer(keras.layers.Layer):
    tf1_names = {"embeddings_ids": "embeddings/ids"}

    def __init__(self, config, is_training, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.config = config
        self.is_training = is_training
        config = copy.deepcopy(config)
        if not is_training:
            config.keep = 1.0
        self.stack = Stack(
            hidden=config.hidden, depth=config.depth, stddev=config.stddev, every=True
        )
        self.dense = keras.layers.Dense(
            config.hidden,
            activation="tanh",
            kernel_initializer=initializer(config.stddev),
            name="dense",
        )

    def build(self, ids_shape):
        config = self.config
        config = copy.deepcopy(config)
        if not self.is_training:
            config.keep = 1.0

        self.ids = self.add_weight(
            name="embeddings_ids",
            shape=[config.vocab, config.hidden],
            initializer=initializer(config.stddev),
        )

    def call(self, ids, mask=None):
        config = self.config
        config = copy.deepcopy(config)
        if not self.is_training:
            config.keep = 1.0
        if mask is None:
            mask = tf.ones_like(ids)

        with keras.name_scope("embeddings"):
            embedded = tf.gather(self.ids, ids) * tf.expand_dims(
                tf.cast(mask, tf.float32), -1
            )
        layers = self.stack(drop(embedded, config.keep))
        sequence = layers[-1]
        with keras.name_scope("summary"):
            first = tf.squeeze(sequence[:, 0:1, :], axis=1)
            summary = self.dense(first)
        return {
            "table": self.ids.value,
            "layers": layers,
            "sequence": sequence,
            "summary": summary,
        }

    def get_config(self):
        return super().get_config() | {
            "config": dict(vars(self.config)),
            "is_training": self.is_training,
        }

    @classmethod
    def from_config(cls, config):
        return cls(**config | {"config": ReaderConfig(**config["config"])})


class Reader(object):
  """Ids in, vectors out.

    reader = Reader(config, True, ids)
    summary = reader.get_summary()
  """

  def __init__(self, config, is_training, ids, mask=None, scope=None):
    outputs = compat_scope.get_layer(
        ReaderLayer, config, is_training, name=scope, default_name="reader"
    )(ids, mask=mask)
    self.table = outputs["table"]
    self.layers = outputs["layers"]
    self.sequence = outputs["sequence"]
    self.summary = outputs["summary"]

  def get_summary(self):
    return self.summary

  def get_sequence(self):
    """float [batch, length, hidden]."""
    return self.sequence

  def get_table(self):
    return self.table

  def describe(self):
    return "a reader of %d layers" % len(self.layers)
