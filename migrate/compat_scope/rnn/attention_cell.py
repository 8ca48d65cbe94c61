"""`AttentionCellWrapper`: attention over the last outputs of a cell."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from migrate.compat_scope.rnn.cell import RNNCell, assert_like_rnncell
from migrate.compat_scope.rnn.linear import Linear
from migrate.compat_scope.scope import variable_scope
from migrate.compat_scope.variables import get_variable

__all__ = ["AttentionCellWrapper"]


class AttentionCellWrapper(RNNCell):
    """Attends over the last `attn_length` outputs (arXiv 1409.0473).

    The state is `(cell state, attention, attention states)`. Variables, in order: `kernel`, `bias`, those of
    the cell, `attention/attn_w`, `attention/attn_v`, `attention/kernel`, `attention/bias`,
    `attn_output_projection/kernel`, `attn_output_projection/bias`. TF 1.15 contrib rnn_cell.py.
    """

    def __init__(
        self,
        cell: Any,
        attn_length: int,
        attn_size: int | None = None,
        attn_vec_size: int | None = None,
        input_size: int | None = None,
        state_is_tuple: bool = True,
        reuse: bool | None = None,
    ) -> None:
        super().__init__(_reuse=reuse)
        assert_like_rnncell("cell", cell)
        if tf.nest.is_nested(cell.state_size) and not state_is_tuple:
            raise ValueError(
                "Cell returns tuple of states, but the flag state_is_tuple is not set. "
                f"State size is: {cell.state_size}"
            )
        if attn_length <= 0:
            raise ValueError(f"attn_length should be greater than zero, got {attn_length}")
        self._state_is_tuple = state_is_tuple
        self._cell = cell
        self._attn_size = cell.output_size if attn_size is None else attn_size
        self._attn_vec_size = self._attn_size if attn_vec_size is None else attn_vec_size
        self._input_size = input_size
        self._attn_length = attn_length
        self._linear1: Linear | None = None
        self._linear2: Linear | None = None
        self._linear3: Linear | None = None

    @property
    def state_size(self) -> Any:
        size = (self._cell.state_size, self._attn_size, self._attn_size * self._attn_length)
        return size if self._state_is_tuple else sum(size)

    @property
    def output_size(self) -> Any:
        return self._attn_size

    def call(self, inputs: Any, state: Any) -> Any:  # type: ignore[override]
        if self._state_is_tuple:
            state, attns, attn_states = state
        else:
            sizes = [
                self._cell.state_size,
                self._attn_size,
                self._attn_size * self._attn_length,
            ]
            state, attns, attn_states = tf.split(state, sizes, axis=1)
        attn_states = tf.reshape(attn_states, [-1, self._attn_length, self._attn_size])
        input_size = self._input_size
        if input_size is None:
            input_size = inputs.shape.as_list()[1]
        if self._linear1 is None:
            self._linear1 = Linear([inputs, attns], input_size, True)
        inputs = self._linear1([inputs, attns])
        cell_output, new_state = self._cell(inputs, state)
        query = tf.concat(tf.nest.flatten(new_state), 1) if self._state_is_tuple else new_state
        new_attns, kept_states = self._attention(query, attn_states)
        with variable_scope("attn_output_projection"):
            if self._linear2 is None:
                self._linear2 = Linear([cell_output, new_attns], self._attn_size, True)
            output = self._linear2([cell_output, new_attns])
        new_attn_states = tf.reshape(
            tf.concat([kept_states, tf.expand_dims(output, 1)], 1),
            [-1, self._attn_length * self._attn_size],
        )
        parts = (new_state, new_attns, new_attn_states)
        return output, (parts if self._state_is_tuple else tf.concat(parts, 1))

    def _attention(self, query: Any, attn_states: Any) -> tuple[Any, Any]:
        with variable_scope("attention"):
            k = get_variable("attn_w", [1, 1, self._attn_size, self._attn_vec_size])
            v = get_variable("attn_v", [self._attn_vec_size])
            hidden = tf.reshape(attn_states, [-1, self._attn_length, 1, self._attn_size])
            features = tf.nn.conv2d(hidden, k, strides=[1, 1, 1, 1], padding="SAME")
            if self._linear3 is None:
                self._linear3 = Linear(query, self._attn_vec_size, True)
            y = tf.reshape(self._linear3(query), [-1, 1, 1, self._attn_vec_size])
            scores = tf.reduce_sum(v * tf.tanh(features + y), [2, 3])
            weights = tf.reshape(tf.nn.softmax(scores), [-1, self._attn_length, 1, 1])
            context = tf.reduce_sum(weights * hidden, [1, 2])
            return tf.reshape(context, [-1, self._attn_size]), attn_states[:, 1:, :]
