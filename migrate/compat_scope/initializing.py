"""TF1's initializer ops, which have nothing left to do where variables are born initialized."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from migrate.compat_scope.modes import in_graph
from migrate.compat_scope.name_scopes import current_name_scope

_v1 = tf.compat.v1


def variables_initializer(var_list: Any, name: str = "init") -> Any:
    """An op that initializes `var_list`; a no-op (None in eager code) outside graph mode."""
    return _v1.variables_initializer(var_list, name) if in_graph() else tf.no_op(name)


def global_variables_initializer() -> Any:
    """An op that initializes the global variables; a no-op outside graph mode."""
    return _v1.global_variables_initializer() if in_graph() else tf.no_op()


def local_variables_initializer() -> Any:
    """An op that initializes the local variables; a no-op outside graph mode."""
    return _v1.local_variables_initializer() if in_graph() else tf.no_op()


def initialize_variables(var_list: Any, name: str = "init") -> Any:
    """TF1's deprecated spelling of :func:`variables_initializer`."""
    return variables_initializer(var_list, name)


def initialize_all_variables() -> Any:
    """TF1's deprecated spelling of :func:`global_variables_initializer`."""
    return global_variables_initializer()


def initialize_local_variables() -> Any:
    """TF1's deprecated spelling of :func:`local_variables_initializer`."""
    return local_variables_initializer()


def is_variable_initialized(variable: Any) -> Any:
    """A boolean tensor: whether the variable has a value."""
    if in_graph():
        return _v1.is_variable_initialized(variable)
    return tf.constant(True)


def initialized_value(variable: Any) -> Any:
    """TF1's ``v.initialized_value()``: the value of a variable, in a graph its first one while it has none.

    An object of another class is asked by its own method.
    """
    keras_value = getattr(variable, "_value", None)  # of a weight of a Keras layer
    holder = keras_value if isinstance(keras_value, tf.Variable) else variable
    if tf.is_tensor(holder) and not isinstance(holder, tf.Variable):
        return holder  # what a layer read of its weight
    if not isinstance(holder, tf.Variable):
        return variable.initialized_value()
    if not in_graph():
        return holder.read_value()
    if not hasattr(holder, "handle"):  # a reference variable, whose method is there
        return holder.initialized_value()
    with tf.init_scope():
        given = _v1.is_variable_initialized(holder)
        return _v1.cond(given, holder.read_value, lambda: holder.initial_value)


def assert_variables_initialized(var_list: Any = None) -> Any:
    """An op that fails when a variable has no value; a no-op outside graph mode."""
    return _v1.assert_variables_initialized(var_list) if in_graph() else tf.no_op()


def report_uninitialized_variables(
    var_list: Any = None, name: str = "report_uninitialized_variables"
) -> Any:
    """A 1-D string tensor with the names of variables without a value (none outside graph mode)."""
    if in_graph():
        return _v1.report_uninitialized_variables(var_list, name)
    del var_list
    return tf.constant([], dtype=tf.string)


def op_name(value: Any) -> str:
    """TF1's ``x.op.name``, of a variable also in eager code.

    A tensor that was computed eagerly has no op. Programs ask for its name to label summaries with it, or as a key: it gets one
    that no other tensor there is has, ``scope/Tensor_7``, in the name scope that the question stands in.
    """
    if isinstance(value, tf.Variable):
        name: str = value.name
        return name.partition(":")[0]
    if hasattr(value, "_get_variable_list"):
        return str(value.name)
    if tf.is_tensor(value) and tf.executing_eagerly() and hasattr(value, "numpy"):
        return _eager_name(value)
    return str(value.op.name)


def _eager_name(tensor: Any) -> str:
    scope = (
        current_name_scope().rstrip("/") or tf.get_current_name_scope()
    )  # of TF1 code, of layers
    return "/".join(filter(None, [scope, f"Tensor_{id(tensor)}"]))


def var_name(variable: Any) -> str:
    """The TF1 name of a variable, which is its checkpoint key: ``v.op.name``."""
    return op_name(variable)
