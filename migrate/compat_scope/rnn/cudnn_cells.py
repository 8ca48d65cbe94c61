"""`CudnnCompatibleLSTMCell` and `CudnnCompatibleGRUCell`: cells with the weights of cuDNN's networks."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from migrate.compat_scope.rnn.basic_cells import GRUCell
from migrate.compat_scope.rnn.block_cells import LSTMBlockCell
from migrate.compat_scope.rnn.cell import known_input_size
from migrate.compat_scope.rnn.initializing import constant, zeros

__all__ = ["CudnnCompatibleGRUCell", "CudnnCompatibleLSTMCell"]


class CudnnCompatibleLSTMCell(LSTMBlockCell):
    """`LSTMBlockCell` without forget bias, in the scope `cudnn_compatible_lstm_cell`."""

    def __init__(self, num_units: int, reuse: bool | None = None) -> None:
        super().__init__(num_units, forget_bias=0, reuse=reuse, name="cudnn_compatible_lstm_cell")


class CudnnCompatibleGRUCell(GRUCell):
    """GRU that applies the reset gate after the product with the state.

    Variables, in order: `gates/kernel`, `gates/bias` (1), `candidate/input_projection/kernel`,
    `candidate/hidden_projection/kernel`, `candidate/input_projection/bias`,
    `candidate/hidden_projection/bias`.
    """

    def __init__(
        self, num_units: int, reuse: bool | None = None, kernel_initializer: Any = None
    ) -> None:
        super().__init__(num_units, reuse=reuse, kernel_initializer=kernel_initializer)

    def build(self, inputs_shape: Any) -> None:
        depth, units = known_input_size(inputs_shape), self._num_units
        kernel = self._kernel_initializer
        self._gate_kernel = self.add_variable(
            "gates/kernel", shape=[depth + units, 2 * units], initializer=kernel
        )
        self._gate_bias = self.add_variable(
            "gates/bias", shape=[2 * units], initializer=constant(1.0)
        )
        self._input_kernel = self.add_variable(
            "candidate/input_projection/kernel", shape=[depth, units], initializer=kernel
        )
        self._hidden_kernel = self.add_variable(
            "candidate/hidden_projection/kernel", shape=[units, units], initializer=kernel
        )
        self._input_bias = self.add_variable(
            "candidate/input_projection/bias", shape=[units], initializer=zeros()
        )
        self._hidden_bias = self.add_variable(
            "candidate/hidden_projection/bias", shape=[units], initializer=zeros()
        )
        self.built = True

    def call(self, inputs: Any, state: Any) -> Any:
        gates = tf.matmul(tf.concat([inputs, state], 1), self._gate_kernel)
        r, u = tf.split(tf.sigmoid(tf.nn.bias_add(gates, self._gate_bias)), 2, axis=1)
        candidate = tf.nn.bias_add(tf.matmul(inputs, self._input_kernel), self._input_bias)
        hidden = tf.nn.bias_add(tf.matmul(state, self._hidden_kernel), self._hidden_bias)
        new_state = (1 - u) * self._activation(candidate + r * hidden) + u * state
        return new_state, new_state
