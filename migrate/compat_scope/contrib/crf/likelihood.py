"""The likelihood of tag sequences: the forward algorithm, and the variable of the transitions."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from migrate.compat_scope.contrib.crf.steps import (
    ForwardCell,
    after_first,
    by_length,
    first_step,
    zero_if_empty,
)
from migrate.compat_scope.modes import not_converted
from migrate.compat_scope.rnn.dynamic import dynamic_rnn
from migrate.compat_scope.variables import get_variable

__all__ = ["CrfForwardRnnCell", "crf_log_likelihood", "crf_log_norm"]


@not_converted
def crf_log_likelihood(
    inputs: Any, tag_indices: Any, sequence_lengths: Any, transition_params: Any = None
) -> tuple[Any, Any]:
    """The log-likelihood of each tag sequence, and the transitions.

    Args:
        inputs: `[batch, time, tags]` float32 potentials; the tags must be known.
        tag_indices: `[batch, time]` int32 or int64.
        sequence_lengths: `[batch]`.
        transition_params: `[tags, tags]`; None gets the variable ``transitions`` in the current scope.

    Returns: (`[batch]`, the transitions).
    """
    from migrate.compat_scope.contrib.crf.scores import crf_sequence_score

    if transition_params is None:
        tags = tf.compat.dimension_value(inputs.shape[2])
        transition_params = get_variable("transitions", [tags, tags])
    score = crf_sequence_score(inputs, tag_indices, sequence_lengths, transition_params)
    norm = crf_log_norm(inputs, sequence_lengths, transition_params)
    return score - norm, transition_params


@not_converted
def crf_log_norm(inputs: Any, sequence_lengths: Any, transition_params: Any) -> Any:
    """`[batch]`: the log of the summed exponential scores of all tag sequences."""
    first = first_step(inputs)

    def one_step() -> Any:
        return zero_if_empty(tf.reduce_logsumexp(first, [1]), sequence_lengths)

    def more_steps() -> Any:
        rest, left = after_first(inputs, sequence_lengths)
        cell = CrfForwardRnnCell(transition_params)
        _, alphas = dynamic_rnn(cell, rest, left, initial_state=first, dtype=tf.float32)
        return zero_if_empty(tf.reduce_logsumexp(alphas, [1]), sequence_lengths)

    return by_length(inputs, one_step, more_steps)


class CrfForwardRnnCell(ForwardCell):
    """A step of the forward algorithm: the state and the output are the log-summed scores, `[batch, tags]`."""

    def __call__(self, inputs: Any, state: Any, scope: Any = None) -> tuple[Any, Any]:
        """`inputs`: `[batch, tags]`, the potentials of the step; `scope` has no meaning."""
        scores = self._scores(state)
        alphas = inputs + tf.reduce_logsumexp(scores, [1])
        return alphas, alphas
