"""TF1's variable scopes on TensorFlow 2: eager, ``tf.function``, Keras 3, and ``compat.v1`` graphs.

The package mirrors TF1's namespace: what was ``tf.variable_scope`` is ``compat_scope.variable_scope``,
``tf.layers.dense`` is ``compat_scope.layers.dense``, and so on.
"""

from __future__ import annotations

import importlib
from typing import Any

from migrate.compat_scope.collections import (
    GraphKeys,
    add_to_collection,
    add_to_collections,
    get_collection,
    get_collection_ref,
)
from migrate.compat_scope.modes import in_graph
from migrate.compat_scope.name_scopes import name_scope, op_scope
from migrate.compat_scope.partitioned import (
    PartitionedVariable,
    fixed_size_partitioner,
    min_max_variable_partitioner,
    variable_axis_size_partitioner,
)
from migrate.compat_scope.passes import default_store, reset
from migrate.compat_scope.scope import (
    AUTO_REUSE,
    VariableScope,
    get_variable_scope,
    no_regularizer,
    variable_op_scope,
    variable_scope,
)
from migrate.compat_scope.store import SliceInfo, VariableStore
from migrate.compat_scope.variables import (
    Variable,
    all_variables,
    get_local_variable,
    get_variable,
    global_variables,
    local_variables,
    model_variables,
    moving_average_variables,
    trainable_variables,
)

__all__ = [
    "AUTO_REUSE",
    "GraphKeys",
    "PartitionedVariable",
    "SliceInfo",
    "Variable",
    "VariableScope",
    "VariableStore",
    "add_to_collection",
    "add_to_collections",
    "all_variables",
    "default_store",
    "fixed_size_partitioner",
    "get_collection",
    "get_collection_ref",
    "get_local_variable",
    "get_variable",
    "get_variable_scope",
    "global_variables",
    "in_graph",
    "local_variables",
    "min_max_variable_partitioner",
    "model_variables",
    "moving_average_variables",
    "name_scope",
    "no_regularizer",
    "op_scope",
    "reset",
    "trainable_variables",
    "variable_axis_size_partitioner",
    "variable_op_scope",
    "variable_scope",
]

# Imported when first used: a model that needs scopes only should not pay for all the layers.
_LAZY = (
    "contrib",
    "image",
    "initializers",
    "keras",
    "layers",
    "losses",
    "metrics",
    "nn",
    "regularizers",
    "rnn",
    "train",
)


def __getattr__(name: str) -> Any:
    if name in _LAZY:
        try:
            return importlib.import_module(f"{__name__}.{name}")
        except ModuleNotFoundError as error:
            if error.name != f"{__name__}.{name}":
                raise
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*__all__, *_LAZY})
