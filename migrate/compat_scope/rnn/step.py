"""One step of a network with sequence lengths: rows past their end keep their state and put out zeros."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import tensorflow as tf

from migrate.compat_scope.rnn.structure import is_tensor_array

__all__ = ["rnn_step"]


def rnn_step(
    time: Any,
    sequence_length: Any,
    min_length: Any,
    max_length: Any,
    zero_output: Any,
    state: Any,
    call_cell: Callable[[], tuple[Any, Any]],
    skip_conditionals: bool = False,
) -> tuple[Any, Any]:
    """`(output, state)` after a step, for the rows whose sequence reaches beyond `time`.

    Args:
      time: int or int32 scalar, the step.
      sequence_length: int32 `[batch_size]`.
      min_length: int32 scalar, the least of `sequence_length`; before it no row is masked.
      max_length: int32 scalar, the greatest; from it on the cell is not run at all.
      zero_output: zeros in the structure of the outputs.
      state: state before the step.
      call_cell: makes the step.
      skip_conditionals: mask always, which is cheaper where nearly all steps are in use.

    TF 1.15 rnn.py, `_rnn_step`.
    """
    flat_state: list[Any] = tf.nest.flatten(state)
    flat_zero: list[Any] = tf.nest.flatten(zero_output)
    ended = time >= sequence_length

    def keep_ended(old: Any, new: Any) -> Any:
        if is_tensor_array(old) or old.shape.rank == 0:
            return new
        # The V1 `where` takes a mask of rows.
        return tf.compat.v1.where(ended, old, new)

    def flat_step() -> list[Any]:
        output, new_state = call_cell()
        tf.nest.assert_same_structure(zero_output, output)
        tf.nest.assert_same_structure(state, new_state)
        return [*tf.nest.flatten(output), *tf.nest.flatten(new_state)]

    def masked(new: list[Any]) -> list[Any]:
        olds = flat_zero + flat_state
        return [keep_ended(old, x) for old, x in zip(olds, new, strict=True)]

    def step_and_mask() -> list[Any]:
        new = flat_step()
        result: list[Any] = tf.cond(time < min_length, lambda: new, lambda: masked(new))
        return result

    if skip_conditionals:
        result = masked(flat_step())
    else:
        result = tf.cond(time >= max_length, lambda: flat_zero + flat_state, step_and_mask)
    for new, old in zip(result, flat_zero + flat_state, strict=True):
        if not is_tensor_array(new):
            new.set_shape(old.shape)
    return (
        tf.nest.pack_sequence_as(zero_output, result[: len(flat_zero)]),
        tf.nest.pack_sequence_as(state, result[len(flat_zero) :]),
    )
