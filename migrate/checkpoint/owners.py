"""The TF1 names of what Keras layers and `tf.Module`s hold: one rule, for every way of asking.

:func:`owned` walks an object the way it owns its parts; :func:`name_of` says what a variable found on the way is
called. ``names``, ``restore``, ``save_tf1``, ``check`` and ``verify`` all ask here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import tensorflow as tf

from migrate.compat_scope.keras_host import is_keras_layer

_SUFFIX = re.compile(r":\d+$")


@dataclass(frozen=True)
class Owned:
    """A variable, and the objects that own it: the root first, the one that holds it last."""

    variable: Any
    owners: tuple[Any, ...]

    @property
    def name(self) -> str:
        """Its TF1 name."""
        return name_of(self.variable, self.owners)


def own_name(variable: Any) -> str:
    """What a variable calls itself: Keras' path, or the name of a `tf.Variable` without ``:0``."""
    path = getattr(variable, "path", None)
    return path if isinstance(path, str) else _SUFFIX.sub("", variable.name)


def name_of(variable: Any, owners: Sequence[Any]) -> str:
    """The TF1 name of a variable: one level per owner from the root down, then the variable's own name.

    A level is the owner's ``tf1_scope``, an attribute of the object or of its class, where it has one: ``""`` opens no
    scope, ``"a/b"`` opens several (Keras refuses ``/`` in a ``name``). Otherwise it is the owner's ``name``. So
    a Keras layer needs no ``tf1_scope`` where its ``name`` is the scope's, and its variable's ``path`` is the TF1 name.

    Owners that hold layers made elsewhere are no scope of their own accord: a functional model, or a `tf.Module` when no
    module among the owners has a ``tf1_scope``, is a level only if the variable's own full name has it.
    """
    full = own_name(variable).split("/")
    takes_part = any(_declared(o) is not None for o in owners if isinstance(o, tf.Module))
    levels, rest = [], full[:-1]
    for owner in owners:
        scope, name = _declared(owner), owner.name
        named_so = name in rest
        if named_so:
            rest = rest[rest.index(name) + 1 :]
        if scope is None:
            by_name = not isinstance(owner, tf.Module) or takes_part
            scope = name if named_so or (by_name and not _is_functional(owner)) else ""
        levels.append(scope.strip("/"))
    inner = [] if is_keras_layer(owners[-1]) else rest
    return "/".join([level for level in levels if level] + inner + full[-1:])


def owned(root: Any) -> list[Owned]:
    """Every variable that a Keras layer or a `tf.Module` holds, itself or in what it owns, each once.

    The order is that in which Keras lists weights (a layer's own first, then its sublayers as they were assigned), for
    modules that of their attributes. Where TF1 made them in another order, ``tf1_order`` of the owner, an attribute
    with the names of its attributes, says so; what it leaves out comes last.

    A variable with several owners belongs where its own full name says that it was made: there TF1 made it too.
    """
    found: dict[int, list[Owned]] = {}
    for item in _walk(root, ()):
        found.setdefault(id(item.variable), []).append(item)
    return [max(items, key=_agreement) for items in found.values()]


def _agreement(item: Owned) -> int:
    """How well the owners fit the full name of the variable (the first of equals wins)."""
    names = [owner.name for owner in item.owners]
    path = own_name(item.variable).split("/")[:-1]
    if names == path:
        return 2
    short = min(len(names), len(path))
    return 1 if short and names[-short:] == path[-short:] else 0


def _declared(owner: Any) -> str | None:
    scope = getattr(owner, "tf1_scope", None)
    return scope if isinstance(scope, str) else None


def _is_functional(owner: Any) -> bool:
    """A Keras model made of layers that were called before: they are not built under its name."""
    return is_keras_layer(owner) and hasattr(owner, "layers") and hasattr(owner, "inputs")


def _walk(owner: Any, above: tuple[Any, ...]) -> Iterator[Owned]:
    """Depth first; an owner is not entered again below itself."""
    owners = (*above, owner)
    for part in _ordered(owner, _parts(owner)):
        if not _is_owner(part):
            yield Owned(part, owners)
        elif not any(part is each for each in owners):
            yield from _walk(part, owners)


def _parts(owner: Any) -> list[Any]:
    """What an owner holds directly: its own variables and its sublayers or submodules, each once."""
    held = [value for value in _held(owner) if _is_owner(value) or _is_variable(value)]
    inner = [value for value in held if _is_owner(value)]
    if not is_keras_layer(owner):
        return _unique(held)
    below = {id(w) for layer in inner if is_keras_layer(layer) for w in layer.weights}
    return _unique([*(w for w in owner.weights if id(w) not in below), *inner])


def _held(owner: Any) -> Iterator[Any]:
    for attribute, value in list(vars(owner).items()):
        if attribute not in (
            "_tf1_variables",
            "_tf1_store",
        ):  # those of compat_scope have names already
            yield from _contents(value)


def _contents(value: Any) -> Iterator[Any]:
    """The value, or what is in it, in its order, if it is a container."""
    if isinstance(value, Mapping):
        for item in value.values():
            yield from _contents(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _contents(item)
    else:
        yield value


def _ordered(owner: Any, parts: list[Any]) -> list[Any]:
    order = getattr(owner, "tf1_order", None)
    if not isinstance(order, list | tuple):
        return parts
    places: dict[int, int] = {}
    for place, attribute in enumerate(order):
        for value in _contents(getattr(owner, attribute, None)):
            places.setdefault(id(value), place)
    return sorted(parts, key=lambda part: places.get(id(part), len(order)))


def _unique(values: list[Any]) -> list[Any]:
    return list({id(value): value for value in values}.values())


def _is_owner(value: Any) -> bool:
    return isinstance(value, tf.Module) or is_keras_layer(value)


def _is_variable(value: Any) -> bool:
    return isinstance(value, tf.Variable) or (
        isinstance(getattr(value, "path", None), str) and hasattr(value, "assign")
    )
