"""What the shim supplies of ``tf.contrib.eager``: gradients of functions, metrics, `Saver`, `EagerVariableStore`."""

from __future__ import annotations

from migrate.compat_scope.contrib.eager import metrics
from migrate.compat_scope.contrib.eager.devices import list_devices, num_gpus
from migrate.compat_scope.contrib.eager.gradients import (
    gradients_function,
    implicit_gradients,
    implicit_value_and_gradients,
    value_and_gradients_function,
)
from migrate.compat_scope.contrib.eager.saver import Saver, get_optimizer_variables
from migrate.compat_scope.contrib.eager.variable_store import EagerVariableStore

__all__ = [
    "EagerVariableStore",
    "Saver",
    "get_optimizer_variables",
    "gradients_function",
    "implicit_gradients",
    "implicit_value_and_gradients",
    "list_devices",
    "metrics",
    "num_gpus",
    "value_and_gradients_function",
]
