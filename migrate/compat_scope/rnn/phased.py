"""`PhasedLSTMCell`: an LSTM whose units open in a rhythm of their own."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import tensorflow as tf

from migrate.compat_scope.modes import in_graph
from migrate.compat_scope.rnn.cell import LSTMStateTuple, RNNCell
from migrate.compat_scope.rnn.linear import Linear
from migrate.compat_scope.scope import variable_scope
from migrate.compat_scope.variables import get_variable

__all__ = ["PhasedLSTMCell"]


def _log_uniform(low: float, high: float) -> Callable[..., Any]:
    def initializer(shape: Any, dtype: Any = tf.float32, partition_info: Any = None) -> Any:
        return tf.exp(
            tf.compat.v1.random_uniform(shape, math.log(low), math.log(high), dtype=dtype)
        )

    return initializer


class PhasedLSTMCell(RNNCell):
    """Phased LSTM (arXiv 1610.09513) on inputs `(time, x)`; time is `[batch, 1]`.

    Variables, in order: `mask_gates/{kernel,bias}`, `new_input/...`, `output_gate/...`, `period`, `phase`,
    `ratio_on`.
    """

    def __init__(
        self,
        num_units: int,
        use_peepholes: bool = False,
        leak: float = 0.001,
        ratio_on: float = 0.1,
        trainable_ratio_on: bool = True,
        period_init_min: float = 1.0,
        period_init_max: float = 1000.0,
        reuse: bool | None = None,
    ) -> None:
        super().__init__(_reuse=reuse)
        self._num_units = num_units
        self._use_peepholes = use_peepholes
        self._leak = leak
        self._ratio_on = ratio_on
        self._trainable_ratio_on = trainable_ratio_on
        self._period_init_min = period_init_min
        self._period_init_max = period_init_max
        self._linears: tuple[Linear, ...] = ()

    @property
    def state_size(self) -> Any:
        return LSTMStateTuple(self._num_units, self._num_units)

    @property
    def output_size(self) -> Any:
        return self._num_units

    def _linear(self, index: int, scope: str, args: list[Any], size: int) -> Any:
        with variable_scope(scope):
            if len(self._linears) == index:
                self._linears = (*self._linears, Linear(args, size, True))
            return self._linears[index](args)

    def _openness(self, time: Any) -> Any:
        units = [self._num_units]
        period = get_variable(
            "period",
            units,
            initializer=_log_uniform(self._period_init_min, self._period_init_max),
        )
        # TF1 draws a phase within the unit's own period.
        phase = get_variable(
            "phase",
            units,
            initializer=lambda shape, dtype=tf.float32, partition_info=None: (
                tf.compat.v1.random_uniform(shape, dtype=dtype) * _initial_value(period)
            ),
        )
        ratio_on = get_variable(
            "ratio_on",
            units,
            initializer=tf.compat.v1.constant_initializer(self._ratio_on),
            trainable=self._trainable_ratio_on,
        )
        shifted = time - tf.cast(phase, time.dtype)
        long_period = tf.cast(period, time.dtype)
        wrapped = tf.stop_gradient(tf.math.floormod(shifted, long_period) - shifted) + shifted
        cycle = tf.cast(wrapped / long_period, tf.float32)
        up = 2 * cycle / ratio_on
        k = tf.where(cycle < ratio_on, 2 - up, self._leak * cycle)
        return tf.where(cycle < 0.5 * ratio_on, up, k)

    def call(self, inputs: Any, state: Any) -> Any:  # type: ignore[override]
        c_prev, h_prev = state
        time, x = inputs
        seen = [x, h_prev]
        peeped = [c_prev] if self._use_peepholes else []
        mask = self._linear(0, "mask_gates", seen + peeped, 2 * self._num_units)
        input_gate, forget_gate = tf.split(tf.sigmoid(mask), 2, axis=1)
        new_input = tf.tanh(self._linear(1, "new_input", seen, self._num_units))
        new_c = c_prev * forget_gate + input_gate * new_input
        peeped = [new_c] if self._use_peepholes else []
        output_gate = tf.sigmoid(self._linear(2, "output_gate", seen + peeped, self._num_units))
        new_h = tf.tanh(new_c) * output_gate
        k = self._openness(time)
        new_c = k * new_c + (1 - k) * c_prev
        new_h = k * new_h + (1 - k) * h_prev
        return new_h, LSTMStateTuple(new_c, new_h)


def _initial_value(variable: Any) -> Any:
    # A graph variable may not have its value yet when another one starts from it.
    return variable.initial_value if in_graph() else variable
