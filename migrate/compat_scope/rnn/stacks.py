"""Bidirectional layers stacked on one another, each over the joined outputs of the one below."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import tensorflow as tf

from migrate.compat_scope.rnn.bidirectional import (
    bidirectional_dynamic_rnn,
    static_bidirectional_rnn,
)
from migrate.compat_scope.scope import variable_scope

__all__ = ["stack_bidirectional_dynamic_rnn", "stack_bidirectional_rnn"]


def _check(cells_fw: Any, cells_bw: Any, states_fw: Any, states_bw: Any) -> None:
    if not cells_fw:
        raise ValueError("Must specify at least one fw cell for BidirectionalRNN.")
    if not cells_bw:
        raise ValueError("Must specify at least one bw cell for BidirectionalRNN.")
    if not isinstance(cells_fw, list):
        raise ValueError("cells_fw must be a list of RNNCells (one per layer).")
    if not isinstance(cells_bw, list):
        raise ValueError("cells_bw must be a list of RNNCells (one per layer).")
    if len(cells_fw) != len(cells_bw):
        raise ValueError("Forward and Backward cells must have the same depth.")
    for name, states in (("initial_states_fw", states_fw), ("initial_states_bw", states_bw)):
        if states is not None and (not isinstance(states, list) or len(states) != len(cells_fw)):
            raise ValueError(f"{name} must be a list of state tensors (one per layer).")


def _stack(
    layer: Callable[..., tuple[Any, Any, Any]],
    cells_fw: Any,
    cells_bw: Any,
    inputs: Any,
    initial_states_fw: Any,
    initial_states_bw: Any,
    scope: Any,
) -> tuple[Any, tuple[Any, ...], tuple[Any, ...]]:
    _check(cells_fw, cells_bw, initial_states_fw, initial_states_bw)
    states = []
    with variable_scope(scope or "stack_bidirectional_rnn"):
        for i, (cell_fw, cell_bw) in enumerate(zip(cells_fw, cells_bw, strict=True)):
            first_fw = initial_states_fw[i] if initial_states_fw else None
            first_bw = initial_states_bw[i] if initial_states_bw else None
            with variable_scope(f"cell_{i}") as cell_scope:
                inputs, *final = layer(cell_fw, cell_bw, inputs, first_fw, first_bw, cell_scope)
            states.append(final)
    states_fw, states_bw = zip(*states, strict=True)
    return inputs, states_fw, states_bw


def stack_bidirectional_rnn(
    cells_fw: Any,
    cells_bw: Any,
    inputs: Any,
    initial_states_fw: Any = None,
    initial_states_bw: Any = None,
    dtype: Any = None,
    sequence_length: Any = None,
    scope: Any = None,
) -> tuple[Any, tuple[Any, ...], tuple[Any, ...]]:
    """Stacked `static_bidirectional_rnn`; variables in `stack_bidirectional_rnn/cell_<i>/{fw,bw}/...`.

    Returns:
      `(outputs, states_fw, states_bw)`: a list of tensors, and a state per layer and direction.

    Raises:
      ValueError: for cells or states that are not lists of one length.
    """

    def layer(fw: Any, bw: Any, x: Any, first_fw: Any, first_bw: Any, cell_scope: Any) -> Any:
        return static_bidirectional_rnn(
            fw,
            bw,
            x,
            initial_state_fw=first_fw,
            initial_state_bw=first_bw,
            sequence_length=sequence_length,
            dtype=dtype,
            scope=cell_scope,
        )

    return _stack(layer, cells_fw, cells_bw, inputs, initial_states_fw, initial_states_bw, scope)


def stack_bidirectional_dynamic_rnn(
    cells_fw: Any,
    cells_bw: Any,
    inputs: Any,
    initial_states_fw: Any = None,
    initial_states_bw: Any = None,
    dtype: Any = None,
    sequence_length: Any = None,
    parallel_iterations: int | None = None,
    time_major: bool = False,
    scope: Any = None,
    swap_memory: bool = False,
) -> tuple[Any, tuple[Any, ...], tuple[Any, ...]]:
    """Stacked `bidirectional_dynamic_rnn`; variables in
    `stack_bidirectional_rnn/cell_<i>/bidirectional_rnn/{fw,bw}/...`.

    Returns:
      `(outputs, states_fw, states_bw)`: a tensor, and a state per layer and direction.

    Raises:
      ValueError: for cells or states that are not lists of one length.
    """

    def layer(fw: Any, bw: Any, x: Any, first_fw: Any, first_bw: Any, _: Any) -> Any:
        outputs, (state_fw, state_bw) = bidirectional_dynamic_rnn(
            fw,
            bw,
            x,
            initial_state_fw=first_fw,
            initial_state_bw=first_bw,
            sequence_length=sequence_length,
            parallel_iterations=parallel_iterations,
            dtype=dtype,
            swap_memory=swap_memory,
            time_major=time_major,
        )
        return tf.concat(outputs, 2), state_fw, state_bw

    return _stack(layer, cells_fw, cells_bw, inputs, initial_states_fw, initial_states_bw, scope)
