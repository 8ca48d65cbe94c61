"""What TF1 counts below a layer of ``get_layer`` that opens no scope: names like ``dense_1``, in the scope around."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import tensorflow as tf

from migrate.compat_scope.keras_host import is_keras_layer, layers_right_below
from migrate.compat_scope.keras_paths import declared_scope
from migrate.compat_scope.scope import variable_scope


def unnamed_levels(cls: Any, layer: Any) -> dict[str, str]:
    """Level below the layer -> its default name, in the order in which TF1 counted them.

    ``tf1_unnamed`` of the class says it: a mapping, or the default names of its sublayers called ``dense``, ``dense_1``, ...
    """
    declared = getattr(cls, "tf1_unnamed", {})
    if isinstance(declared, Mapping):
        return dict(declared)
    found: dict[str, str] = {}
    levels = list(dict.fromkeys(_levels(layer)))
    for base in (declared,) if isinstance(declared, str) else declared:
        numbered = re.compile(rf"{re.escape(base)}(?:_(\d+))?")
        matches = (numbered.fullmatch(level) for level in levels)
        mine = [m for m in matches if m is not None]
        found |= {m.group(): base for m in sorted(mine, key=lambda m: int(m.group(1) or 0))}
    return found


def names_now(levels: Mapping[str, str]) -> dict[str, str]:
    """Level -> what TF1 calls it in the scope around, which goes on counting."""
    names = {}
    for level, default_name in levels.items():
        with variable_scope(None, default_name, auxiliary_name_scope=False) as scope:
            names[level] = scope.name.rpartition("/")[2]
    return names


def declares_names(cls: Any) -> bool:
    """Whether only an object of the class can say which levels it counts."""
    return not isinstance(getattr(cls, "tf1_unnamed", {}), Mapping)


def _below(layer: Any) -> Iterable[Any]:
    """The layers, or modules, right below one."""
    if is_keras_layer(layer):
        return layers_right_below(layer)
    from migrate.checkpoint.owners import parts_in_order

    return [part for part in parts_in_order(layer) if isinstance(part, tf.Module)]


def _levels(layer: Any) -> Iterator[str]:
    """The first levels of the TF1 names below a layer."""
    for sublayer in _below(layer):
        scope = declared_scope(sublayer)
        if scope == "":
            yield from _levels(sublayer)
        else:
            yield (sublayer.name if scope is None else scope).partition("/")[0]
