"""`dynamic_rnn`: a cell unrolled over time in a loop."""

from __future__ import annotations

from typing import Any

import numpy as np
import tensorflow as tf

from migrate.compat_scope.loop_body import built_once
from migrate.compat_scope.modes import in_graph, not_converted
from migrate.compat_scope.rnn.batching import best_effort_input_batch_size, transpose_batch_time
from migrate.compat_scope.rnn.cell import assert_like_rnncell
from migrate.compat_scope.rnn.static import initial_state_of
from migrate.compat_scope.rnn.step import rnn_step
from migrate.compat_scope.rnn.structure import concat_shape, infer_dtype
from migrate.compat_scope.scope import variable_scope

__all__ = ["dynamic_rnn"]


@not_converted
def dynamic_rnn(
    cell: Any,
    inputs: Any,
    sequence_length: Any = None,
    initial_state: Any = None,
    dtype: Any = None,
    parallel_iterations: int | None = None,
    swap_memory: bool = False,
    time_major: bool = False,
    scope: Any = None,
) -> tuple[Any, Any]:
    """Runs `cell` over time; variables go to the scope "rnn" (or `scope`).

    Args:
      cell: an RNN cell.
      inputs: `[batch, time, ...]` tensor or nested structure; `[time, batch, ...]` if `time_major`.
      sequence_length: `[batch]`; past its end a row keeps its state and puts out zeros.
      initial_state: structure of tensors as `cell.state_size`; zeros of `dtype` by default.
      dtype: of initial state and outputs; needed without `initial_state`.
      parallel_iterations, swap_memory: as for `tf.while_loop`.
      time_major: layout of inputs and outputs.
      scope: variable scope or name.

    Returns:
      `(outputs, final_state)`; outputs in the structure of `cell.output_size`, with the inputs' layout.

    Raises:
      TypeError: where `cell` is not like an RNN cell.
      ValueError: where neither initial state nor dtype is given, or shapes are unknown or contradict.
    """
    assert_like_rnncell("cell", cell)
    if initial_state is None and not dtype:
        raise ValueError("If there is no initial_state, you must give a dtype.")
    _check_rank(sequence_length)
    if in_graph():
        return tf.compat.v1.nn.dynamic_rnn(  # type: ignore[no-any-return]
            cell,
            inputs,
            sequence_length=sequence_length,
            initial_state=initial_state,
            dtype=dtype,
            parallel_iterations=parallel_iterations,
            swap_memory=swap_memory,
            time_major=time_major,
            scope=scope,
        )
    with variable_scope(scope or "rnn"):
        flat_input = [tf.convert_to_tensor(x) for x in tf.nest.flatten(inputs)]
        if not time_major:
            flat_input = [transpose_batch_time(x) for x in flat_input]
        lengths = None if sequence_length is None else tf.cast(sequence_length, tf.int32)
        batch_size = best_effort_input_batch_size(flat_input)
        state = initial_state_of(cell, initial_state, batch_size, dtype)
        outputs, final_state = _loop(
            cell,
            tf.nest.pack_sequence_as(inputs, flat_input),
            state,
            lengths,
            batch_size,
            infer_dtype(dtype, state),
            parallel_iterations or 32,
            swap_memory,
        )
        if not time_major:
            outputs = tf.nest.map_structure(transpose_batch_time, outputs)
        return outputs, final_state


def _check_rank(sequence_length: Any) -> None:
    if sequence_length is None:
        return
    shape = tf.TensorShape(getattr(sequence_length, "shape", np.shape(sequence_length)))
    if shape.rank not in (None, 1):
        raise ValueError(
            f"sequence_length must be a vector of length batch_size, but saw shape: {shape}"
        )


def _checked_shapes(flat_input: list[Any]) -> list[Any]:
    shapes = [x.shape.with_rank_at_least(3) for x in flat_input]
    for shape in shapes:
        if not shape[2:].is_fully_defined():
            raise ValueError(
                "Input size (depth of inputs) must be accessible via shape inference,"
                " but saw value None."
            )
        if shape.as_list()[0] != shapes[0].as_list()[0]:
            raise ValueError(
                "Time steps is not the same for all the elements in the input in a batch."
            )
        if shape.as_list()[1] != shapes[0].as_list()[1]:
            raise ValueError("Batch_size is not the same for all the elements in the input.")
    return shapes


def _loop(
    cell: Any,
    inputs: Any,
    state: Any,
    lengths: Any,
    batch_size: Any,
    output_dtype: Any,
    parallel_iterations: int,
    swap_memory: bool,
) -> tuple[Any, Any]:
    """Steps over time-major inputs. TF 1.15 rnn.py, `_dynamic_rnn_loop`."""
    flat_input = tf.nest.flatten(inputs)
    shapes = _checked_shapes(flat_input)
    static_time, static_batch = shapes[0].as_list()[:2]
    steps = tf.shape(flat_input[0])[0]
    sizes = tf.nest.flatten(cell.output_size)
    zero_output = tf.nest.pack_sequence_as(
        cell.output_size, [tf.zeros(concat_shape(batch_size, s), output_dtype) for s in sizes]
    )
    if lengths is not None:
        min_length, max_length = tf.reduce_min(lengths), tf.reduce_max(lengths)
        bound = tf.minimum(steps, tf.maximum(1, max_length))
    else:
        bound = steps
    # In eager mode TF 1.15 runs all steps; the steps past the longest row only put out zeros either way.
    input_arrays = [
        tf.TensorArray(
            x.dtype, size=steps, element_shape=x.shape[1:], clear_after_read=False
        ).unstack(x)
        for x in flat_input
    ]
    output_arrays = tuple(
        tf.TensorArray(
            output_dtype, size=steps, element_shape=concat_shape([static_batch], s, static=True)
        )
        for s in sizes
    )

    def body(time: Any, arrays: Any, state: Any) -> Any:
        step_input = [array.read(time) for array in input_arrays]
        for x, shape in zip(step_input, shapes, strict=True):
            x.set_shape(shape[1:])
        step_input = tf.nest.pack_sequence_as(inputs, step_input)
        if lengths is None:
            output, new_state = cell(step_input, state)
        else:
            output, new_state = rnn_step(
                time,
                lengths,
                min_length,
                max_length,
                zero_output,
                state,
                lambda: cell(step_input, state),
                skip_conditionals=True,
            )
        flat_output = tf.nest.flatten(output)
        arrays = tuple(a.write(time, out) for a, out in zip(arrays, flat_output, strict=True))
        return time + 1, arrays, new_state

    _, output_arrays, final_state = tf.while_loop(
        cond=lambda time, *_: time < bound,
        body=built_once(body),
        loop_vars=(tf.constant(0, tf.int32), output_arrays, state),
        parallel_iterations=parallel_iterations,
        maximum_iterations=steps,
        swap_memory=swap_memory,
    )
    outputs = [array.stack() for array in output_arrays]
    for output, size in zip(outputs, sizes, strict=True):
        output.set_shape(concat_shape([static_time, static_batch], size, static=True))
    return tf.nest.pack_sequence_as(cell.output_size, outputs), final_state
