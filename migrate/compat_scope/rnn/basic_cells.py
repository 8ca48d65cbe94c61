"""`BasicRNNCell`, `GRUCell` and `BasicLSTMCell`."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from migrate.compat_scope.layers import InputSpec
from migrate.compat_scope.rnn.activations import get_activation
from migrate.compat_scope.rnn.cell import (
    LayerRNNCell,
    LSTMStateTuple,
    check_dtypes,
    known_input_size,
)
from migrate.compat_scope.rnn.initializing import constant, get_initializer, zeros

__all__ = ["BasicLSTMCell", "BasicRNNCell", "GRUCell"]


class BasicRNNCell(LayerRNNCell):
    """`output = state = activation(W [inputs, state] + b)`; variables `kernel`, `bias`."""

    def __init__(
        self,
        num_units: int,
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
        self._activation = get_activation(activation)

    @property
    def state_size(self) -> Any:
        return self._num_units

    @property
    def output_size(self) -> Any:
        return self._num_units

    def build(self, inputs_shape: Any) -> None:
        depth = known_input_size(inputs_shape)
        check_dtypes(self.dtype)
        self._kernel = self.add_variable("kernel", shape=[depth + self._num_units, self._num_units])
        self._bias = self.add_variable("bias", shape=[self._num_units], initializer=zeros())
        self.built = True

    def call(self, inputs: Any, state: Any) -> Any:  # type: ignore[override]
        check_dtypes(inputs, state)
        gates = tf.matmul(tf.concat([inputs, state], 1), self._kernel)
        output = self._activation(tf.nn.bias_add(gates, self._bias))
        return output, output


class GRUCell(LayerRNNCell):
    """Gated recurrent unit; variables `gates/kernel`, `gates/bias` (1), `candidate/kernel`, `candidate/bias`."""

    def __init__(
        self,
        num_units: int,
        activation: Any = None,
        reuse: bool | None = None,
        kernel_initializer: Any = None,
        bias_initializer: Any = None,
        name: str | None = None,
        dtype: Any = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(_reuse=reuse, name=name, dtype=dtype, **kwargs)
        check_dtypes(self.dtype)
        self.input_spec = InputSpec(ndim=2)
        self._num_units = num_units
        self._activation = get_activation(activation)
        self._kernel_initializer = get_initializer(kernel_initializer)
        self._bias_initializer = get_initializer(bias_initializer)

    @property
    def state_size(self) -> Any:
        return self._num_units

    @property
    def output_size(self) -> Any:
        return self._num_units

    def build(self, inputs_shape: Any) -> None:
        rows = known_input_size(inputs_shape) + self._num_units
        check_dtypes(self.dtype)
        self._gate_kernel = self.add_variable(
            "gates/kernel", shape=[rows, 2 * self._num_units], initializer=self._kernel_initializer
        )
        self._gate_bias = self.add_variable(
            "gates/bias",
            shape=[2 * self._num_units],
            initializer=(
                self._bias_initializer if self._bias_initializer is not None else constant(1.0)
            ),
        )
        self._candidate_kernel = self.add_variable(
            "candidate/kernel", shape=[rows, self._num_units], initializer=self._kernel_initializer
        )
        self._candidate_bias = self.add_variable(
            "candidate/bias",
            shape=[self._num_units],
            initializer=(self._bias_initializer if self._bias_initializer is not None else zeros()),
        )
        self.built = True

    def call(self, inputs: Any, state: Any) -> Any:  # type: ignore[override]
        check_dtypes(inputs, state)
        gates = tf.matmul(tf.concat([inputs, state], 1), self._gate_kernel)
        gates = tf.sigmoid(tf.nn.bias_add(gates, self._gate_bias))
        reset, update = tf.split(gates, 2, axis=1)
        candidate = tf.matmul(tf.concat([inputs, reset * state], 1), self._candidate_kernel)
        candidate = self._activation(tf.nn.bias_add(candidate, self._candidate_bias))
        new_state = update * state + (1 - update) * candidate
        return new_state, new_state


class BasicLSTMCell(LayerRNNCell):
    """LSTM without peepholes, clipping or projection; variables `kernel`, `bias`.

    The four gates lie side by side in `kernel` in the order input, new input, forget, output;
    `forget_bias` is added at run time and is not part of `bias`.
    """

    def __init__(
        self,
        num_units: int,
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
        self._forget_bias = forget_bias
        self._state_is_tuple = state_is_tuple
        self._activation = get_activation(activation)

    @property
    def state_size(self) -> Any:
        if self._state_is_tuple:
            return LSTMStateTuple(self._num_units, self._num_units)
        return 2 * self._num_units

    @property
    def output_size(self) -> Any:
        return self._num_units

    def build(self, inputs_shape: Any) -> None:
        depth = known_input_size(inputs_shape)
        check_dtypes(self.dtype)
        self._kernel = self.add_variable(
            "kernel", shape=[depth + self._num_units, 4 * self._num_units]
        )
        self._bias = self.add_variable("bias", shape=[4 * self._num_units], initializer=zeros())
        self.built = True

    def call(self, inputs: Any, state: Any) -> Any:  # type: ignore[override]
        check_dtypes(inputs, state)
        c, h = state if self._state_is_tuple else tf.split(state, 2, axis=1)
        gates = tf.nn.bias_add(tf.matmul(tf.concat([inputs, h], 1), self._kernel), self._bias)
        i, j, f, o = tf.split(gates, 4, axis=1)
        # Functions, not operators: they give the ops the names they have in TF1 (`Mul_2`, not `mul_2`).
        forget = tf.sigmoid(tf.add(f, tf.constant(self._forget_bias, dtype=f.dtype)))
        new_c = tf.add(tf.multiply(c, forget), tf.multiply(tf.sigmoid(i), self._activation(j)))
        new_h = tf.multiply(self._activation(new_c), tf.sigmoid(o))
        if self._state_is_tuple:
            return new_h, LSTMStateTuple(new_c, new_h)
        return new_h, tf.concat([new_c, new_h], 1)
