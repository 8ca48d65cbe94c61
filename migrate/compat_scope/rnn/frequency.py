"""`TimeFreqLSTMCell`: an LSTM over windows of the input features, one after the other."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from migrate.compat_scope.rnn.cell import RNNCell
from migrate.compat_scope.rnn.sharding import concat_variable
from migrate.compat_scope.variables import get_variable

__all__ = ["TimeFreqLSTMCell"]


class TimeFreqLSTMCell(RNNCell):
    """Time-frequency LSTM; variables `W_0`, ..., `B`, with peepholes `W_F_diag`, `W_I_diag`, `W_O_diag`.

    `state_size` and `output_size` are those of one window, as in TF 1.15, although `call` takes and gives
    those of all windows side by side.
    """

    def __init__(
        self,
        num_units: int,
        use_peepholes: bool = False,
        cell_clip: float | None = None,
        initializer: Any = None,
        num_unit_shards: int = 1,
        forget_bias: float = 1.0,
        feature_size: int | None = None,
        frequency_skip: int = 1,
        reuse: bool | None = None,
    ) -> None:
        super().__init__(_reuse=reuse)
        self._num_units = num_units
        self._use_peepholes = use_peepholes
        self._cell_clip = cell_clip
        self._initializer = initializer
        self._num_unit_shards = num_unit_shards
        self._forget_bias = forget_bias
        self._feature_size = feature_size
        self._frequency_skip = frequency_skip

    @property
    def output_size(self) -> Any:
        return self._num_units

    @property
    def state_size(self) -> Any:
        return 2 * self._num_units

    def _windows(self, inputs: Any) -> list[Any]:
        size = tf.compat.dimension_value(inputs.shape.with_rank(2)[-1])
        if size is None:
            raise ValueError("Cannot infer input_size from static shape inference.")
        width = int(self._feature_size or size)
        count = int((size - width) / self._frequency_skip) + 1
        starts = [i * self._frequency_skip for i in range(count)]
        return [inputs[:, start : start + width] for start in starts]

    def call(self, inputs: Any, state: Any) -> Any:  # type: ignore[override]
        units, dtype = self._num_units, inputs.dtype
        windows = self._windows(inputs)
        width = windows[0].shape.as_list()[1]
        w = concat_variable("W", [width + 2 * units, 4 * units], dtype, self._num_unit_shards)
        b = get_variable(
            "B", shape=[4 * units], initializer=tf.compat.v1.zeros_initializer(), dtype=dtype
        )
        if self._use_peepholes:
            w_f, w_i, w_o = (
                get_variable(f"W_{gate}_diag", shape=[units], dtype=dtype) for gate in "FIO"
            )
        m_below = tf.zeros([inputs.shape.as_list()[0] or tf.shape(inputs)[0], units], dtype)
        parts = [tf.slice(state, [0, k * units], [-1, units]) for k in range(2 * len(windows))]
        states, outputs = [], []
        for k, window in enumerate(windows):
            c_prev, m_prev = parts[2 * k], parts[2 * k + 1]
            gates = tf.matmul(tf.concat([window, m_prev, m_below], 1), w)
            i, j, f, o = tf.split(tf.nn.bias_add(gates, b), 4, axis=1)
            f = f + self._forget_bias
            if self._use_peepholes:
                f, i = f + w_f * c_prev, i + w_i * c_prev
            c = tf.sigmoid(f) * c_prev + tf.sigmoid(i) * tf.tanh(j)
            if self._cell_clip is not None:
                c = tf.clip_by_value(c, -self._cell_clip, self._cell_clip)
            if self._use_peepholes:
                o = o + w_o * c
            m_below = tf.sigmoid(o) * tf.tanh(c)
            states += [c, m_below]
            outputs.append(m_below)
        return tf.concat(outputs, 1), tf.concat(states, 1)
