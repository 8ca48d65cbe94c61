"""`sequence_loss`: cross-entropy of a sequence of logits, weighted per step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import tensorflow as tf

__all__ = ["sequence_loss"]


def sequence_loss(
    logits: Any,
    targets: Any,
    weights: Any,
    average_across_timesteps: bool = True,
    average_across_batch: bool = True,
    sum_over_timesteps: bool = False,
    sum_over_batch: bool = False,
    softmax_loss_function: Callable[..., Any] | None = None,
    name: str | None = None,
) -> Any:
    """Weighted cross-entropy.

    Args:
      logits: `[batch, time, classes]`.
      targets: `[batch, time]` ints.
      weights: `[batch, time]`; 0 for padding.
      average_across_timesteps, average_across_batch: divide by the sum of weights along the axis.
      sum_over_timesteps, sum_over_batch: divide by the number of weights that are not 0 instead.
      softmax_loss_function: `(labels, logits) -> loss` instead of the sparse softmax cross-entropy.

    Returns:
      A scalar, `[batch]`, `[time]` or `[batch, time]`, as the axes are reduced.

    Raises:
      ValueError: for other ranks, or average and sum along one axis.
    """
    if len(logits.shape) != 3:
        raise ValueError("Logits must be a [batch_size x sequence_length x logits] tensor")
    if len(targets.shape) != 2:
        raise ValueError("Targets must be a [batch_size x sequence_length] tensor")
    if len(weights.shape) != 2:
        raise ValueError("Weights must be a [batch_size x sequence_length] tensor")
    if average_across_timesteps and sum_over_timesteps:
        raise ValueError(
            "average_across_timesteps and sum_over_timesteps cannot be set to True at same time."
        )
    if average_across_batch and sum_over_batch:
        raise ValueError(
            "average_across_batch and sum_over_batch cannot be set to True at same time."
        )

    def count(axis: Any = None) -> Any:
        return tf.math.count_nonzero(weights, axis=axis)

    with tf.name_scope(name or "sequence_loss"):
        flat = tf.reshape(logits, [-1, tf.shape(logits)[2]])
        labels = tf.reshape(targets, [-1])
        loss_function = softmax_loss_function or tf.nn.sparse_softmax_cross_entropy_with_logits
        loss = loss_function(labels=labels, logits=flat) * tf.reshape(weights, [-1])
        if average_across_timesteps and average_across_batch:
            return tf.math.divide_no_nan(tf.reduce_sum(loss), tf.reduce_sum(weights))
        if sum_over_timesteps and sum_over_batch:
            return tf.math.divide_no_nan(tf.reduce_sum(loss), tf.cast(count(), loss.dtype))
        loss = tf.reshape(loss, tf.shape(logits)[0:2])
        # As in TF1, an average along one axis hides a sum along the other.
        if average_across_timesteps or average_across_batch:
            axis = [0] if average_across_batch else [1]
            total = tf.reduce_sum(weights, axis=axis)
            return tf.math.divide_no_nan(tf.reduce_sum(loss, axis=axis), total)
        if sum_over_timesteps or sum_over_batch:
            axis = [0] if sum_over_batch else [1]
            total = tf.cast(count(axis), loss.dtype)
            return tf.math.divide_no_nan(tf.reduce_sum(loss, axis=axis), total)
        return loss
