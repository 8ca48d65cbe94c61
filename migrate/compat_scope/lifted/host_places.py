"""Where the call of a layer or module is that runs scope code: the TF1 scope there, and which of its calls it is."""

from __future__ import annotations

import sys
from typing import Any

import tensorflow as tf

from migrate.compat_scope.keras_host import is_keras_layer
from migrate.compat_scope.lifted import keras_making
from migrate.compat_scope.lifted.layer_variables import Making
from migrate.compat_scope.lifted.module_variables import (
    levels_below,
    owners_above,
    scope_path,
)


def scope_here(host: Any, making: Making | None) -> str:
    """The TF1 scope of the call of `host`, with Keras' name scopes in it; below the scope of `making` where that made it.

    Raises:
        ValueError: ``make_layer`` made the module, whose calls have no scope of their own.
    """
    if is_keras_layer(host):
        if making is None:
            return keras_making.tf1_scope(None)
        below = keras_making.tf1_scope(making.record.layer)
        return "/".join(filter(None, [making.scope.name, below]))
    owners = owners_above()
    if not any(owner is host for owner in owners):
        owners.append(host)
    owners = owners[: owners.index(host) + 1]
    if any(getattr(owner, "_tf1_full_names", False) for owner in owners):
        raise ValueError(
            f"{type(owners[0]).__name__} was made by make_layer: what it calls has no scope of its own, where the "
            f"variables of {type(host).__name__} could be made."
        )
    if making is None:
        from migrate.checkpoint.owners import module_levels

        levels, rest = module_levels(scope_path(host), owners)
        return "/".join([*levels, *rest])
    first, *more = levels_below(owners, scope_path(host)) or [""]
    return "/".join(filter(None, [making.scope.name, making.level(first), *more]))


class _Call:
    """One call of a module."""


_KEY = "__migrate_compat_scope_call__"


def call_of(host: Any) -> Any:
    """Something that is the same object until the present call of `host` ends."""
    if is_keras_layer(host):
        return keras_making.call_of(host)
    innermost = None
    frame = sys._getframe(1)
    while frame is not None:
        if frame.f_locals.get("self") is host:
            if frame.f_globals.get("__name__") == tf.Module.__module__:  # `with_name_scope`
                innermost = frame
                break
            innermost = innermost or frame
        frame = frame.f_back  # type: ignore[assignment]
    if innermost is None:
        return _Call()
    # What is no variable of the function stays in there until it returns.
    return innermost.f_locals.setdefault(_KEY, _Call())
