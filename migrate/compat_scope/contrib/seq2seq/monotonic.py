"""Monotonic attention (arXiv 1704.00784)."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
import tensorflow as tf

from migrate.compat_scope.contrib.seq2seq.attention import (
    bahdanau_score,
    luong_score,
    plain_layer,
)
from migrate.compat_scope.contrib.seq2seq.attention_base import BaseAttentionMechanism
from migrate.compat_scope.modes import not_converted
from migrate.compat_scope.scope import variable_scope
from migrate.compat_scope.variables import get_variable

__all__ = [
    "BahdanauMonotonicAttention",
    "LuongMonotonicAttention",
    "monotonic_attention",
    "safe_cumprod",
]


def safe_cumprod(x: Any, *args: Any, **kwargs: Any) -> Any:
    """`tf.math.cumprod` of values in [0, 1] by logarithms, so that its gradient stays finite."""
    with tf.name_scope("SafeCumprod"):
        x = tf.convert_to_tensor(x, name="x")
        tiny = np.finfo(x.dtype.as_numpy_dtype).tiny
        return tf.exp(tf.cumsum(tf.math.log(tf.clip_by_value(x, tiny, 1)), *args, **kwargs))


def monotonic_attention(p_choose_i: Any, previous_attention: Any, mode: str) -> Any:
    """Attention `[batch, time]` that never moves backwards.

    Args:
      p_choose_i: `[batch, time]`, probability of stopping at each step of the memory.
      previous_attention: `[batch, time]`, the attention of the last output step.
      mode: "recursive" (exact, slow), "parallel", or "hard" (probabilities all 0 or 1).

    Raises:
      ValueError: for another mode.
    """
    p = tf.convert_to_tensor(p_choose_i, name="p_choose_i")
    previous = tf.convert_to_tensor(previous_attention, name="previous_attention")
    if mode == "recursive":
        batch_size = p.shape.as_list()[0] or tf.shape(p)[0]
        shifted = tf.concat([tf.ones((batch_size, 1)), 1 - p[:, :-1]], 1)
        scanned = tf.scan(
            lambda x, yz: tf.reshape(yz[0] * x + yz[1], (batch_size,)),
            [tf.transpose(shifted), tf.transpose(previous)],
            tf.zeros((batch_size,)),
        )
        return p * tf.transpose(scanned)
    if mode == "parallel":
        not_chosen = safe_cumprod(1 - p, axis=1, exclusive=True)
        reached = tf.cumsum(previous / tf.clip_by_value(not_chosen, 1e-10, 1.0), axis=1)
        return p * not_chosen * reached
    if mode == "hard":
        p = p * tf.cumsum(previous, axis=1)
        return p * tf.math.cumprod(1 - p, axis=1, exclusive=True)
    raise ValueError("mode must be 'recursive', 'parallel', or 'hard'.")


def _probability(
    score: Any, previous: Any, sigmoid_noise: float, mode: str, seed: int | None = None
) -> Any:
    if sigmoid_noise > 0:
        noise = tf.compat.v1.random_normal(tf.shape(score), dtype=score.dtype, seed=seed)
        score += sigmoid_noise * noise
    p = tf.cast(score > 0, score.dtype) if mode == "hard" else tf.sigmoid(score)
    return monotonic_attention(p, previous, mode)


class _MonotonicAttention(BaseAttentionMechanism):
    def initial_alignments(self, batch_size: Any, dtype: Any) -> Any:
        """All attention on the first step of the memory."""
        first = tf.zeros((batch_size,), dtype=tf.int32)
        return tf.one_hot(first, self._alignments_size, dtype=dtype)


class BahdanauMonotonicAttention(_MonotonicAttention):
    """`BahdanauAttention` made monotonic; one more variable, `attention_score_bias`."""

    def __init__(
        self,
        num_units: int,
        memory: Any,
        memory_sequence_length: Any = None,
        normalize: bool = False,
        score_mask_value: Any = None,
        sigmoid_noise: float = 0.0,
        sigmoid_noise_seed: int | None = None,
        score_bias_init: float = 0.0,
        mode: str = "parallel",
        dtype: Any = None,
        name: str = "BahdanauMonotonicAttention",
    ) -> None:
        super().__init__(
            query_layer=plain_layer(num_units, "query_layer", dtype or tf.float32),
            memory_layer=plain_layer(num_units, "memory_layer", dtype or tf.float32),
            memory=memory,
            probability_fn=functools.partial(
                _probability, sigmoid_noise=sigmoid_noise, mode=mode, seed=sigmoid_noise_seed
            ),
            memory_sequence_length=memory_sequence_length,
            score_mask_value=score_mask_value,
            name=name,
        )
        self._num_units = num_units
        self._normalize = normalize
        self._score_bias_init = score_bias_init
        self._name = name

    @not_converted
    def __call__(self, query: Any, state: Any) -> Any:
        """Returns `(alignments, next_state)`, both `[batch, time]`."""
        with variable_scope(None, "bahdanau_monotonic_attention", [query]):
            processed = self.query_layer(query) if self.query_layer else query
            score = bahdanau_score(query, processed, self._keys, self._num_units, self._normalize)
            score += get_variable(
                "attention_score_bias", dtype=processed.dtype, initializer=self._score_bias_init
            )
        alignments = self._probability_fn(score, state)
        return alignments, alignments


class LuongMonotonicAttention(_MonotonicAttention):
    """`LuongAttention` made monotonic; one more variable, `attention_score_bias`."""

    def __init__(
        self,
        num_units: int,
        memory: Any,
        memory_sequence_length: Any = None,
        scale: bool = False,
        score_mask_value: Any = None,
        sigmoid_noise: float = 0.0,
        sigmoid_noise_seed: int | None = None,
        score_bias_init: float = 0.0,
        mode: str = "parallel",
        dtype: Any = None,
        name: str = "LuongMonotonicAttention",
    ) -> None:
        super().__init__(
            query_layer=None,
            memory_layer=plain_layer(num_units, "memory_layer", dtype or tf.float32),
            memory=memory,
            probability_fn=functools.partial(
                _probability, sigmoid_noise=sigmoid_noise, mode=mode, seed=sigmoid_noise_seed
            ),
            memory_sequence_length=memory_sequence_length,
            score_mask_value=score_mask_value,
            name=name,
        )
        self._num_units = num_units
        self._scale = scale
        self._score_bias_init = score_bias_init
        self._name = name

    @not_converted
    def __call__(self, query: Any, state: Any) -> Any:
        """Returns `(alignments, next_state)`, both `[batch, time]`."""
        with variable_scope(None, "luong_monotonic_attention", [query]):
            score = luong_score(query, self._keys, self._scale)
            score += get_variable(
                "attention_score_bias", dtype=query.dtype, initializer=self._score_bias_init
            )
        alignments = self._probability_fn(score, state)
        return alignments, alignments
