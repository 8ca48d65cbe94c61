"""`MultiRNNCell`: cells stacked on one another."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from migrate.compat_scope.layers import Layer
from migrate.compat_scope.rnn.cell import RNNCell
from migrate.compat_scope.scope import variable_scope

__all__ = ["MultiRNNCell"]


class MultiRNNCell(RNNCell):
    """Several cells run one after the other in each step; variables `cell_0/...`, `cell_1/...`.

    Raises:
      ValueError: without cells, or where a cell's state is a tuple and `state_is_tuple` is False.
      TypeError: where `cells` is not a list or tuple.
    """

    def __init__(self, cells: Any, state_is_tuple: bool = True) -> None:
        super().__init__()
        if not cells:
            raise ValueError("Must specify at least one cell for MultiRNNCell.")
        if not tf.nest.is_nested(cells):
            raise TypeError(f"cells must be a list or tuple, but saw: {cells}.")
        self._cells = cells
        self._state_is_tuple = state_is_tuple
        if not state_is_tuple and any(tf.nest.is_nested(c.state_size) for c in cells):
            raise ValueError(
                "Some cells return tuples of states, but the flag state_is_tuple is not set.  "
                f"State sizes are: {[c.state_size for c in cells]}"
            )

    @property
    def state_size(self) -> Any:
        if self._state_is_tuple:
            return tuple(cell.state_size for cell in self._cells)
        return sum(cell.state_size for cell in self._cells)

    @property
    def output_size(self) -> Any:
        return self._cells[-1].output_size

    def zero_state(self, batch_size: Any, dtype: Any) -> Any:
        with tf.name_scope(type(self).__name__ + "ZeroState"):
            if self._state_is_tuple:
                return tuple(cell.zero_state(batch_size, dtype) for cell in self._cells)
            return super().zero_state(batch_size, dtype)

    def _weights(self, attribute: str) -> list[Any]:
        cells = [cell for cell in self._cells if isinstance(cell, Layer)]
        return [weight for cell in cells for weight in getattr(cell, attribute)]

    @property
    def trainable_weights(self) -> list[Any]:
        return self._weights("trainable_weights") if self.trainable else []

    @property
    def non_trainable_weights(self) -> list[Any]:
        frozen = [] if self.trainable else self._weights("trainable_weights")
        return frozen + self._weights("non_trainable_weights")

    trainable_variables = trainable_weights  # type: ignore[assignment]
    non_trainable_variables = non_trainable_weights  # type: ignore[assignment]

    def call(self, inputs: Any, state: Any) -> Any:  # type: ignore[override]
        if self._state_is_tuple and not tf.nest.is_nested(state):
            raise ValueError(
                f"Expected state to be a tuple of length {len(self.state_size)}, "
                f"but received: {state}"
            )
        position = 0
        new_states = []
        for i, cell in enumerate(self._cells):
            with variable_scope(f"cell_{i}"):
                if self._state_is_tuple:
                    cell_state = state[i]
                else:
                    cell_state = tf.slice(state, [0, position], [-1, cell.state_size])
                    position += cell.state_size
                inputs, new_state = cell(inputs, cell_state)
                new_states.append(new_state)
        return inputs, tuple(new_states) if self._state_is_tuple else tf.concat(new_states, 1)
