"""Cells whose units see only their own state: `IndRNNCell`, `IndyGRUCell`, `IndyLSTMCell`; and `SRUCell`."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from migrate.compat_scope.layers import InputSpec
from migrate.compat_scope.rnn.cell import LayerRNNCell, LSTMStateTuple, known_input_size
from migrate.compat_scope.rnn.initializing import constant, zeros

__all__ = ["IndRNNCell", "IndyGRUCell", "IndyLSTMCell", "SRUCell"]


def _own_weight_initializer() -> Any:
    return tf.compat.v1.random_uniform_initializer(minval=-1, maxval=1)


class _UnitsCell(LayerRNNCell):
    """A cell whose state and output are `num_units` wide."""

    def __init__(self, num_units: int, activation: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.input_spec = InputSpec(ndim=2)
        self._num_units = num_units
        self._activation = activation or tf.tanh

    @property
    def state_size(self) -> Any:
        return self._num_units

    @property
    def output_size(self) -> Any:
        return self._num_units


class IndRNNCell(_UnitsCell):
    """Independently recurrent network (arXiv 1803.04831); variables `kernel_w`, `kernel_u`, `bias`."""

    def __init__(
        self,
        num_units: int,
        activation: Any = None,
        reuse: bool | None = None,
        name: str | None = None,
        dtype: Any = None,
    ) -> None:
        super().__init__(num_units, activation, _reuse=reuse, name=name, dtype=dtype)

    def build(self, inputs_shape: Any) -> None:
        depth, units = known_input_size(inputs_shape), self._num_units
        self._kernel_w = self.add_variable("kernel_w", shape=[depth, units])
        self._kernel_u = self.add_variable(
            "kernel_u", shape=[1, units], initializer=_own_weight_initializer()
        )
        self._bias = self.add_variable("bias", shape=[units], initializer=zeros())
        self.built = True

    def call(self, inputs: Any, state: Any) -> Any:  # type: ignore[override]
        gates = tf.matmul(inputs, self._kernel_w) + state * self._kernel_u
        output = self._activation(tf.nn.bias_add(gates, self._bias))
        return output, output


class IndyGRUCell(_UnitsCell):
    """Independently gated recurrent unit.

    Variables, in order: `gates/kernel_w`, `gates/kernel_u`, `gates/bias` (1), `candidate/kernel`,
    `candidate/kernel_u`, `candidate/bias`. (TF 1.15 gives the first candidate kernel no `_w`.)
    """

    def __init__(
        self,
        num_units: int,
        activation: Any = None,
        reuse: bool | None = None,
        kernel_initializer: Any = None,
        bias_initializer: Any = None,
        name: str | None = None,
        dtype: Any = None,
    ) -> None:
        super().__init__(num_units, activation, _reuse=reuse, name=name, dtype=dtype)
        self._kernel_initializer = kernel_initializer
        self._bias_initializer = bias_initializer

    def build(self, inputs_shape: Any) -> None:
        depth, units = known_input_size(inputs_shape), self._num_units
        kernel, bias = self._kernel_initializer, self._bias_initializer
        own = _own_weight_initializer()
        self._gate_kernel_w = self.add_variable(
            "gates/kernel_w", shape=[depth, 2 * units], initializer=kernel
        )
        self._gate_kernel_u = self.add_variable(
            "gates/kernel_u", shape=[1, 2 * units], initializer=own
        )
        self._gate_bias = self.add_variable(
            "gates/bias",
            shape=[2 * units],
            initializer=constant(1.0) if bias is None else bias,
        )
        self._candidate_kernel_w = self.add_variable(
            "candidate/kernel", shape=[depth, units], initializer=kernel
        )
        self._candidate_kernel_u = self.add_variable(
            "candidate/kernel_u", shape=[1, units], initializer=own
        )
        self._candidate_bias = self.add_variable(
            "candidate/bias", shape=[units], initializer=zeros() if bias is None else bias
        )
        self.built = True

    def call(self, inputs: Any, state: Any) -> Any:  # type: ignore[override]
        gates = tf.matmul(inputs, self._gate_kernel_w)
        gates += tf.tile(state, [1, 2]) * self._gate_kernel_u
        r, u = tf.split(tf.sigmoid(tf.nn.bias_add(gates, self._gate_bias)), 2, axis=1)
        candidate = tf.matmul(inputs, self._candidate_kernel_w)
        candidate += r * state * self._candidate_kernel_u
        c = self._activation(tf.nn.bias_add(candidate, self._candidate_bias))
        new_state = u * state + (1 - u) * c
        return new_state, new_state


class IndyLSTMCell(_UnitsCell):
    """Independently recurrent LSTM (arXiv 1903.08023); variables `kernel_w`, `kernel_u`, `bias`."""

    def __init__(
        self,
        num_units: int,
        forget_bias: float = 1.0,
        activation: Any = None,
        reuse: bool | None = None,
        kernel_initializer: Any = None,
        bias_initializer: Any = None,
        name: str | None = None,
        dtype: Any = None,
    ) -> None:
        super().__init__(num_units, activation, _reuse=reuse, name=name, dtype=dtype)
        self._forget_bias = forget_bias
        self._kernel_initializer = kernel_initializer
        self._bias_initializer = bias_initializer

    @property
    def state_size(self) -> Any:
        return LSTMStateTuple(self._num_units, self._num_units)

    def build(self, inputs_shape: Any) -> None:
        depth, columns = known_input_size(inputs_shape), 4 * self._num_units
        self._kernel_w = self.add_variable(
            "kernel_w", shape=[depth, columns], initializer=self._kernel_initializer
        )
        self._kernel_u = self.add_variable(
            "kernel_u", shape=[1, columns], initializer=_own_weight_initializer()
        )
        bias = self._bias_initializer
        self._bias = self.add_variable(
            "bias", shape=[columns], initializer=zeros() if bias is None else bias
        )
        self.built = True

    def call(self, inputs: Any, state: Any) -> Any:  # type: ignore[override]
        c, h = state
        gates = tf.matmul(inputs, self._kernel_w) + tf.tile(h, [1, 4]) * self._kernel_u
        i, j, f, o = tf.split(tf.nn.bias_add(gates, self._bias), 4, axis=1)
        new_c = c * tf.sigmoid(f + self._forget_bias) + tf.sigmoid(i) * self._activation(j)
        new_h = self._activation(new_c) * tf.sigmoid(o)
        return new_h, LSTMStateTuple(new_c, new_h)


class SRUCell(_UnitsCell):
    """Simple recurrent unit (arXiv 1709.02755); variables `kernel`, `bias`."""

    def __init__(
        self,
        num_units: int,
        activation: Any = None,
        reuse: bool | None = None,
        name: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(num_units, activation, _reuse=reuse, name=name, **kwargs)

    def build(self, inputs_shape: Any) -> None:
        depth, units = known_input_size(inputs_shape), self._num_units
        self._kernel = self.add_variable("kernel", shape=[depth, 4 * units])
        self._bias = self.add_variable("bias", shape=[2 * units], initializer=zeros())
        self.built = True

    def call(self, inputs: Any, state: Any) -> Any:  # type: ignore[override]
        x_bar, f, r, x = tf.split(tf.matmul(inputs, self._kernel), 4, axis=1)
        gates = tf.sigmoid(tf.nn.bias_add(tf.concat([f, r], 1), self._bias))
        f, r = tf.split(gates, 2, axis=1)
        c = f * state + (1.0 - f) * x_bar
        return r * self._activation(c) + (1.0 - r) * x, c
