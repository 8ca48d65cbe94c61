"""`HighwayWrapper` and `CompiledWrapper`."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from migrate.compat_scope.modes import not_converted
from migrate.compat_scope.rnn.cell import RNNCell
from migrate.compat_scope.variables import get_variable

__all__ = ["CompiledWrapper", "HighwayWrapper"]


class _Around(RNNCell):
    """A cell around another one, called directly and so without a scope of its own."""

    def __init__(self, cell: Any) -> None:
        super().__init__()
        self._cell = cell

    @property
    def state_size(self) -> Any:
        return self._cell.state_size

    @property
    def output_size(self) -> Any:
        return self._cell.output_size

    def zero_state(self, batch_size: Any, dtype: Any) -> Any:
        with tf.name_scope(type(self).__name__ + "ZeroState"):
            return self._cell.zero_state(batch_size, dtype)


class HighwayWrapper(_Around):
    """Mixes inputs into outputs by a learned gate (arXiv 1505.00387).

    Variables, in the scope current at the call: `carry_w`, `carry_b`, and unless the gates are coupled
    `transform_w`, `transform_b`.
    """

    def __init__(
        self, cell: Any, couple_carry_transform_gates: bool = True, carry_bias_init: float = 1.0
    ) -> None:
        super().__init__(cell)
        self._couple_carry_transform_gates = couple_carry_transform_gates
        self._carry_bias_init = carry_bias_init

    def _gate(self, inputs: Any, name: str, bias: float) -> Any:
        size = tf.compat.dimension_value(inputs.shape.with_rank(2)[1])
        weight = get_variable(f"{name}_w", [size, size])
        bias_variable = get_variable(
            f"{name}_b", [size], initializer=tf.compat.v1.constant_initializer(bias)
        )
        return tf.sigmoid(tf.nn.bias_add(tf.matmul(inputs, weight), bias_variable))

    def _highway(self, inputs: Any, outputs: Any) -> Any:
        inputs.shape.assert_is_compatible_with(outputs.shape)
        carry = self._gate(inputs, "carry", self._carry_bias_init)
        if self._couple_carry_transform_gates:
            transform = 1 - carry
        else:
            transform = self._gate(inputs, "transform", -self._carry_bias_init)
        return inputs * carry + outputs * transform

    @not_converted
    def __call__(self, inputs: Any, state: Any, scope: Any = None) -> Any:  # type: ignore[override]
        outputs, new_state = self._cell(inputs, state, scope=scope)
        tf.nest.assert_same_structure(inputs, outputs)
        return tf.nest.map_structure(self._highway, inputs, outputs), new_state


class CompiledWrapper(_Around):
    """Runs the cell as it is: in TF2 a step is compiled by `tf.function(jit_compile=True)` around the model."""

    def __init__(self, cell: Any, compile_stateful: bool = False) -> None:
        super().__init__(cell)
        self._compile_stateful = compile_stateful

    @not_converted
    def __call__(self, inputs: Any, state: Any, scope: Any = None) -> Any:  # type: ignore[override]
        return self._cell(inputs, state, scope=scope)
