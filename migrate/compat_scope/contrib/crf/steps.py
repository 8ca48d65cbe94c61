"""What scores and decoding share: sequences of one step, what is left of the others, and a step forward."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import tensorflow as tf

from migrate.compat_scope.layers.control import smart_cond
from migrate.compat_scope.rnn.cell import RNNCell

__all__ = ["ForwardCell", "after_first", "by_length", "first_step", "zero_if_empty"]


def by_length(inputs: Any, one_step: Callable[[], Any], more_steps: Callable[[], Any]) -> Any:
    """`one_step()` where the sequences `[batch, time, ...]` have a single step, else `more_steps()`.

    TF1 decided that while building the graph where the time is known then, and by a ``cond`` where it is not.
    """
    time = tf.compat.dimension_value(inputs.shape[1]) or tf.shape(inputs)[1]
    return smart_cond(tf.equal(time, 1), one_step, more_steps)


def first_step(inputs: Any) -> Any:
    """`[batch, tags]`: the potentials of the first step."""
    return tf.squeeze(tf.slice(inputs, [0, 0, 0], [-1, 1, -1]), [1])


def after_first(inputs: Any, lengths: Any) -> tuple[Any, Any]:
    """The steps after the first, `[batch, time - 1, tags]`, and how many of them each sequence has."""
    left = tf.maximum(tf.constant(0, dtype=lengths.dtype), lengths - 1)
    return tf.slice(inputs, [0, 1, 0], [-1, -1, -1]), left


def zero_if_empty(scores: Any, lengths: Any) -> Any:
    """`scores` `[batch]`, but 0 for sequences of no step."""
    return tf.where(tf.less_equal(lengths, 0), tf.zeros_like(scores), scores)


class ForwardCell(RNNCell):
    """A step forward through the tags: the state and the output have the size of the tags."""

    def __init__(self, transition_params: Any) -> None:
        self._transitions = tf.expand_dims(transition_params, 0)
        self._num_tags = tf.compat.dimension_value(transition_params.shape[0])

    @property
    def state_size(self) -> Any:
        return self._num_tags

    @property
    def output_size(self) -> Any:
        return self._num_tags

    def _scores(self, state: Any) -> Any:
        """`[batch, from, to]`."""
        return tf.expand_dims(state, 2) + self._transitions
