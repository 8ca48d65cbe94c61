"""`LayerNormBasicLSTMCell` and `CoupledInputForgetGateLSTMCell`."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from migrate.compat_scope.dropout import dropout
from migrate.compat_scope.rnn.cell import LSTMStateTuple, RNNCell
from migrate.compat_scope.rnn.normalizing import normalize
from migrate.compat_scope.rnn.sharding import concat_variable
from migrate.compat_scope.variables import get_variable

__all__ = ["CoupledInputForgetGateLSTMCell", "LayerNormBasicLSTMCell"]


class LayerNormBasicLSTMCell(RNNCell):
    """LSTM with layer normalization (arXiv 1607.06450) and recurrent dropout (arXiv 1603.05118).

    Variables, in order: `kernel`, without normalization `bias`, with it `{input,transform,forget,output,
    state}/{gamma,beta}`. TF 1.15 contrib rnn_cell.py.
    """

    def __init__(
        self,
        num_units: int,
        forget_bias: float = 1.0,
        input_size: Any = None,
        activation: Any = tf.tanh,
        layer_norm: bool = True,
        norm_gain: float = 1.0,
        norm_shift: float = 0.0,
        dropout_keep_prob: Any = 1.0,
        dropout_prob_seed: int | None = None,
        reuse: bool | None = None,
    ) -> None:
        del input_size  # ignored since TF 1.0
        super().__init__(_reuse=reuse)
        self._num_units = num_units
        self._activation = activation
        self._forget_bias = forget_bias
        self._keep_prob = dropout_keep_prob
        self._seed = dropout_prob_seed
        self._layer_norm = layer_norm
        self._norm_gain = norm_gain
        self._norm_shift = norm_shift

    @property
    def state_size(self) -> Any:
        return LSTMStateTuple(self._num_units, self._num_units)

    @property
    def output_size(self) -> Any:
        return self._num_units

    def _norm(self, x: Any, scope: str) -> Any:
        if not self._layer_norm:
            return x
        return normalize(x, scope, self._norm_gain, self._norm_shift, x.dtype)

    def call(self, inputs: Any, state: Any) -> Any:  # type: ignore[override]
        c, h = state
        joined = tf.concat([inputs, h], 1)
        columns = 4 * self._num_units
        rows = tf.compat.dimension_value(joined.shape[-1])
        gates = tf.matmul(joined, get_variable("kernel", [rows, columns], dtype=joined.dtype))
        if not self._layer_norm:
            bias = get_variable("bias", [columns], dtype=joined.dtype)
            gates = tf.nn.bias_add(gates, bias)
        i, j, f, o = tf.split(gates, 4, axis=1)
        i, j = self._norm(i, "input"), self._norm(j, "transform")
        f, o = self._norm(f, "forget"), self._norm(o, "output")
        g = self._activation(j)
        if not isinstance(self._keep_prob, float) or self._keep_prob < 1:
            g = dropout(g, self._keep_prob, seed=self._seed)
        new_c = c * tf.sigmoid(f + self._forget_bias) + tf.sigmoid(i) * g
        new_c = self._norm(new_c, "state")
        new_h = self._activation(new_c) * tf.sigmoid(o)
        return new_h, LSTMStateTuple(new_c, new_h)


class CoupledInputForgetGateLSTMCell(RNNCell):
    """LSTM whose input gate is one minus its forget gate (arXiv 1503.04069).

    Variables, in order: `W` (or its shards `W_0`, ...), `B`, with normalization `{transform,forget,output}/
    {gamma,beta}`, with peepholes `W_F_diag`, `W_O_diag`, then `state/{gamma,beta}`, `W_P_0`, ...
    With layer normalization the bias is made but not added. TF 1.15 contrib rnn_cell.py.
    """

    def __init__(
        self,
        num_units: int,
        use_peepholes: bool = False,
        initializer: Any = None,
        num_proj: int | None = None,
        proj_clip: float | None = None,
        num_unit_shards: int = 1,
        num_proj_shards: int = 1,
        forget_bias: float = 1.0,
        state_is_tuple: bool = True,
        activation: Any = tf.tanh,
        reuse: bool | None = None,
        layer_norm: bool = False,
        norm_gain: float = 1.0,
        norm_shift: float = 0.0,
    ) -> None:
        super().__init__(_reuse=reuse)
        self._num_units = num_units
        self._use_peepholes = use_peepholes
        self._initializer = initializer
        self._num_proj = num_proj
        self._proj_clip = proj_clip
        self._num_unit_shards = num_unit_shards
        self._num_proj_shards = num_proj_shards
        self._forget_bias = forget_bias
        self._state_is_tuple = state_is_tuple
        self._activation = activation
        self._layer_norm = layer_norm
        self._norm_gain = norm_gain
        self._norm_shift = norm_shift
        self._output_size = num_proj or num_units

    @property
    def state_size(self) -> Any:
        if self._state_is_tuple:
            return LSTMStateTuple(self._num_units, self._output_size)
        return self._num_units + self._output_size

    @property
    def output_size(self) -> Any:
        return self._output_size

    def _norm(self, x: Any, scope: str) -> Any:
        if not self._layer_norm:
            return x
        return normalize(x, scope, self._norm_gain, self._norm_shift)

    def call(self, inputs: Any, state: Any) -> Any:  # type: ignore[override]
        units = self._num_units
        if self._state_is_tuple:
            c_prev, m_prev = state
        else:
            c_prev, m_prev = tf.split(state, [units, self._output_size], axis=1)
        dtype = inputs.dtype
        depth = tf.compat.dimension_value(inputs.shape.with_rank(2)[1])
        if depth is None:
            raise ValueError("Could not infer input size from inputs.get_shape()[-1]")
        w = concat_variable(
            "W", [depth + self._output_size, 3 * units], dtype, self._num_unit_shards
        )
        b = get_variable(
            "B", shape=[3 * units], initializer=tf.compat.v1.zeros_initializer(), dtype=dtype
        )
        gates = tf.matmul(tf.concat([inputs, m_prev], 1), w)
        if not self._layer_norm:
            gates = tf.nn.bias_add(gates, b)
        j, f, o = tf.split(gates, 3, axis=1)
        j, f, o = self._norm(j, "transform"), self._norm(f, "forget"), self._norm(o, "output")
        f = f + self._forget_bias
        if self._use_peepholes:
            w_f_diag = get_variable("W_F_diag", shape=[units], dtype=dtype)
            w_o_diag = get_variable("W_O_diag", shape=[units], dtype=dtype)
            f = f + w_f_diag * c_prev
        f = tf.sigmoid(f)
        c = self._norm(f * c_prev + (1 - f) * self._activation(j), "state")
        if self._use_peepholes:
            o = o + w_o_diag * c
        m = tf.sigmoid(o) * self._activation(c)
        if self._num_proj is not None:
            w_proj = concat_variable("W_P", [units, self._num_proj], dtype, self._num_proj_shards)
            m = tf.matmul(m, w_proj)
            if self._proj_clip is not None:
                m = tf.clip_by_value(m, -self._proj_clip, self._proj_clip)
        return m, (LSTMStateTuple(c, m) if self._state_is_tuple else tf.concat([c, m], 1))
