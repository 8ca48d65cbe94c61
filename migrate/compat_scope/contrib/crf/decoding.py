"""The best tag sequences: Viterbi's algorithm, in TensorFlow and in NumPy."""

from __future__ import annotations

from typing import Any

import numpy as np
import tensorflow as tf

from migrate.compat_scope.contrib.crf.steps import ForwardCell, after_first, by_length, first_step
from migrate.compat_scope.modes import not_converted
from migrate.compat_scope.rnn.cell import RNNCell
from migrate.compat_scope.rnn.dynamic import dynamic_rnn

__all__ = [
    "CrfDecodeBackwardRnnCell",
    "CrfDecodeForwardRnnCell",
    "crf_decode",
    "viterbi_decode",
]


def viterbi_decode(score: Any, transition_params: Any) -> tuple[list[Any], Any]:
    """The best tags of one sequence, and their score, from NumPy arrays.

    Args:
        score: `[time, tags]` potentials.
        transition_params: `[tags, tags]`.
    """
    best = np.zeros_like(score)
    origins = np.zeros_like(score, dtype=np.int32)
    best[0] = score[0]
    for t in range(1, score.shape[0]):
        reached = np.expand_dims(best[t - 1], 1) + transition_params  # [from, to]
        best[t] = score[t] + np.max(reached, 0)
        origins[t] = np.argmax(reached, 0)
    tags = [np.argmax(best[-1])]
    for origin in reversed(origins[1:]):
        tags.append(origin[tags[-1]])
    return tags[::-1], np.max(best[-1])


@not_converted
def crf_decode(potentials: Any, transition_params: Any, sequence_length: Any) -> tuple[Any, Any]:
    """The best tags of each sequence, `[batch, time]` int32, and their scores, `[batch]`.

    Args:
        potentials: `[batch, time, tags]`; the tags must be known.
        transition_params: `[tags, tags]`.
        sequence_length: `[batch]`; what is behind it decodes as 0.
    """

    def one_step() -> tuple[Any, Any]:
        scores = tf.squeeze(potentials, [1])
        tags = tf.expand_dims(tf.argmax(scores, axis=1), 1)
        return tf.cast(tags, tf.int32), tf.reduce_max(scores, axis=1)

    def more_steps() -> tuple[Any, Any]:
        first = first_step(potentials)
        rest, left = after_first(potentials, sequence_length)
        forward = CrfDecodeForwardRnnCell(transition_params)
        origins, scores = dynamic_rnn(forward, rest, left, initial_state=first, dtype=tf.int32)
        origins = tf.reverse_sequence(origins, left, seq_axis=1)
        last = tf.expand_dims(tf.cast(tf.argmax(scores, axis=1), tf.int32), -1)
        backward = CrfDecodeBackwardRnnCell(tf.compat.dimension_value(potentials.shape[2]))
        tags, _ = dynamic_rnn(backward, origins, left, initial_state=last, dtype=tf.int32)
        tags = tf.concat([last, tf.squeeze(tags, axis=[2])], axis=1)
        best = tf.reduce_max(scores, axis=1)
        return tf.reverse_sequence(tags, sequence_length, seq_axis=1), best

    found: tuple[Any, Any] = by_length(potentials, one_step, more_steps)
    return found


class CrfDecodeForwardRnnCell(ForwardCell):
    """A step forward: puts out where the best score of each tag comes from; the state is those scores."""

    def __call__(self, inputs: Any, state: Any, scope: Any = None) -> tuple[Any, Any]:
        """`inputs`: `[batch, tags]`, the potentials of the step; `scope` has no meaning."""
        scores = self._scores(state)
        best = inputs + tf.reduce_max(scores, [1])
        return tf.cast(tf.argmax(scores, 1), tf.int32), best


class CrfDecodeBackwardRnnCell(RNNCell):
    """A step back: the state and the output are the tag `[batch, 1]` that the best score of the next came from."""

    def __init__(self, num_tags: int) -> None:
        self._num_tags = num_tags

    @property
    def state_size(self) -> Any:
        return 1

    @property
    def output_size(self) -> Any:
        return 1

    def __call__(self, inputs: Any, state: Any, scope: Any = None) -> tuple[Any, Any]:
        """`inputs`: `[batch, tags]`, the origins of the next step; `scope` has no meaning."""
        after = tf.squeeze(state, axis=[1])
        rows = tf.range(tf.shape(inputs)[0])
        tags = tf.expand_dims(tf.gather_nd(inputs, tf.stack([rows, after], axis=1)), -1)
        return tags, tags
