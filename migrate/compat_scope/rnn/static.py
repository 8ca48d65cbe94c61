"""`static_rnn` and `static_state_saving_rnn`: a cell unrolled over a list of inputs."""

from __future__ import annotations

import functools
from typing import Any

import tensorflow as tf

from migrate.compat_scope.modes import in_graph, not_converted
from migrate.compat_scope.rnn.cell import assert_like_rnncell
from migrate.compat_scope.rnn.step import rnn_step
from migrate.compat_scope.rnn.structure import infer_dtype, zeros_for
from migrate.compat_scope.scope import variable_scope

__all__ = ["initial_state_of", "static_rnn", "static_state_saving_rnn"]


def initial_state_of(cell: Any, initial_state: Any, batch_size: Any, dtype: Any) -> Any:
    """The initial state given, or the cell's zero state."""
    if initial_state is not None:
        return initial_state
    if getattr(cell, "get_initial_state", None) is not None:
        return cell.get_initial_state(inputs=None, batch_size=batch_size, dtype=dtype)
    return cell.zero_state(batch_size, dtype)


def _batch_size(inputs: Any) -> Any:
    flat = tf.nest.flatten(inputs)
    if flat[0].shape.rank != 1:
        merged = tf.TensorShape([None])
        for x in flat:
            shape = x.shape.with_rank_at_least(2)
            merged = merged.merge_with(shape[:1])
            for i, size in enumerate(shape.as_list()[1:]):
                if size is None:
                    raise ValueError(
                        f"Input size (dimension {i} of inputs) must be accessible via shape "
                        "inference, but saw value None."
                    )
    else:
        merged = flat[0].shape[:1]
    return merged.as_list()[0] or tf.shape(flat[0])[0]


@not_converted
def static_rnn(
    cell: Any,
    inputs: Any,
    initial_state: Any = None,
    dtype: Any = None,
    sequence_length: Any = None,
    scope: Any = None,
) -> tuple[list[Any], Any]:
    """Runs `cell` over a list of inputs, one per time step; variables go to the scope "rnn" (or `scope`).

    Args:
      cell: an RNN cell.
      inputs: list of `[batch, size]` tensors or nested structures.
      initial_state: structure of tensors as `cell.state_size`; zeros of `dtype` by default.
      dtype: of the initial state and outputs; needed without `initial_state`.
      sequence_length: `[batch]`; past its end a row keeps its state and puts out zeros.
      scope: variable scope or name.

    Returns:
      `(outputs, final_state)`, the outputs as a list.

    Raises:
      TypeError: where `cell` is not like an RNN cell, or inputs are not a sequence.
      ValueError: for no inputs, or where neither initial state nor dtype is given.
    """
    assert_like_rnncell("cell", cell)
    if not tf.nest.is_nested(inputs):
        raise TypeError("inputs must be a sequence")
    if not inputs:
        raise ValueError("inputs must not be empty")
    if initial_state is None and not dtype:
        raise ValueError("If no initial_state is provided, dtype must be specified")
    if in_graph():
        return tf.compat.v1.nn.static_rnn(  # type: ignore[no-any-return]
            cell,
            inputs,
            initial_state=initial_state,
            dtype=dtype,
            sequence_length=sequence_length,
            scope=scope,
        )
    with variable_scope(scope or "rnn") as varscope:
        batch_size = _batch_size(inputs)
        state = initial_state_of(cell, initial_state, batch_size, dtype)
        if sequence_length is not None:
            lengths = tf.cast(tf.convert_to_tensor(sequence_length), tf.int32)
            if lengths.shape.rank not in (None, 1):
                raise ValueError("sequence_length must be a vector of length batch_size")
            min_length, max_length = tf.reduce_min(lengths), tf.reduce_max(lengths)
            zero_output = zeros_for(cell.output_size, batch_size, infer_dtype(dtype, state))
        outputs = []
        for time, x in enumerate(inputs):
            if time > 0:
                varscope.reuse_variables()
            if sequence_length is None:
                output, state = cell(x, state)
            else:
                output, state = rnn_step(
                    time,
                    lengths,
                    min_length,
                    max_length,
                    zero_output,
                    state,
                    functools.partial(cell, x, state),
                )
            outputs.append(output)
        return outputs, state


@not_converted
def static_state_saving_rnn(
    cell: Any,
    inputs: Any,
    state_saver: Any,
    state_name: Any,
    sequence_length: Any = None,
    scope: Any = None,
) -> tuple[list[Any], Any]:
    """`static_rnn` that takes its initial state from, and gives its final state to, `state_saver`.

    Args:
      state_saver: object with `state(name)` and `save_state(name, value)`.
      state_name: a name, or as many names as `cell.state_size` has parts.

    Raises:
      ValueError: where `state_name` does not match `cell.state_size`.
    """
    state_size = cell.state_size
    is_tuple = tf.nest.is_nested(state_size)
    if is_tuple != tf.nest.is_nested(state_name):
        raise ValueError(
            "state_name should be the same type as cell.state_size.  "
            f"state_name: {state_name}, cell.state_size: {state_size}"
        )
    names = tf.nest.flatten(state_name)
    sizes = tf.nest.flatten(state_size)
    if len(names) != len(sizes):
        raise ValueError(f"#elems(state_name) != #elems(state_size): {len(names)} vs. {len(sizes)}")
    saved = [state_saver.state(name) for name in names]
    outputs, state = static_rnn(
        cell,
        inputs,
        initial_state=tf.nest.pack_sequence_as(state_size, saved),
        sequence_length=sequence_length,
        scope=scope,
    )
    saves = [
        state_saver.save_state(name, part)
        for name, part in zip(names, tf.nest.flatten(state), strict=True)
    ]
    # Whoever reads the last output or the state has saved the state first.
    with tf.control_dependencies([save for save in saves if save is not None]):
        outputs[-1] = tf.nest.map_structure(tf.identity, outputs[-1])
        state = tf.nest.map_structure(tf.identity, state)
    return outputs, state
