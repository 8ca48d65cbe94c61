"""`LSTMBlockCell`, `GRUBlockCell`, `GRUBlockCellV2`: cells that were single kernels in TF1.

Those kernels have no gradient in TF2, so the same formulas are written out; values agree to rounding. In a graph an
identity has the kernel's name and its outputs, so that ``rnn/lstm_cell/LSTMBlockCell:6`` is found as it was.
"""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from migrate.compat_scope.layers import InputSpec
from migrate.compat_scope.modes import in_graph
from migrate.compat_scope.rnn.cell import LayerRNNCell, LSTMStateTuple
from migrate.compat_scope.rnn.initializing import constant

__all__ = ["GRUBlockCell", "GRUBlockCellV2", "LSTMBlockCell"]


def _as_kernel(outputs: list[Any], name: str) -> list[Any]:
    """What a kernel gave, under its name where there are names."""
    return list(tf.raw_ops.IdentityN(input=outputs, name=name)) if in_graph() else outputs


class LSTMBlockCell(LayerRNNCell):
    """LSTM with peepholes and clipping; variables as `LSTMCell`, but peepholes in the order i, f, o."""

    def __init__(
        self,
        num_units: int,
        forget_bias: float = 1.0,
        cell_clip: float | None = None,
        use_peephole: bool = False,
        dtype: Any = None,
        reuse: bool | None = None,
        name: str | None = "lstm_cell",
    ) -> None:
        super().__init__(_reuse=reuse, dtype=dtype, name=name)
        self.input_spec = InputSpec(ndim=2)
        self._num_units = num_units
        self._forget_bias = forget_bias
        self._use_peephole = use_peephole
        self._cell_clip = cell_clip if cell_clip is not None else -1

    @property
    def state_size(self) -> Any:
        return LSTMStateTuple(self._num_units, self._num_units)

    @property
    def output_size(self) -> Any:
        return self._num_units

    def build(self, inputs_shape: Any) -> None:
        depth = tf.compat.dimension_value(tf.TensorShape(inputs_shape)[1])
        if not depth:
            raise ValueError(f"Expecting inputs_shape[1] to be set: {inputs_shape}")
        units = self._num_units
        self._kernel = self.add_variable("kernel", [depth + units, units * 4])
        self._bias = self.add_variable("bias", [units * 4], initializer=constant(0.0))
        if self._use_peephole:
            self._w_i_diag = self.add_variable("w_i_diag", [units])
            self._w_f_diag = self.add_variable("w_f_diag", [units])
            self._w_o_diag = self.add_variable("w_o_diag", [units])
        self.built = True

    def call(self, inputs: Any, state: Any) -> Any:  # type: ignore[override]
        if len(state) != 2:
            raise ValueError("Expecting state to be a tuple with length 2.")
        c_prev, h_prev = state
        joined = tf.concat([inputs, h_prev], 1)
        gates = tf.nn.bias_add(tf.matmul(joined, self._kernel), self._bias)
        i, j, f, o = tf.split(gates, 4, axis=1)
        f = f + self._forget_bias
        if self._use_peephole:
            i = i + self._w_i_diag * c_prev
            f = f + self._w_f_diag * c_prev
        i, f, j = tf.sigmoid(i), tf.sigmoid(f), tf.tanh(j)
        c = f * c_prev + i * j
        if self._cell_clip > 0:
            # The kernel's gradient took no notice of the clipping.
            clipped = tf.clip_by_value(c, -self._cell_clip, self._cell_clip)
            c = c + tf.stop_gradient(clipped - c)
        if self._use_peephole:
            o = o + self._w_o_diag * c
        o, squashed = tf.sigmoid(o), tf.tanh(c)
        kernel = [i, c, f, o, j, squashed, o * squashed]
        _, c, _, _, _, _, h = _as_kernel(kernel, "LSTMBlockCell")
        return h, LSTMStateTuple(c, h)


class GRUBlockCell(LayerRNNCell):
    """GRU; variables `w_ru`, `b_ru` (1), `w_c`, `b_c`, in the scope `gru_cell`."""

    _variable_names = ("w_ru", "b_ru", "w_c", "b_c")

    def __init__(
        self,
        num_units: int | None = None,
        cell_size: int | None = None,
        reuse: bool | None = None,
        name: str | None = "gru_cell",
    ) -> None:
        super().__init__(_reuse=reuse, name=name)
        self.input_spec = InputSpec(ndim=2)
        if (cell_size is None) == (num_units is None):
            raise ValueError("Exactly one of num_units or cell_size must be provided.")
        self._cell_size = int(num_units if num_units is not None else cell_size)  # type: ignore[arg-type]

    @property
    def state_size(self) -> Any:
        return self._cell_size

    @property
    def output_size(self) -> Any:
        return self._cell_size

    def build(self, inputs_shape: Any) -> None:
        depth = tf.compat.dimension_value(tf.TensorShape(inputs_shape)[1])
        if depth is None:
            raise ValueError("Expecting input_size to be set.")
        rows, units = depth + self._cell_size, self._cell_size
        gate_kernel, gate_bias, candidate_kernel, candidate_bias = self._variable_names
        self._gate_kernel = self.add_variable(gate_kernel, [rows, units * 2])
        self._gate_bias = self.add_variable(gate_bias, [units * 2], initializer=constant(1.0))
        self._candidate_kernel = self.add_variable(candidate_kernel, [rows, units])
        self._candidate_bias = self.add_variable(candidate_bias, [units], initializer=constant(0.0))
        self.built = True

    def call(self, inputs: Any, h_prev: Any) -> Any:  # type: ignore[override]
        size = tf.compat.dimension_value(h_prev.shape.with_rank(2)[1])
        if size != self._cell_size:
            raise ValueError(f"Shape of h_prev[1] incorrect: cell_size {self._cell_size} vs {size}")
        gates = tf.matmul(tf.concat([inputs, h_prev], 1), self._gate_kernel)
        r, u = tf.split(tf.sigmoid(tf.nn.bias_add(gates, self._gate_bias)), 2, axis=1)
        candidate = tf.matmul(tf.concat([inputs, r * h_prev], 1), self._candidate_kernel)
        candidate = tf.tanh(tf.nn.bias_add(candidate, self._candidate_bias))
        kernel = [r, u, candidate, u * h_prev + (1 - u) * candidate]
        *_, h = _as_kernel(kernel, "GRUBlockCell")
        return h, h


class GRUBlockCellV2(GRUBlockCell):
    """`GRUBlockCell` with the variable names of `GRUCell`."""

    _variable_names = ("gates/kernel", "gates/bias", "candidate/kernel", "candidate/bias")
