"""`raw_rnn`: a cell driven by a function that decides each step's input."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import tensorflow as tf

from migrate.compat_scope.loop_body import built_once
from migrate.compat_scope.modes import in_graph, not_converted
from migrate.compat_scope.rnn.cell import assert_like_rnncell
from migrate.compat_scope.rnn.structure import concat_shape, is_tensor_array
from migrate.compat_scope.scope import variable_scope

__all__ = ["raw_rnn"]


@not_converted
def raw_rnn(
    cell: Any,
    loop_fn: Callable[..., Any],
    parallel_iterations: int | None = None,
    swap_memory: bool = False,
    scope: Any = None,
) -> tuple[Any, Any, Any]:
    """Runs `cell` as `loop_fn(time, cell_output, cell_state, loop_state)` says, until all rows are finished.

    `loop_fn` returns `(finished, next_input, next_cell_state, emit_output, next_loop_state)`; its first call,
    with None for all but time, gives the initial state and what an output looks like.

    Returns:
      `(emit_ta, final_state, final_loop_state)`, the outputs as `TensorArray`s.

    Raises:
      TypeError: where `cell` is not like an RNN cell, or `loop_fn` is not callable.
    """
    assert_like_rnncell("cell", cell)
    if not callable(loop_fn):
        raise TypeError("loop_fn must be a callable")
    if in_graph():
        return tf.compat.v1.nn.raw_rnn(  # type: ignore[no-any-return]
            cell,
            loop_fn,
            parallel_iterations=parallel_iterations,
            swap_memory=swap_memory,
            scope=scope,
        )
    with variable_scope(scope or "rnn"):
        return _run(cell, loop_fn, parallel_iterations or 32, swap_memory)


def _run(
    cell: Any, loop_fn: Callable[..., Any], parallel_iterations: int, swap_memory: bool
) -> tuple[Any, Any, Any]:
    start = tf.constant(0, dtype=tf.int32)
    finished, next_input, state, emit_structure, init_loop_state = loop_fn(start, None, None, None)
    loop_state = init_loop_state if init_loop_state is not None else tf.constant(0, tf.int32)
    merged = tf.TensorShape([None])
    flat_input = tf.nest.flatten(next_input)
    for x in flat_input:
        merged = merged.merge_with(x.shape[:1])
    static_batch = merged.as_list()[0]
    batch_size = static_batch if static_batch is not None else tf.shape(flat_input[0])[0]
    tf.nest.assert_same_structure(state, cell.state_size)
    state = tf.nest.map_structure(tf.convert_to_tensor, state)
    if emit_structure is None:
        emit_structure = cell.output_size
        sizes = tf.nest.flatten(emit_structure)
        dtypes = [tf.nest.flatten(state)[0].dtype] * len(sizes)
    else:
        emits = tf.nest.flatten(emit_structure)
        sizes = [e.shape if e.shape.is_fully_defined() else tf.shape(e) for e in emits]
        dtypes = [e.dtype for e in emits]
    arrays = [
        tf.TensorArray(
            dtype,
            size=0,
            dynamic_size=True,
            element_shape=concat_shape([static_batch], size, static=True),
        )
        for dtype, size in zip(dtypes, sizes, strict=True)
    ]
    zero_emit = tf.nest.pack_sequence_as(
        emit_structure,
        [tf.zeros(concat_shape(batch_size, s), d) for s, d in zip(sizes, dtypes, strict=True)],
    )

    def body(time: Any, done: Any, inputs: Any, arrays: Any, state: Any, loop_state: Any) -> Any:
        output, cell_state = cell(inputs, state)
        next_time = time + 1
        now_done, next_input, next_state, emit, next_loop_state = loop_fn(
            next_time, output, cell_state, loop_state
        )

        def keep_done(old: Any, new: Any) -> Any:
            if is_tensor_array(old) or old.shape.rank == 0:
                return new
            return tf.compat.v1.where(done, old, new)

        emit = tf.nest.map_structure(keep_done, zero_emit, emit)
        next_state = tf.nest.map_structure(keep_done, state, next_state)
        arrays = [
            array.write(time, e) for array, e in zip(arrays, tf.nest.flatten(emit), strict=True)
        ]
        return (
            next_time,
            tf.logical_or(done, now_done),
            next_input,
            arrays,
            next_state,
            loop_state if next_loop_state is None else next_loop_state,
        )

    final = tf.while_loop(
        lambda _time, done, *_: tf.logical_not(tf.reduce_all(done)),
        built_once(body),
        loop_vars=[start, finished, next_input, arrays, state, loop_state],
        parallel_iterations=parallel_iterations,
        swap_memory=swap_memory,
    )
    emit_ta = tf.nest.pack_sequence_as(emit_structure, final[3])
    return emit_ta, final[4], (final[5] if init_loop_state is not None else None)
