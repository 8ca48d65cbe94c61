"""`LSTMCell`: peepholes, cell clipping, projection, sharded kernels."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from migrate.compat_scope.layers import InputSpec
from migrate.compat_scope.partitioned import fixed_size_partitioner
from migrate.compat_scope.rnn.activations import get_activation
from migrate.compat_scope.rnn.cell import (
    LayerRNNCell,
    LSTMStateTuple,
    check_dtypes,
    known_input_size,
)
from migrate.compat_scope.rnn.initializing import get_initializer, zeros

__all__ = ["LSTMCell"]


def _partitioner(shards: int | None) -> Any:
    return None if shards is None else fixed_size_partitioner(shards)


class LSTMCell(LayerRNNCell):
    """The full LSTM of TF1.

    Variables, in order: `kernel`, `bias`, with peepholes `w_f_diag`, `w_i_diag`, `w_o_diag`, with a
    projection `projection/kernel`. Gate order as in `BasicLSTMCell`. TF 1.15 rnn_cell_impl.py, `LSTMCell`.
    """

    def __init__(
        self,
        num_units: int,
        use_peepholes: bool = False,
        cell_clip: float | None = None,
        initializer: Any = None,
        num_proj: int | None = None,
        proj_clip: float | None = None,
        num_unit_shards: int | None = None,
        num_proj_shards: int | None = None,
        forget_bias: float = 1.0,
        state_is_tuple: bool = True,
        activation: Any = None,
        reuse: bool | None = None,
        name: str | None = None,
        dtype: Any = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(_reuse=reuse, name=name, dtype=dtype, **kwargs)
        check_dtypes(self.dtype)
        self.input_spec = InputSpec(ndim=2)
        self._num_units = num_units
        self._use_peepholes = use_peepholes
        self._cell_clip = cell_clip
        self._initializer = get_initializer(initializer)
        self._num_proj = num_proj
        self._proj_clip = proj_clip
        self._num_unit_shards = num_unit_shards
        self._num_proj_shards = num_proj_shards
        self._forget_bias = forget_bias
        self._state_is_tuple = state_is_tuple
        self._activation = get_activation(activation)
        self._output_size = num_proj or num_units
        self._state_size = (
            LSTMStateTuple(num_units, self._output_size)
            if state_is_tuple
            else num_units + self._output_size
        )

    @property
    def state_size(self) -> Any:
        return self._state_size

    @property
    def output_size(self) -> Any:
        return self._output_size

    def build(self, inputs_shape: Any) -> None:
        depth = known_input_size(inputs_shape)
        check_dtypes(self.dtype)
        units = self._num_units
        h_depth = units if self._num_proj is None else self._num_proj
        self._kernel = self.add_variable(
            "kernel",
            shape=[depth + h_depth, 4 * units],
            initializer=self._initializer,
            partitioner=_partitioner(self._num_unit_shards),
        )
        self._bias = self.add_variable("bias", shape=[4 * units], initializer=zeros())
        if self._use_peepholes:
            self._w_f_diag = self._peephole("w_f_diag")
            self._w_i_diag = self._peephole("w_i_diag")
            self._w_o_diag = self._peephole("w_o_diag")
        if self._num_proj is not None:
            self._proj_kernel = self.add_variable(
                "projection/kernel",
                shape=[units, self._num_proj],
                initializer=self._initializer,
                partitioner=_partitioner(self._num_proj_shards),
            )
        self.built = True

    def _peephole(self, name: str) -> Any:
        return self.add_variable(name, shape=[self._num_units], initializer=self._initializer)

    def call(self, inputs: Any, state: Any) -> Any:  # type: ignore[override]
        check_dtypes(inputs, state)
        known_input_size(inputs.shape)
        if self._state_is_tuple:
            c_prev, m_prev = state
        else:
            c_prev, m_prev = tf.split(state, [self._num_units, self._output_size], axis=1)
        gates = tf.nn.bias_add(tf.matmul(tf.concat([inputs, m_prev], 1), self._kernel), self._bias)
        i, j, f, o = tf.split(gates, 4, axis=1)
        f = f + self._forget_bias
        if self._use_peepholes:
            f = f + self._w_f_diag * c_prev
            i = i + self._w_i_diag * c_prev
        c = tf.sigmoid(f) * c_prev + tf.sigmoid(i) * self._activation(j)
        if self._cell_clip is not None:
            c = tf.clip_by_value(c, -self._cell_clip, self._cell_clip)
        if self._use_peepholes:
            o = o + self._w_o_diag * c
        m = tf.sigmoid(o) * self._activation(c)
        if self._num_proj is not None:
            m = tf.matmul(m, self._proj_kernel)
            if self._proj_clip is not None:
                m = tf.clip_by_value(m, -self._proj_clip, self._proj_clip)
        return m, (LSTMStateTuple(c, m) if self._state_is_tuple else tf.concat([c, m], 1))
