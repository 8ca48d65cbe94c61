"""`GLSTMCell`: an LSTM of independent groups."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from migrate.compat_scope.rnn.cell import LSTMStateTuple, RNNCell
from migrate.compat_scope.rnn.linear import Linear
from migrate.compat_scope.scope import get_variable_scope, variable_scope
from migrate.compat_scope.variables import get_variable

__all__ = ["GLSTMCell"]


class GLSTMCell(RNNCell):
    """Group LSTM (arXiv 1703.10722).

    Variables, in order: `group<i>/kernel`, `bias_i`, `bias_j`, `bias_f`, `bias_o`, `projection/kernel`.

    Raises:
      ValueError: where units, projection or inputs cannot be divided among the groups.
    """

    def __init__(
        self,
        num_units: int,
        initializer: Any = None,
        num_proj: int | None = None,
        number_of_groups: int = 1,
        forget_bias: float = 1.0,
        activation: Any = tf.tanh,
        reuse: bool | None = None,
    ) -> None:
        super().__init__(_reuse=reuse)
        if num_units % number_of_groups:
            raise ValueError("num_units must be divisible by number_of_groups")
        if num_proj and num_proj % number_of_groups:
            raise ValueError("num_proj must be divisible by number_of_groups")
        self._num_units = num_units
        self._initializer = initializer
        self._num_proj = num_proj
        self._forget_bias = forget_bias
        self._activation = activation
        self._number_of_groups = number_of_groups
        self._output_size = num_proj or num_units
        self._groups: tuple[Linear, ...] = ()
        self._projection: Linear | None = None

    @property
    def state_size(self) -> Any:
        return LSTMStateTuple(self._num_units, self._output_size)

    @property
    def output_size(self) -> Any:
        return self._output_size

    def _group_gates(self, inputs: Any, m_prev: Any) -> list[Any]:
        """The four gates, each of all groups side by side."""
        groups = self._number_of_groups
        size = tf.compat.dimension_value(inputs.shape[1])
        if size is None:
            raise ValueError("input size must be statically known")
        if size % groups:
            raise ValueError(
                f"input size ({size}) must be divisible by number_of_groups ({groups})"
            )
        parts = []
        for i, (x, m) in enumerate(
            zip(
                tf.split(inputs, groups, axis=1),
                tf.split(m_prev, groups, axis=1),
                strict=True,
            )
        ):
            with variable_scope(f"group{i}"):
                joined = tf.concat([x, m], axis=1)
                if len(self._groups) == i:
                    linear = Linear(joined, 4 * (self._num_units // groups), False)
                    self._groups = (*self._groups, linear)
                parts.append(tf.split(self._groups[i](joined), 4, axis=1))
        return [tf.concat(list(gate), axis=1) for gate in zip(*parts, strict=True)]

    def _bias(self, name: str, dtype: Any) -> Any:
        return get_variable(
            name,
            shape=[self._num_units],
            dtype=dtype,
            initializer=tf.compat.v1.constant_initializer(0.0),
        )

    def call(self, inputs: Any, state: Any) -> Any:  # type: ignore[override]
        c_prev, m_prev = state
        with variable_scope(get_variable_scope(), initializer=self._initializer):
            gates = self._group_gates(inputs, m_prev)
            biases = [self._bias(f"bias_{gate}", inputs.dtype) for gate in "ijfo"]
            i, j, f, o = (tf.nn.bias_add(g, b) for g, b in zip(gates, biases, strict=True))
        c = tf.sigmoid(f + self._forget_bias) * c_prev + tf.sigmoid(i) * tf.tanh(j)
        m = tf.sigmoid(o) * self._activation(c)
        if self._num_proj is not None:
            with variable_scope("projection"):
                if self._projection is None:
                    self._projection = Linear(m, self._num_proj, False)
                m = self._projection(m)
        return m, LSTMStateTuple(c, m)
