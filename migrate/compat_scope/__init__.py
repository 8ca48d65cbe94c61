"""TF1's variable scopes on TensorFlow 2: eager, ``tf.function``, Keras 3, and ``compat.v1`` graphs.

The package mirrors TF1's namespace: what was ``tf.variable_scope`` is ``compat_scope.variable_scope``,
``tf.layers.dense`` is ``compat_scope.layers.dense``, and so on. In a ``tf.Graph`` with a session it
hands over to ``tf.compat.v1``; elsewhere it follows TF 1.15's rules itself, errors included.

Who owns the variables, outside graph mode:

* a script: the default store. It is one pass, as TF1's default graph was one graph: getting a variable
  twice without reuse is an error, and so is a second unscoped build of the model. What is put into
  collections stays there, so a training loop belongs in a ``tf.function`` or a tracked callable.
  :func:`reset` starts afresh.
* a tracked callable: ``ScopedModule(model_fn)``, or a ``tf.Module`` or Keras layer whose methods are
  decorated with :func:`track_variables`. Every call is a new pass: TF1's rules hold within it, and
  the same names give the same variables each time. The object's variables are saved with it.
* in a ``tf.function``: each trace is a pass of its own that starts from the scopes around it.

:func:`named_variables` gives TF1 name -> variable for any of them, in creation order;
``variable_store(owner).add_pending(values)`` gives values to variables that do not exist yet.
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
from migrate.compat_scope.control_flow import cond, foldl, foldr, map_fn, scan, while_loop
from migrate.compat_scope.graph_math import (
    bincount,
    confusion_matrix,
    lin_space,
    linspace,
    reduce_logsumexp,
)
from migrate.compat_scope.hosts import (
    ScopedModule,
    named_variables,
    track_variables,
    variable_store,
)
from migrate.compat_scope.initializing import (
    assert_variables_initialized,
    global_variables_initializer,
    initialize_all_variables,
    initialize_local_variables,
    initialize_variables,
    initialized_value,
    is_variable_initialized,
    local_variables_initializer,
    op_name,
    report_uninitialized_variables,
    var_name,
    variables_initializer,
)
from migrate.compat_scope.lifted.hosting import hosting
from migrate.compat_scope.lifted.layer_calls import get_layer
from migrate.compat_scope.lifted.layer_constructing import make_layer
from migrate.compat_scope.lifted.layer_objects import new_layer
from migrate.compat_scope.lifted.module_defaults import default_initializer
from migrate.compat_scope.missing import missing
from migrate.compat_scope.modes import in_graph
from migrate.compat_scope.name_scopes import name_scope, op_scope
from migrate.compat_scope.partitioned import (
    PartitionedVariable,
    fixed_size_partitioner,
    min_max_variable_partitioner,
    variable_axis_size_partitioner,
)
from migrate.compat_scope.partitioned_variables import create_partitioned_variables
from migrate.compat_scope.passes import default_store, reset
from migrate.compat_scope.printing import print_scalars_plainly
from migrate.compat_scope.scope import (
    AUTO_REUSE,
    VariableScope,
    get_variable_scope,
    no_regularizer,
    variable_op_scope,
    variable_scope,
)
from migrate.compat_scope.static_shapes import equal_shapes, unequal_shapes
from migrate.compat_scope.store import SliceInfo, VariableStore
from migrate.compat_scope.template import Template, make_template
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
    "ScopedModule",
    "SliceInfo",
    "Template",
    "Variable",
    "VariableScope",
    "VariableStore",
    "add_to_collection",
    "add_to_collections",
    "all_variables",
    "assert_variables_initialized",
    "bincount",
    "cond",
    "confusion_matrix",
    "create_partitioned_variables",
    "default_initializer",
    "default_store",
    "equal_shapes",
    "fixed_size_partitioner",
    "foldl",
    "foldr",
    "get_collection",
    "get_collection_ref",
    "get_layer",
    "get_local_variable",
    "get_variable",
    "get_variable_scope",
    "global_variables",
    "global_variables_initializer",
    "hosting",
    "in_graph",
    "initialize_all_variables",
    "initialize_local_variables",
    "initialize_variables",
    "initialized_value",
    "is_variable_initialized",
    "lin_space",
    "linspace",
    "local_variables",
    "local_variables_initializer",
    "make_layer",
    "make_template",
    "map_fn",
    "min_max_variable_partitioner",
    "missing",
    "model_variables",
    "moving_average_variables",
    "name_scope",
    "named_variables",
    "new_layer",
    "no_regularizer",
    "op_name",
    "op_scope",
    "print_scalars_plainly",
    "reduce_logsumexp",
    "report_uninitialized_variables",
    "reset",
    "scan",
    "track_variables",
    "trainable_variables",
    "unequal_shapes",
    "var_name",
    "variable_axis_size_partitioner",
    "variable_op_scope",
    "variable_scope",
    "variable_store",
    "variables_initializer",
    "while_loop",
]

# Imported when first used: a model that needs scopes only should not pay for all the layers.
_LAZY = (
    "contrib",
    "estimator",
    "image",
    "initializers",
    "keras",
    "layers",
    "losses",
    "metrics",
    "moving_averages",
    "nn",
    "regularizers",
    "rnn",
    "summary",
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
