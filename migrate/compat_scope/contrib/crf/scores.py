"""The scores of given tag sequences."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from migrate.compat_scope.contrib.crf.likelihood import crf_log_norm
from migrate.compat_scope.contrib.crf.steps import by_length, zero_if_empty
from migrate.compat_scope.modes import not_converted

__all__ = [
    "crf_binary_score",
    "crf_multitag_sequence_score",
    "crf_sequence_score",
    "crf_unary_score",
]


@not_converted
def crf_sequence_score(
    inputs: Any, tag_indices: Any, sequence_lengths: Any, transition_params: Any
) -> Any:
    """The score of each sequence, not normalized: its potentials and its transitions summed.

    Args:
        inputs: `[batch, time, tags]` float32 potentials.
        tag_indices: `[batch, time]` int32 or int64.
        sequence_lengths: `[batch]`.
        transition_params: `[tags, tags]`, from and to.

    Returns: `[batch]`. Source: TF 1.15 contrib/crf/python/ops/crf.py, as all of this package.
    """

    def one_step() -> Any:
        batch = tf.shape(inputs, out_type=tag_indices.dtype)[0]
        rows = tf.reshape(tf.range(batch, dtype=tag_indices.dtype), [-1, 1])
        scores = tf.gather_nd(tf.squeeze(inputs, [1]), tf.concat([rows, tag_indices], axis=1))
        return zero_if_empty(scores, sequence_lengths)

    def more_steps() -> Any:
        unary = crf_unary_score(tag_indices, sequence_lengths, inputs)
        return unary + crf_binary_score(tag_indices, sequence_lengths, transition_params)

    return by_length(inputs, one_step, more_steps)


@not_converted
def crf_multitag_sequence_score(
    inputs: Any, tag_bitmap: Any, sequence_lengths: Any, transition_params: Any
) -> Any:
    """The log of the summed exponential scores of all sequences that `tag_bitmap` `[batch, time, tags]` allows."""

    def allowed() -> Any:
        return tf.where(tag_bitmap, inputs, tf.fill(tf.shape(inputs), float("-inf")))

    return by_length(
        inputs,
        lambda: tf.reduce_logsumexp(allowed(), axis=[1, 2]),
        lambda: crf_log_norm(allowed(), sequence_lengths, transition_params),
    )


@not_converted
def crf_unary_score(tag_indices: Any, sequence_lengths: Any, inputs: Any) -> Any:
    """`[batch]`: the potentials of the tags, summed over the length of each sequence."""
    shape = tf.shape(inputs)
    batch, time, tags = shape[0], shape[1], shape[2]
    # Into the flat potentials: a tag out of range at a padded step is then no error, as in TF1.
    steps = tf.expand_dims(tf.range(batch) * time * tags, 1)
    steps += tf.expand_dims(tf.range(time) * tags, 0)
    indices = tf.reshape(tf.cast(steps, tag_indices.dtype) + tag_indices, [-1])
    potentials = tf.reshape(tf.gather(tf.reshape(inputs, [-1]), indices), [batch, time])
    return tf.reduce_sum(potentials * _mask(sequence_lengths, tag_indices), 1)


@not_converted
def crf_binary_score(tag_indices: Any, sequence_lengths: Any, transition_params: Any) -> Any:
    """`[batch]`: the transitions between the tags, summed over the length of each sequence."""
    tags = tf.compat.dimension_value(transition_params.shape[0])
    moves = tf.shape(tag_indices)[1] - 1
    start = tf.slice(tag_indices, [0, 0], [-1, moves])
    end = tf.slice(tag_indices, [0, 1], [-1, moves])
    taken = tf.gather(tf.reshape(transition_params, [-1]), start * tags + end)
    mask = tf.slice(_mask(sequence_lengths, tag_indices), [0, 1], [-1, -1])
    return tf.reduce_sum(taken * mask, 1)


def _mask(lengths: Any, tag_indices: Any) -> Any:
    return tf.sequence_mask(lengths, maxlen=tf.shape(tag_indices)[1], dtype=tf.float32)
