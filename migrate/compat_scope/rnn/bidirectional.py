"""Two cells over the same inputs, one from the start and one from the end."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from migrate.compat_scope.modes import not_converted
from migrate.compat_scope.rnn.cell import assert_like_rnncell
from migrate.compat_scope.rnn.dynamic import dynamic_rnn
from migrate.compat_scope.rnn.static import static_rnn
from migrate.compat_scope.scope import variable_scope

__all__ = ["bidirectional_dynamic_rnn", "static_bidirectional_rnn"]


@not_converted
def bidirectional_dynamic_rnn(
    cell_fw: Any,
    cell_bw: Any,
    inputs: Any,
    sequence_length: Any = None,
    initial_state_fw: Any = None,
    initial_state_bw: Any = None,
    dtype: Any = None,
    parallel_iterations: int | None = None,
    swap_memory: bool = False,
    time_major: bool = False,
    scope: Any = None,
) -> tuple[tuple[Any, Any], tuple[Any, Any]]:
    """`dynamic_rnn` in both directions; variables in `bidirectional_rnn/fw/...` and `bidirectional_rnn/bw/...`.

    With `sequence_length` the backward cell starts at each row's own end.

    Returns:
      `((output_fw, output_bw), (state_fw, state_bw))`, outputs in the order of the inputs.

    Raises:
      TypeError: where a cell is not like an RNN cell.
    """
    assert_like_rnncell("cell_fw", cell_fw)
    assert_like_rnncell("cell_bw", cell_bw)
    time_axis, batch_axis = (0, 1) if time_major else (1, 0)

    def reverse(x: Any) -> Any:
        if sequence_length is None:
            return tf.reverse(x, axis=[time_axis])
        return tf.reverse_sequence(x, sequence_length, seq_axis=time_axis, batch_axis=batch_axis)

    options = {
        "sequence_length": sequence_length,
        "dtype": dtype,
        "parallel_iterations": parallel_iterations,
        "swap_memory": swap_memory,
        "time_major": time_major,
    }
    with variable_scope(scope or "bidirectional_rnn"):
        with variable_scope("fw") as fw_scope:
            output_fw, state_fw = dynamic_rnn(
                cell_fw, inputs, initial_state=initial_state_fw, scope=fw_scope, **options
            )
        with variable_scope("bw") as bw_scope:
            reversed_inputs = tf.nest.map_structure(reverse, inputs)
            backward, state_bw = dynamic_rnn(
                cell_bw, reversed_inputs, initial_state=initial_state_bw, scope=bw_scope, **options
            )
    return (output_fw, tf.nest.map_structure(reverse, backward)), (state_fw, state_bw)


def _reverse_steps(steps: list[Any], lengths: Any) -> list[Any]:
    """A list of time steps in reverse, each row up to its own length."""
    if lengths is None:
        return list(reversed(steps))
    per_tensor = zip(*(tf.nest.flatten(step) for step in steps), strict=True)
    reversed_parts = [
        tf.unstack(tf.reverse_sequence(tf.stack(parts), lengths, seq_axis=0, batch_axis=1))
        for parts in per_tensor
    ]
    return [
        tf.nest.pack_sequence_as(step, list(parts))
        for step, parts in zip(steps, zip(*reversed_parts, strict=True), strict=True)
    ]


@not_converted
def static_bidirectional_rnn(
    cell_fw: Any,
    cell_bw: Any,
    inputs: Any,
    initial_state_fw: Any = None,
    initial_state_bw: Any = None,
    dtype: Any = None,
    sequence_length: Any = None,
    scope: Any = None,
) -> tuple[list[Any], Any, Any]:
    """`static_rnn` in both directions; variables in `bidirectional_rnn/fw/...` and `bidirectional_rnn/bw/...`.

    Returns:
      `(outputs, state_fw, state_bw)`; each output is forward and backward side by side.

    Raises:
      TypeError: where a cell is not like an RNN cell, or inputs are not a sequence.
      ValueError: for no inputs.
    """
    assert_like_rnncell("cell_fw", cell_fw)
    assert_like_rnncell("cell_bw", cell_bw)
    if not tf.nest.is_nested(inputs):
        raise TypeError("inputs must be a sequence")
    if not inputs:
        raise ValueError("inputs must not be empty")
    with variable_scope(scope or "bidirectional_rnn"):
        with variable_scope("fw") as fw_scope:
            output_fw, state_fw = static_rnn(
                cell_fw, inputs, initial_state_fw, dtype, sequence_length, scope=fw_scope
            )
        with variable_scope("bw") as bw_scope:
            backward, state_bw = static_rnn(
                cell_bw,
                _reverse_steps(inputs, sequence_length),
                initial_state_bw,
                dtype,
                sequence_length,
                scope=bw_scope,
            )
    output_bw = _reverse_steps(backward, sequence_length)
    outputs = [
        tf.nest.map_structure(lambda f, b: tf.concat([f, b], 1), fw, bw)
        for fw, bw in zip(output_fw, output_bw, strict=True)
    ]
    return outputs, state_fw, state_bw
