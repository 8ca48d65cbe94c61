"""What `hosting` opens for the code in it: the scope of the place in the call, which the code may not change."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import tensorflow as tf

from migrate.compat_scope.getters import composed_getter, is_transparent, transparent
from migrate.compat_scope.lifted.layer_variables import Making
from migrate.compat_scope.scope import VariableScope, get_variable_scope


def scope_at(path: str, making: Making | None, getter: Any, again: bool) -> Any:
    """The scope `path` with the defaults of the scope around; `again`: what is made in it may be there already."""
    around = get_variable_scope() if making is None else making.scope
    reuse = False if making is None else around.reuse
    if again and not reuse:
        reuse = tf.compat.v1.AUTO_REUSE
    if not is_transparent(around.custom_getter):
        getter = composed_getter(around.custom_getter, getter)
    elif around.custom_getter is not None:
        getter = transparent(composed_getter(around.custom_getter, getter))
    else:
        getter = transparent(getter)
    return VariableScope(
        reuse,
        name=path,
        initializer=around.initializer,
        regularizer=around.regularizer,
        caching_device=around.caching_device,
        partitioner=around.partitioner,
        custom_getter=getter,
        name_scope=path and path + "/",
        dtype=around.dtype,
        use_resource=around.use_resource,
    )


def note(making: Making | None, name: str, variable: Any) -> None:
    """Lets the next call through ``get_layer`` know of the variable."""
    if making is None or not isinstance(variable, tf.Variable):
        return
    prefix = making.scope.name and making.scope.name + "/"
    if name.startswith(prefix):
        shape = variable.shape.as_list() if variable.shape.rank is not None else None
        made = (None if shape is None else tuple(shape), variable.dtype.base_dtype)
        making.record.made.setdefault(name[len(prefix) :], made)


@contextmanager
def unchanged() -> Iterator[None]:
    """While code runs that may not change what its scope hands down: layers around would not know of it."""
    before = _handed_down(get_variable_scope())
    yield
    for name, value in _handed_down(get_variable_scope()).items():
        if value is not before[name]:
            raise ValueError(
                f"set_{name} of the variable scope {get_variable_scope().name!r}, by a function that a layer or "
                "module calls: the scope is the layer's, which passes nothing on. Call it before the layer."
            )


def _handed_down(scope: Any) -> dict[str, Any]:
    names = (
        "initializer",
        "regularizer",
        "partitioner",
        "custom_getter",
        "dtype",
        "caching_device",
    )
    return {name: getattr(scope, name) for name in names}
