"""Regularization losses that are computed when they are read, not when the variable is made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import tensorflow as tf


class DeferredLoss:
    """One entry of REGULARIZATION_LOSSES: in TF1 a graph tensor, here a computation to repeat.

    An eager tensor computed at creation would be out of date after the first training step.
    """

    def __init__(self, name: str, variable: Any, regularizer: Callable[[Any], Any]) -> None:
        self.name = name
        self._variable = variable
        self._regularizer = regularizer

    def value(self) -> Any:
        """The loss for the variable's present value."""
        return self.of(self._variable)

    def of(self, value: Any) -> Any:
        """The loss for a value that stands for the variable."""
        return self._regularizer(value)


def _as_tensor(
    loss: DeferredLoss, dtype: Any = None, name: Any = None, as_ref: bool = False
) -> Any:
    del as_ref
    return tf.convert_to_tensor(loss.value(), dtype=dtype, name=name)


tf.register_tensor_conversion_function(DeferredLoss, _as_tensor)
