"""Exponential moving averages kept in variables."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from migrate.compat_scope.modes import in_graph
from migrate.compat_scope.name_scopes import name_scope
from migrate.compat_scope.scope import variable_scope
from migrate.compat_scope.variables import stored_variable

__all__ = ["assign_moving_average", "assign_new_value", "move_towards"]


def move_towards(variable: Any, value: Any, momentum: Any) -> Any:
    """`variable -= (variable - value) * (1 - momentum)` (TF 1.15 keras/layers/normalization.py)."""
    with name_scope("AssignMovingAvg") as scope:
        dtype = variable.dtype.base_dtype
        decay = tf.cast(tf.convert_to_tensor(1.0 - momentum, name="decay"), dtype)
        delta = (variable - tf.cast(value, dtype)) * decay
        return tf.compat.v1.assign_sub(variable, delta, name=scope if in_graph() else None)


def assign_new_value(variable: Any, value: Any) -> Any:
    """`variable = value`, as an operation of its own."""
    with name_scope("AssignNewValue") as scope:
        return tf.compat.v1.assign(variable, value, name=scope if in_graph() else None)


def assign_moving_average(
    variable: Any, value: Any, decay: Any, zero_debias: bool = True, name: str | None = None
) -> Any:
    """Moves `variable` towards `value` by `1 - decay`.

    With `zero_debias` the variable holds the average without the bias towards its initial zero; the
    biased one and the step count are variables `biased` and `local_step`, in a scope named as
    `variable` below the current one. Source: TF 1.15 training/moving_averages.py.
    """
    with name_scope(name, "AssignMovingAvg", [variable, value, decay]) as scope:
        dtype = variable.dtype.base_dtype
        decay = tf.cast(tf.convert_to_tensor(1.0 - decay, name="decay"), dtype)
        value = tf.cast(value, dtype)
        op_name = scope if in_graph() else None
        if zero_debias:
            average = _debiased(variable, value, decay)
            return tf.compat.v1.assign(variable, average, name=op_name)
        delta = (variable - value) * decay
        return tf.compat.v1.assign_sub(variable, delta, name=op_name)


def _debiased(variable: Any, value: Any, decay: Any) -> Any:
    """The average of the values so far, each weighing `1 - decay` times the next one."""
    zeros = tf.compat.v1.zeros_initializer()
    dtype = variable.dtype.base_dtype
    with variable_scope(variable.name.partition(":")[0], values=[variable, value, decay]) as scope:
        biased, local_step = (
            stored_variable(
                _free_name(scope, name), shape, dtype, initializer=zeros, trainable=False
            )
            for name, shape in (("biased", variable.shape), ("local_step", []))
        )
    new_biased = tf.compat.v1.assign_sub(biased, (biased - value) * decay)
    new_step = tf.compat.v1.assign_add(local_step, tf.ones([], dtype))
    return new_biased / (1.0 - tf.pow(1.0 - decay, new_step))


def _free_name(scope: Any, name: str) -> str:
    """`name`, or `name_1`, ... if there is such an average in this scope already."""
    if scope.reuse:
        return name
    taken = {v.name.partition(":")[0] for v in scope.global_variables()}
    full, index = f"{scope.name}/{name}", 0
    while (f"{full}_{index}" if index else full) in taken:
        index += 1
    return f"{name}_{index}" if index else name
