"""`Decoder` and `dynamic_decode`: the loop that decodes until every row is finished."""

from __future__ import annotations

import abc
import contextlib
from typing import Any

import tensorflow as tf

from migrate.compat_scope.loop_body import built_once
from migrate.compat_scope.modes import not_converted
from migrate.compat_scope.rnn.batching import transpose_batch_time
from migrate.compat_scope.rnn.structure import is_eager, is_tensor_array, zeros_for
from migrate.compat_scope.scope import variable_scope

__all__ = ["Decoder", "dynamic_decode"]


class Decoder(abc.ABC):
    """What `dynamic_decode` runs: it starts rows, makes one step for all rows, and says which are finished."""

    @property
    def batch_size(self) -> Any:
        """Number of rows, an int or a scalar tensor."""
        raise NotImplementedError

    @property
    def output_size(self) -> Any:
        """Structure of ints or `TensorShape`s: the outputs of a step without their batch axis."""
        raise NotImplementedError

    @property
    def output_dtype(self) -> Any:
        """Structure of dtypes like `output_size`."""
        raise NotImplementedError

    @abc.abstractmethod
    def initialize(self, name: str | None = None) -> Any:
        """Returns `(finished, first_inputs, initial_state)`."""

    @abc.abstractmethod
    def step(self, time: Any, inputs: Any, state: Any, name: str | None = None) -> Any:
        """Returns `(outputs, next_state, next_inputs, finished)`."""

    def finalize(self, outputs: Any, final_state: Any, sequence_lengths: Any) -> Any:
        """Returns `(outputs, final_state)` as they are handed to the user."""
        raise NotImplementedError

    @property
    def tracks_own_finished(self) -> bool:
        """Whether `finished` of a step is final; otherwise a finished row stays finished."""
        return False


def _element_shape(batch_size: Any, size: Any) -> Any:
    # A scalar per row may be anything in TF1 (helpers rely on it), so nothing is claimed for it.
    if isinstance(size, tf.TensorShape) and size.rank == 0:
        return None
    if tf.is_tensor(size):
        return None
    tail = size if isinstance(size, tf.TensorShape) else tf.TensorShape([size])
    known = tf.get_static_value(tf.convert_to_tensor(batch_size))
    return tf.TensorShape([None if known is None else int(known)]).concatenate(tail)


@not_converted
def dynamic_decode(
    decoder: Decoder,
    output_time_major: bool = False,
    impute_finished: bool = False,
    maximum_iterations: Any = None,
    parallel_iterations: int = 32,
    swap_memory: bool = False,
    scope: Any = None,
    **kwargs: Any,
) -> tuple[Any, Any, Any]:
    """Decodes with `decoder`; variables go to the scope "decoder" (or `scope`).

    Args:
      output_time_major: whether outputs are `[time, batch, ...]` instead of `[batch, time, ...]`.
      impute_finished: whether finished rows put out zeros and keep their state.
      maximum_iterations: int or scalar tensor; None for no limit.
      parallel_iterations, swap_memory: as for `tf.while_loop`.

    Returns:
      `(final_outputs, final_state, final_sequence_lengths)`.

    Raises:
      TypeError: where `decoder` is not a `Decoder`.
      ValueError: where `maximum_iterations` is not a scalar.

    TF 1.15 contrib/seq2seq decoder.py.
    """
    del kwargs  # of Keras-style decoders
    if not isinstance(decoder, Decoder):
        raise TypeError(f"Expected decoder to be type Decoder, but saw: {type(decoder)}")
    with variable_scope(scope, "decoder"):
        if maximum_iterations is not None:
            maximum_iterations = tf.convert_to_tensor(
                maximum_iterations, dtype=tf.int32, name="maximum_iterations"
            )
            if maximum_iterations.shape.rank != 0:
                raise ValueError("maximum_iterations must be a scalar")
        finished, first_inputs, first_state = decoder.initialize()
        if maximum_iterations is not None:
            finished = tf.logical_or(finished, maximum_iterations <= 0)
        outputs_ta, final_state, lengths, shapes = _run(
            decoder,
            (finished, first_inputs, first_state),
            impute_finished,
            maximum_iterations,
            parallel_iterations,
            swap_memory,
        )
        stacked = [array.stack() for array in tf.nest.flatten(outputs_ta)]
        for output, shape in zip(stacked, shapes, strict=False):
            output.set_shape(tf.TensorShape([None]).concatenate(shape))
        outputs = tf.nest.pack_sequence_as(decoder.output_dtype, stacked)
        with contextlib.suppress(NotImplementedError):
            outputs, final_state = decoder.finalize(outputs, final_state, lengths)
        if not output_time_major:
            outputs = tf.nest.map_structure(transpose_batch_time, outputs)
    return outputs, final_state, lengths


def _run(
    decoder: Decoder,
    start: tuple[Any, Any, Any],
    impute_finished: bool,
    maximum_iterations: Any,
    parallel_iterations: int,
    swap_memory: bool,
) -> tuple[Any, Any, Any, list[Any]]:
    finished, inputs, state = start
    batch_size, sizes, dtypes = decoder.batch_size, decoder.output_size, decoder.output_dtype
    zero_outputs = tf.nest.map_structure(lambda s, d: zeros_for(s, batch_size, d), sizes, dtypes)
    arrays = tf.nest.map_structure(
        lambda s, d: tf.TensorArray(
            dtype=d, size=0, dynamic_size=True, element_shape=_element_shape(batch_size, s)
        ),
        sizes,
        dtypes,
    )
    shapes: list[Any] = []  # static shapes of a step's outputs, seen when the loop body is built

    def keep_finished(new: Any, old: Any, finished: Any) -> Any:
        if is_tensor_array(old):
            return new
        new.set_shape(old.shape)
        return new if new.shape.rank == 0 else tf.compat.v1.where(finished, old, new)

    def body(
        time: Any, arrays: Any, state: Any, inputs: Any, finished: Any, lengths: Any
    ) -> tuple[Any, ...]:
        outputs, next_state, next_inputs, now_finished = decoder.step(time, inputs, state)
        if not decoder.tracks_own_finished:
            now_finished = tf.logical_or(now_finished, finished)
        next_lengths = tf.compat.v1.where(
            tf.logical_not(finished), tf.fill(tf.shape(lengths), time + 1), lengths
        )
        tf.nest.assert_same_structure(state, next_state)
        tf.nest.assert_same_structure(arrays, outputs)
        tf.nest.assert_same_structure(inputs, next_inputs)
        if impute_finished:
            outputs = tf.nest.map_structure(
                lambda out, zero: tf.compat.v1.where(finished, zero, out), outputs, zero_outputs
            )
            next_state = tf.nest.map_structure(
                lambda new, old: keep_finished(new, old, finished), next_state, state
            )
        if not is_eager():
            shapes[:] = [out.shape for out in tf.nest.flatten(outputs)]
        arrays = tf.nest.map_structure(lambda array, out: array.write(time, out), arrays, outputs)
        return time + 1, arrays, next_state, next_inputs, now_finished, next_lengths

    _, arrays, state, _, _, lengths = tf.while_loop(
        lambda _t, _a, _s, _i, finished, _l: tf.logical_not(tf.reduce_all(finished)),
        built_once(body),
        loop_vars=(
            tf.constant(0, dtype=tf.int32),
            arrays,
            state,
            inputs,
            finished,
            tf.zeros_like(finished, dtype=tf.int32),
        ),
        parallel_iterations=parallel_iterations,
        maximum_iterations=maximum_iterations,
        swap_memory=swap_memory,
    )
    return arrays, state, lengths, shapes
