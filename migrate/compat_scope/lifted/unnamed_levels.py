"""What TF1 counts below a layer of ``get_layer`` that opens no scope: names like ``dense_1``, in the scope around."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import tensorflow as tf

from migrate.compat_scope.keras_host import is_keras_layer, layers_right_below
from migrate.compat_scope.keras_paths import declared_scope
from migrate.compat_scope.scope import get_variable_scope, variable_scope


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
        numbers = [int(m.group(1) or 0) for m in matches if m is not None]
        # those that are missing the layer makes later
        found |= _up_to(base, range(max(numbers, default=-1) + 1))
    return found


def _up_to(base: str, numbers: Iterable[int]) -> dict[str, str]:
    return {f"{base}_{number}" if number else base: base for number in numbers}


def names_now(levels: Mapping[str, str]) -> dict[str, str]:
    """Level -> what TF1 calls it in the scope around, which goes on counting."""
    names = {}
    for level, default_name in levels.items():
        with variable_scope(None, default_name, auxiliary_name_scope=False) as scope:
            names[level] = scope.name.rpartition("/")[2]
    return names


def names_next(levels: Mapping[str, str]) -> dict[str, str]:
    """As `names_now`, for what is counted later."""
    with variable_scope(get_variable_scope(), auxiliary_name_scope=False):  # its counters come back
        return names_now(levels)


def later_levels(cls: Any, level: str, known: Iterable[str]) -> dict[str, str]:
    """Level -> its default name, of those that TF1 counts up to `level`, which a layer makes after its constructor.

    Args:
      known: the levels that are counted already.
    """
    if not declares_names(cls):
        return {}
    declared = cls.tf1_unnamed
    for base in (declared,) if isinstance(declared, str) else declared:
        numbered = re.compile(rf"{re.escape(base)}(?:_(\d+))?")
        match = numbered.fullmatch(level)
        if match is None:
            continue
        before = sum(numbered.fullmatch(one) is not None for one in known)
        return _up_to(base, range(before, int(match.group(1) or 0) + 1))
    return {}


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
