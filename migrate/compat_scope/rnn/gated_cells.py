"""`UGRNNCell`, `IntersectionRNNCell`, `NASCell`."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from migrate.compat_scope.rnn.cell import LayerRNNCell, LSTMStateTuple, RNNCell
from migrate.compat_scope.rnn.initializing import zeros
from migrate.compat_scope.rnn.linear import Linear
from migrate.compat_scope.scope import get_variable_scope, variable_scope

__all__ = ["IntersectionRNNCell", "NASCell", "UGRNNCell"]


def _input_size(inputs: Any) -> int:
    size = tf.compat.dimension_value(inputs.shape.with_rank(2)[1])
    if size is None:
        raise ValueError("Could not infer input size from inputs.get_shape()[-1]")
    return int(size)


class UGRNNCell(RNNCell):
    """Update-gate RNN (arXiv 1611.09913); variables `kernel`, `bias`."""

    def __init__(
        self,
        num_units: int,
        initializer: Any = None,
        forget_bias: float = 1.0,
        activation: Any = tf.tanh,
        reuse: bool | None = None,
    ) -> None:
        super().__init__(_reuse=reuse)
        self._num_units = num_units
        self._initializer = initializer
        self._forget_bias = forget_bias
        self._activation = activation
        self._linear: Linear | None = None

    @property
    def state_size(self) -> Any:
        return self._num_units

    @property
    def output_size(self) -> Any:
        return self._num_units

    def call(self, inputs: Any, state: Any) -> Any:  # type: ignore[override]
        _input_size(inputs)
        with variable_scope(get_variable_scope(), initializer=self._initializer):
            joined = tf.concat([inputs, state], 1)
            if self._linear is None:
                self._linear = Linear(joined, 2 * self._num_units, True)
            gate, candidate = tf.split(self._linear(joined), 2, axis=1)
            gate = tf.sigmoid(gate + self._forget_bias)
            new_state = gate * state + (1.0 - gate) * self._activation(candidate)
        return new_state, new_state


class IntersectionRNNCell(RNNCell):
    """Intersection RNN (arXiv 1611.09913); variables `kernel`, `bias`, and `in_projection/...` where needed."""

    def __init__(
        self,
        num_units: int,
        num_in_proj: int | None = None,
        initializer: Any = None,
        forget_bias: float = 1.0,
        y_activation: Any = tf.nn.relu,
        reuse: bool | None = None,
    ) -> None:
        super().__init__(_reuse=reuse)
        self._num_units = num_units
        self._initializer = initializer
        self._forget_bias = forget_bias
        self._num_input_proj = num_in_proj
        self._y_activation = y_activation
        self._linear1: Linear | None = None
        self._linear2: Linear | None = None

    @property
    def state_size(self) -> Any:
        return self._num_units

    @property
    def output_size(self) -> Any:
        return self._num_units

    def call(self, inputs: Any, state: Any) -> Any:  # type: ignore[override]
        with variable_scope(get_variable_scope(), initializer=self._initializer):
            if _input_size(inputs) != self._num_units:
                if not self._num_input_proj:
                    raise ValueError(
                        "Must have input size == output size for Intersection RNN. To fix, "
                        "num_in_proj should be set to num_units at cell init."
                    )
                with variable_scope("in_projection"):
                    if self._linear1 is None:
                        self._linear1 = Linear(inputs, self._num_units, True)
                    inputs = self._linear1(inputs)
            joined = tf.concat([inputs, state], 1)
            if self._linear2 is None:
                self._linear2 = Linear(joined, 4 * self._num_units, True)
            gh, h, gy, y = tf.split(self._linear2(joined), 4, axis=1)
            gh = tf.sigmoid(gh + self._forget_bias)
            gy = tf.sigmoid(gy + self._forget_bias)
            new_state = gh * state + (1.0 - gh) * tf.tanh(h)
            new_output = gy * inputs + (1.0 - gy) * self._y_activation(y)
        return new_output, new_state


class NASCell(LayerRNNCell):
    """The cell found by architecture search (arXiv 1611.01578).

    Variables, in order: `recurrent_kernel`, `kernel`, `bias` (with `use_bias`), `projection_weights`
    (with `num_proj`).
    """

    _NAS_BASE = 8

    def __init__(
        self,
        num_units: int,
        num_proj: int | None = None,
        use_bias: bool = False,
        reuse: bool | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(_reuse=reuse, **kwargs)
        self._num_units = num_units
        self._num_proj = num_proj
        self._use_bias = use_bias
        self._output_size = num_units if num_proj is None else num_proj

    @property
    def state_size(self) -> Any:
        return LSTMStateTuple(self._num_units, self._output_size)

    @property
    def output_size(self) -> Any:
        return self._output_size

    def build(self, inputs_shape: Any) -> None:
        depth = tf.compat.dimension_value(tf.TensorShape(inputs_shape).with_rank(2)[1])
        if depth is None:
            raise ValueError("Could not infer input size from inputs.get_shape()[-1]")
        columns = self._NAS_BASE * self._num_units
        self.recurrent_kernel = self.add_variable("recurrent_kernel", [self._output_size, columns])
        self.kernel = self.add_variable("kernel", [depth, columns])
        if self._use_bias:
            self.bias = self.add_variable("bias", shape=[columns], initializer=zeros())
        if self._num_proj is not None:
            self.projection_weights = self.add_variable(
                "projection_weights", [self._num_units, self._num_proj]
            )
        self.built = True

    def call(self, inputs: Any, state: Any) -> Any:  # type: ignore[override]
        c_prev, m_prev = state
        m_matrix = tf.matmul(m_prev, self.recurrent_kernel)
        if self._use_bias:
            m_matrix = tf.nn.bias_add(m_matrix, self.bias)
        m = tf.split(m_matrix, self._NAS_BASE, axis=1)
        x = tf.split(tf.matmul(inputs, self.kernel), self._NAS_BASE, axis=1)
        first = [
            tf.sigmoid(x[0] + m[0]),
            tf.nn.relu(x[1] + m[1]),
            tf.sigmoid(x[2] + m[2]),
            tf.nn.relu(x[3] * m[3]),
            tf.tanh(x[4] + m[4]),
            tf.sigmoid(x[5] + m[5]),
            tf.tanh(x[6] + m[6]),
            tf.sigmoid(x[7] + m[7]),
        ]
        second = [
            tf.tanh(first[0] * first[1]),
            tf.tanh(first[2] + first[3]),
            tf.tanh(first[4] * first[5]),
            tf.sigmoid(first[6] + first[7]),
        ]
        new_c = tf.tanh(second[0] + c_prev) * second[1]
        new_m = tf.tanh(new_c * tf.tanh(second[2] + second[3]))
        if self._num_proj is not None:
            new_m = tf.matmul(new_m, self.projection_weights)
        return new_m, LSTMStateTuple(new_c, new_m)
