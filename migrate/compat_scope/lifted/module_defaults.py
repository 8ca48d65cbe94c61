"""What `tf.Module`s of `get_layer` leave to the variable scope: first values."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from migrate.compat_scope import creation
from migrate.compat_scope.lifted.layer_variables import innermost
from migrate.compat_scope.lifted.module_getters import ModuleGetterMaking, Unsaid
from migrate.compat_scope.scope import get_variable_scope

__all__ = ["default_initializer"]


def default_initializer(shape: Any, dtype: Any = tf.float32) -> Any:
    """A first value as `get_variable` takes it when it is told none.

    That is the variable scope's ``initializer``, of the scope in which `get_layer` makes the module, else
    TF1's default, which is `glorot_uniform_initializer`. Only for `tf.Variable(default_initializer(shape))` and the like:
    under a custom getter it is the getter that asks for a value.
    """
    making = innermost()
    if isinstance(making, ModuleGetterMaking):
        return Unsaid(shape, dtype, default_initializer)
    scope = get_variable_scope() if making is None else making.scope
    dtype = tf.as_dtype(dtype)
    initializer = scope.initializer
    if initializer is None:
        initializer = creation.default_initializer("", dtype)
    if not callable(initializer):  # a value, which TF1 took where no shape was given
        raise ValueError("If initializer is a constant, do not specify shape.")
    return creation.initial_value(initializer, tf.TensorShape(shape), dtype, None)[0]()
