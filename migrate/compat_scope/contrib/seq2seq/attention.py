"""`LuongAttention` and `BahdanauAttention`, and the scores they share with their monotonic variants."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import tensorflow as tf

from migrate.compat_scope.contrib.seq2seq.attention_base import BaseAttentionMechanism
from migrate.compat_scope.layers import Dense
from migrate.compat_scope.modes import not_converted
from migrate.compat_scope.scope import variable_scope
from migrate.compat_scope.variables import get_variable

__all__ = ["BahdanauAttention", "LuongAttention", "bahdanau_score", "luong_score", "plain_layer"]


def plain_layer(units: int, name: str, dtype: Any) -> Any:
    """A dense layer without bias: `<name>/kernel`."""
    return Dense(units, name=name, use_bias=False, dtype=dtype)


def luong_score(query: Any, keys: Any, scaled: bool) -> Any:
    """Scores `[batch, time]` of queries `[batch, units]` against keys `[batch, time, units]`.

    With `scaled`, times the variable `attention_g` (1 at first).

    Raises:
      ValueError: where queries and keys differ in size.
    """
    scale = None
    if scaled:
        scale = get_variable(
            "attention_g",
            dtype=query.dtype,
            initializer=tf.compat.v1.ones_initializer(),
            shape=(),
        )
    depth, key_units = query.shape.as_list()[-1], keys.shape.as_list()[-1]
    if depth != key_units:
        raise ValueError(
            "Incompatible or unknown inner dimensions between query and keys.  "
            f"Query ({query}) has units: {depth}.  Keys ({keys}) have units: {key_units}.  "
            f"Perhaps you need to set num_units to the keys' dimension ({key_units})?"
        )
    score = tf.squeeze(tf.matmul(tf.expand_dims(query, 1), keys, transpose_b=True), [1])
    return score if scale is None else scale * score


def bahdanau_score(
    query: Any, processed_query: Any, keys: Any, num_units: int, normalize: bool
) -> Any:
    """Scores `[batch, time]`; variables `attention_v`, with `normalize` also `attention_g`, `attention_b`."""
    v = get_variable("attention_v", [num_units], dtype=query.dtype)
    hidden = keys + tf.expand_dims(processed_query, 1)
    if not normalize:
        return tf.reduce_sum(v * tf.tanh(hidden), [2])
    g = get_variable(
        "attention_g",
        dtype=query.dtype,
        initializer=tf.compat.v1.constant_initializer(math.sqrt(1.0 / num_units)),
        shape=(),
    )
    b = get_variable(
        "attention_b",
        [num_units],
        dtype=query.dtype,
        initializer=tf.compat.v1.zeros_initializer(),
    )
    normed_v = g * v * tf.math.rsqrt(tf.reduce_sum(tf.square(v)))
    return tf.reduce_sum(normed_v * tf.tanh(hidden + b), [2])


def _stateless(probability_fn: Callable[[Any], Any] | None) -> Callable[[Any, Any], Any]:
    fn = tf.nn.softmax if probability_fn is None else probability_fn
    return lambda score, _: fn(score)


class LuongAttention(BaseAttentionMechanism):
    """Multiplicative attention (arXiv 1508.04025).

    Variables: `memory_layer/kernel` where it is made, and with `scale` `luong_attention/attention_g` where
    it is called.
    """

    def __init__(
        self,
        num_units: int,
        memory: Any,
        memory_sequence_length: Any = None,
        scale: bool = False,
        probability_fn: Callable[[Any], Any] | None = None,
        score_mask_value: Any = None,
        dtype: Any = None,
        custom_key_value_fn: Callable[[Any, Any], Any] | None = None,
        name: str = "LuongAttention",
    ) -> None:
        super().__init__(
            query_layer=None,
            memory_layer=plain_layer(num_units, "memory_layer", dtype or tf.float32),
            memory=memory,
            probability_fn=_stateless(probability_fn),
            memory_sequence_length=memory_sequence_length,
            score_mask_value=score_mask_value,
            custom_key_value_fn=custom_key_value_fn,
            name=name,
        )
        self._num_units = num_units
        self._scale = scale
        self._name = name

    @not_converted
    def __call__(self, query: Any, state: Any) -> Any:
        """Returns `(alignments, next_state)`, both `[batch, time]`."""
        with variable_scope(None, "luong_attention", [query]):
            score = luong_score(query, self._keys, self._scale)
        alignments = self._probability_fn(score, state)
        return alignments, alignments


class BahdanauAttention(BaseAttentionMechanism):
    """Additive attention (arXiv 1409.0473), with `normalize` weight-normalized (arXiv 1602.07868).

    Variables: `memory_layer/kernel` where it is made; `bahdanau_attention/query_layer/kernel`,
    `.../attention_v` (and `attention_g`, `attention_b`) where it is called.
    """

    def __init__(
        self,
        num_units: int,
        memory: Any,
        memory_sequence_length: Any = None,
        normalize: bool = False,
        probability_fn: Callable[[Any], Any] | None = None,
        score_mask_value: Any = None,
        dtype: Any = None,
        custom_key_value_fn: Callable[[Any, Any], Any] | None = None,
        name: str = "BahdanauAttention",
    ) -> None:
        super().__init__(
            query_layer=plain_layer(num_units, "query_layer", dtype or tf.float32),
            memory_layer=plain_layer(num_units, "memory_layer", dtype or tf.float32),
            memory=memory,
            probability_fn=_stateless(probability_fn),
            memory_sequence_length=memory_sequence_length,
            score_mask_value=score_mask_value,
            custom_key_value_fn=custom_key_value_fn,
            name=name,
        )
        self._num_units = num_units
        self._normalize = normalize
        self._name = name

    @not_converted
    def __call__(self, query: Any, state: Any) -> Any:
        """Returns `(alignments, next_state)`, both `[batch, time]`."""
        with variable_scope(None, "bahdanau_attention", [query]):
            processed = self.query_layer(query) if self.query_layer else query
            score = bahdanau_score(query, processed, self._keys, self._num_units, self._normalize)
        alignments = self._probability_fn(score, state)
        return alignments, alignments
