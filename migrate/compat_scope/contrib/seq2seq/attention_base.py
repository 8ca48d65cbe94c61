"""What all attention mechanisms share: memory, keys, masking of scores."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import tensorflow as tf

from migrate.compat_scope.layers import Layer
from migrate.compat_scope.rnn.structure import zeros_for

__all__ = ["AttentionMechanism", "BaseAttentionMechanism", "hardmax", "prepare_memory"]


class AttentionMechanism:
    """Weights the steps of a memory by a query."""

    @property
    def alignments_size(self) -> Any:
        """Number of memory steps, an int or a scalar tensor."""
        raise NotImplementedError

    @property
    def state_size(self) -> Any:
        """Size of the state it carries from step to step."""
        raise NotImplementedError


def hardmax(logits: Any, name: str | None = None) -> Any:
    """One-hot of the greatest entry along the last axis, in the dtype of `logits`."""
    with tf.name_scope(name or "Hardmax"):
        logits = tf.convert_to_tensor(logits, name="logits")
        depth = tf.compat.dimension_value(logits.shape[-1])
        if depth is None:
            depth = tf.shape(logits)[-1]
        return tf.one_hot(tf.argmax(logits, -1), depth, dtype=logits.dtype)


def prepare_memory(
    memory: Any, memory_sequence_length: Any = None, check_inner_dims_defined: bool = True
) -> Any:
    """Memory tensors `[batch, time, ...]` with zeros past each row's length.

    Raises:
      ValueError: where the dimensions after time are not known.
    """
    memory = tf.nest.map_structure(lambda m: tf.convert_to_tensor(m, name="memory"), memory)
    for m in tf.nest.flatten(memory):
        if check_inner_dims_defined and not m.shape[2:].is_fully_defined():
            raise ValueError(
                f"Expected memory to have fully defined inner dims, but saw shape: {m.shape}"
            )
    if memory_sequence_length is None:
        return memory
    first = tf.nest.flatten(memory)[0]
    mask = tf.sequence_mask(
        tf.convert_to_tensor(memory_sequence_length, name="memory_sequence_length"),
        maxlen=tf.shape(first)[1],
        dtype=first.dtype,
    )

    def masked(m: Any) -> Any:
        rank = m.shape.rank if m.shape.rank is not None else tf.rank(m)
        ones = tf.ones(rank - 2, dtype=tf.int32)
        return m * tf.reshape(mask, tf.concat((tf.shape(mask), ones), 0))

    return tf.nest.map_structure(masked, memory)


def _masked_score(score: Any, lengths: Any, mask_value: Any) -> Any:
    if lengths is None:
        return score
    positive = tf.compat.v1.assert_positive(
        lengths, message="All values in memory_sequence_length must be greater than zero."
    )
    with tf.control_dependencies([positive] if positive is not None else []):
        mask = tf.sequence_mask(lengths, maxlen=tf.shape(score)[1])
    return tf.compat.v1.where(mask, score, mask_value * tf.ones_like(score))


class BaseAttentionMechanism(AttentionMechanism):
    """Keeps the memory as `values` and what `memory_layer` makes of it as `keys`.

    The memory layer runs when the mechanism is made, so its kernel (`memory_layer/kernel`) lives in the
    scope current then. TF 1.15 contrib/seq2seq attention_wrapper.py, `_BaseAttentionMechanism`.

    Args:
      query_layer, memory_layer: layers, or None for none.
      memory: `[batch, time, ...]` tensor or nested structure.
      probability_fn: `(score, state) -> alignments`.
      memory_sequence_length: `[batch]`; steps past it get no weight.
      score_mask_value: score of such steps; minus infinity by default.
      custom_key_value_fn: `(keys, values) -> (keys, values)`.

    Raises:
      TypeError: for layers that are none, or a probability function that is not callable.
    """

    def __init__(
        self,
        query_layer: Any,
        memory: Any,
        probability_fn: Callable[[Any, Any], Any],
        memory_sequence_length: Any = None,
        memory_layer: Any = None,
        check_inner_dims_defined: bool = True,
        score_mask_value: Any = None,
        custom_key_value_fn: Callable[[Any, Any], Any] | None = None,
        name: str | None = None,
    ) -> None:
        for role, layer in (("query_layer", query_layer), ("memory_layer", memory_layer)):
            if layer is not None and not isinstance(layer, (Layer, tf.keras.layers.Layer)):
                raise TypeError(f"{role} is not a Layer: {type(layer).__name__}")
        if not callable(probability_fn):
            raise TypeError(
                f"probability_fn must be callable, saw type: {type(probability_fn).__name__}"
            )
        self._query_layer = query_layer
        self._memory_layer = memory_layer
        self.dtype = memory_layer.dtype if memory_layer is not None else None
        if score_mask_value is None:
            numpy_dtype = tf.as_dtype(self.dtype or tf.float32).as_numpy_dtype
            score_mask_value = numpy_dtype(-np.inf)
        self._probability_fn: Callable[[Any, Any], Any] = lambda score, state: probability_fn(
            _masked_score(score, memory_sequence_length, score_mask_value), state
        )
        with tf.name_scope(name or "BaseAttentionMechanismInit"):
            self._values = prepare_memory(memory, memory_sequence_length, check_inner_dims_defined)
            self._keys = self.memory_layer(self._values) if self.memory_layer else self._values
            if custom_key_value_fn is not None:
                self._keys, self._values = custom_key_value_fn(self._keys, self._values)
            batch_size, time = self._keys.shape.as_list()[:2]
            self._batch_size = batch_size or tf.shape(self._keys)[0]
            self._alignments_size = time or tf.shape(self._keys)[1]

    @property
    def memory_layer(self) -> Any:
        """The layer applied to the memory, or None."""
        return self._memory_layer

    @property
    def query_layer(self) -> Any:
        """The layer applied to queries, or None."""
        return self._query_layer

    @property
    def values(self) -> Any:
        """The memory, masked."""
        return self._values

    @property
    def keys(self) -> Any:
        """What queries are compared with."""
        return self._keys

    @property
    def batch_size(self) -> Any:
        """Batch size of the memory, an int or a scalar tensor."""
        return self._batch_size

    @property
    def alignments_size(self) -> Any:
        return self._alignments_size

    @property
    def state_size(self) -> Any:
        return self._alignments_size

    def initial_alignments(self, batch_size: Any, dtype: Any) -> Any:
        """Alignments before the first step: zeros."""
        return zeros_for(self._alignments_size, batch_size, dtype)

    def initial_state(self, batch_size: Any, dtype: Any) -> Any:
        """State before the first step: the initial alignments."""
        return self.initial_alignments(batch_size, dtype)
