"""Scores of a beam search: log probabilities with length and coverage penalties."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from migrate.compat_scope.contrib.seq2seq.attention_wrapper import AttentionWrapperState

__all__ = ["attention_probs", "mask_finished", "scores"]


def _mean(parts: Any) -> Any:
    return tf.reduce_mean(tf.stack(list(parts), axis=-1), -1)


def _alignments(state: AttentionWrapperState) -> Any:
    probs = state.alignments
    return _mean(probs) if isinstance(probs, tuple) else probs


def attention_probs(cell_state: Any, coverage_penalty_weight: Any) -> Any:
    """Alignments of the attention states in `cell_state`, averaged; None without a coverage penalty.

    Raises:
      ValueError: with a coverage penalty, where no cell has attention.
    """
    if isinstance(coverage_penalty_weight, (int, float)) and coverage_penalty_weight == 0.0:
        return None
    if isinstance(cell_state, AttentionWrapperState):
        found = [_alignments(cell_state)]
    elif isinstance(cell_state, tuple):
        found = [_alignments(s) for s in cell_state if isinstance(s, AttentionWrapperState)]
    else:
        found = []
    if not found:
        raise ValueError("coverage_penalty_weight must be 0.0 if no cell is attentional.")
    return found[0] if len(found) == 1 else _mean(found)


def _length_penalty(lengths: Any, weight: Any) -> Any:
    weight = tf.convert_to_tensor(weight, name="penalty_factor")
    weight.set_shape(())
    known = tf.get_static_value(weight)
    if known is not None and known == 0:
        return 1.0
    return (5.0 + tf.cast(lengths, tf.float32)) ** weight / (5.0 + 1.0) ** weight


def scores(
    log_probs: Any,
    lengths: Any,
    length_penalty_weight: Any,
    coverage_penalty_weight: Any,
    finished: Any,
    accumulated_attention_probs: Any,
) -> Any:
    """Scores `[batch, beam, vocab]`: log probabilities over the length penalty (arXiv 1609.08144), plus coverage.

    Raises:
      ValueError: for a coverage penalty that is not a scalar, or without attention.
    """
    penalty = tf.cast(_length_penalty(lengths, length_penalty_weight), log_probs.dtype)
    result = log_probs / penalty
    weight = tf.convert_to_tensor(coverage_penalty_weight, name="coverage_penalty_weight")
    if weight.shape.rank != 0:
        raise ValueError(
            f"coverage_penalty_weight should be a scalar, but saw shape: {weight.shape}"
        )
    known = tf.get_static_value(weight)
    if known is not None and known == 0.0:
        return result
    if accumulated_attention_probs is None:
        raise ValueError(
            "accumulated_attention_probs can be None only if coverage penalty is disabled."
        )
    probs = tf.compat.v1.where(
        tf.equal(accumulated_attention_probs, 0.0),
        tf.ones_like(accumulated_attention_probs),
        accumulated_attention_probs,
    )
    coverage = tf.reduce_sum(tf.math.log(tf.minimum(probs, 1.0)), 2)
    coverage *= tf.cast(finished, tf.float32)
    return result + tf.expand_dims(coverage * weight, 2)


def mask_finished(log_probs: Any, end_token: Any, finished: Any) -> Any:
    """Log probabilities `[batch, beam, vocab]` where a finished beam can only put out `end_token` again."""
    vocab_size = tf.shape(log_probs)[2]
    only_end = tf.one_hot(
        end_token,
        vocab_size,
        dtype=log_probs.dtype,
        on_value=tf.convert_to_tensor(0.0, dtype=log_probs.dtype),
        off_value=tf.convert_to_tensor(log_probs.dtype.min, dtype=log_probs.dtype),
    )
    rows = tf.tile(tf.reshape(only_end, [1, 1, -1]), tf.concat([tf.shape(finished), [1]], 0))
    mask = tf.tile(tf.expand_dims(finished, 2), [1, 1, vocab_size])
    return tf.compat.v1.where(mask, rows, log_probs)
