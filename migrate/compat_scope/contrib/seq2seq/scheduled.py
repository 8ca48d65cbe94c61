"""Scheduled sampling (arXiv 1506.03099): a training sequence with some inputs replaced by the decoder's outputs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import tensorflow as tf

from migrate.compat_scope.contrib.seq2seq.helpers import (
    TrainingHelper,
    embedding_function,
    time_array,
)
from migrate.compat_scope.contrib.seq2seq.sampling import bernoulli_sample, categorical_sample
from migrate.compat_scope.rnn.batching import transpose_batch_time

__all__ = ["ScheduledEmbeddingTrainingHelper", "ScheduledOutputTrainingHelper"]


def _probability(value: Any) -> Any:
    tensor = tf.convert_to_tensor(value, name="sampling_probability")
    if tensor.shape.rank not in (0, 1):
        raise ValueError(
            "sampling_probability must be either a scalar or a vector. "
            f"saw shape: {tensor.shape}"
        )
    return tensor


def _replace_rows(base: Any, chosen: Any, replacements: Callable[[Any], Any]) -> Any:
    """`base` with the rows where `chosen` is True replaced by `replacements(indices)`."""
    rows = tf.cast(tf.compat.v1.where(chosen), tf.int32)
    others = tf.cast(tf.compat.v1.where(tf.logical_not(chosen)), tf.int32)
    shape = tf.shape(base)
    replaced = tf.scatter_nd(indices=rows, updates=replacements(rows), shape=shape)
    return replaced + tf.scatter_nd(indices=others, updates=tf.gather_nd(base, others), shape=shape)


class ScheduledEmbeddingTrainingHelper(TrainingHelper):
    """Feeds, with `sampling_probability`, the embedding of an id drawn from the last output instead."""

    def __init__(
        self,
        inputs: Any,
        sequence_length: Any,
        embedding: Any,
        sampling_probability: Any,
        time_major: bool = False,
        seed: int | None = None,
        scheduling_seed: int | None = None,
        name: str | None = None,
    ) -> None:
        with tf.name_scope(name or "ScheduledEmbeddingSamplingWrapper"):
            self._embedding_fn = embedding_function(embedding)
            self._sampling_probability = _probability(sampling_probability)
            self._seed = seed
            self._scheduling_seed = scheduling_seed
            super().__init__(inputs, sequence_length, time_major=time_major, name=name)

    def sample(  # type: ignore[override]
        self, time: Any, outputs: Any, state: Any, name: str | None = None
    ) -> Any:
        with tf.name_scope(name or "ScheduledEmbeddingTrainingHelperSample"):
            chosen = bernoulli_sample(
                probs=self._sampling_probability,
                dtype=tf.bool,
                sample_shape=self.batch_size,
                seed=self._scheduling_seed,
            )
            drawn = categorical_sample(logits=outputs, seed=self._seed)
            return tf.compat.v1.where(chosen, drawn, tf.fill([self.batch_size], -1))

    def next_inputs(  # type: ignore[override]
        self, time: Any, outputs: Any, state: Any, sample_ids: Any, name: str | None = None
    ) -> Any:
        with tf.name_scope(name or "ScheduledEmbeddingTrainingHelperNextInputs"):
            finished, base, state = super().next_inputs(time, outputs, state, name=name)

            def mixed() -> Any:
                def embed(rows: Any) -> Any:
                    return self._embedding_fn(tf.gather_nd(sample_ids, rows))

                return _replace_rows(base, sample_ids > -1, embed)

            return finished, tf.cond(tf.reduce_all(finished), lambda: base, mixed), state


class ScheduledOutputTrainingHelper(TrainingHelper):
    """Feeds, with `sampling_probability`, the last output instead (through `next_inputs_fn`).

    `auxiliary_inputs` are appended to whatever is fed.
    """

    def __init__(
        self,
        inputs: Any,
        sequence_length: Any,
        sampling_probability: Any,
        time_major: bool = False,
        seed: int | None = None,
        next_inputs_fn: Callable[[Any], Any] | None = None,
        auxiliary_inputs: Any = None,
        name: str | None = None,
    ) -> None:
        with tf.name_scope(name or "ScheduledOutputTrainingHelper"):
            self._sampling_probability = _probability(sampling_probability)
            self._auxiliary_input_tas = None
            if auxiliary_inputs is not None:
                inputs = tf.convert_to_tensor(inputs, name="inputs")
                auxiliary = tf.convert_to_tensor(auxiliary_inputs, name="auxiliary_inputs")
                inputs = tf.concat((inputs, auxiliary), -1)
                if not time_major:
                    auxiliary = transpose_batch_time(auxiliary)
                self._auxiliary_input_tas = time_array(auxiliary)
            self._seed = seed
            self._next_inputs_fn = next_inputs_fn
            super().__init__(inputs, sequence_length, time_major=time_major, name=name)

    def sample(  # type: ignore[override]
        self, time: Any, outputs: Any, state: Any, name: str | None = None
    ) -> Any:
        with tf.name_scope(name or "ScheduledOutputTrainingHelperSample"):
            return bernoulli_sample(
                probs=self._sampling_probability, sample_shape=self.batch_size, seed=self._seed
            )

    def next_inputs(  # type: ignore[override]
        self, time: Any, outputs: Any, state: Any, sample_ids: Any, name: str | None = None
    ) -> Any:
        with tf.name_scope(name or "ScheduledOutputTrainingHelperNextInputs"):
            finished, base, state = super().next_inputs(time, outputs, state, name=name)
            chosen = tf.cast(sample_ids, tf.bool)

            def with_auxiliary(fed: Any, rows: Any = None) -> Any:
                if self._auxiliary_input_tas is None:
                    return fed
                auxiliary = self._auxiliary_input_tas.read(time + 1)
                if rows is not None:
                    auxiliary = tf.gather_nd(auxiliary, rows)
                return tf.concat((fed, auxiliary), -1)

            def mixed() -> Any:
                if self._next_inputs_fn is None:
                    return tf.compat.v1.where(chosen, with_auxiliary(outputs), base)
                make = self._next_inputs_fn
                return _replace_rows(
                    base,
                    chosen,
                    lambda rows: with_auxiliary(make(tf.gather_nd(outputs, rows)), rows),
                )

            nothing_to_do = tf.logical_or(
                tf.reduce_all(finished), tf.logical_not(tf.reduce_any(chosen))
            )
            return finished, tf.cond(nothing_to_do, lambda: base, mixed), state
