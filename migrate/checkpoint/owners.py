"""The TF1 names of what Keras layers and `tf.Module`s hold: one rule, for every way of asking.

:func:`owned` walks an object the way it owns its parts; :func:`name_of` says what a variable found on the way is
called. ``names``, ``restore``, ``save_tf1``, ``check`` and ``verify`` all ask here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import tensorflow as tf

from migrate.compat_scope.keras_host import hosted_by, is_hosted, is_keras_layer, layers_within
from migrate.compat_scope.keras_paths import (
    declared_scope,
    declared_scopes,
    name_in,
    scope_repeated,
    tf1_levels,
)

# Gives the variables that scope code made for a layer, each with the part of the layer and its turn.
Hosting = Callable[[Any], list[tuple[Any, tuple[str, int] | None]]]
_SUFFIX = re.compile(r":\d+$")


@dataclass(frozen=True)
class Owned:
    """A variable, and the objects that own it: the root first, the one that holds it last.

    Attributes:
        variable: the variable.
        owners: its owners.
        scopes: Keras path -> ``tf1_scope`` of the root's layers.
    """

    variable: Any
    owners: tuple[Any, ...]
    scopes: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Its TF1 name."""
        return name_of(self.variable, self.owners, self.scopes)


def own_name(variable: Any) -> str:
    """What a variable calls itself: Keras' path, or the name of a `tf.Variable` without ``:0``."""
    path = getattr(variable, "path", None)
    return path if isinstance(path, str) else _SUFFIX.sub("", variable.name)


def name_of(variable: Any, owners: Sequence[Any], scopes: Mapping[str, str] | None = None) -> str:
    """The TF1 name of a variable, from its own full name and its owners, the root first.

    A variable of a Keras layer has its Keras path, with ``tf1_scope`` for the levels of layers that have such
    an attribute (:mod:`migrate.compat_scope.keras_paths`). A layer that was called before the owners above it has a
    path that begins with itself; those owners then add their level: ``tf1_scope`` or their ``name``.

    A variable of a `tf.Module` has one level per owner, ``tf1_scope`` or the ``name``, and what name scopes are below. Those
    of one that ``make_layer`` made have the whole TF1 name themselves.

    Owners that hold layers made elsewhere are no scope of their own accord: a functional model, or a `tf.Module` when no
    module among the owners has a ``tf1_scope``, is a level only if the variable's own full name has it.
    """
    if isinstance(variable, tf.Variable) and (hosted := _hosted_name(variable, owners[-1])):
        return hosted
    *path, last = own_name(variable).split("/")
    last = name_in(owners[-1], last)
    if not is_keras_layer(owners[-1]):
        levels, rest = module_levels(path, owners)
        return scope_repeated("/".join([*levels, *rest, last]))
    scopes = {**_of_others(scopes or {}, owners), **declared_scopes(owners)}
    for i, owner in enumerate(owners):
        start = _depth(owner, path)
        if start is None:
            continue
        for below in owners[i:]:  # those that Keras gave no path
            scope, depth = declared_scope(below), _depth(below, path)
            if scope is not None and depth is not None:
                scopes.setdefault("/".join(path[: depth + 1]), scope)
        above, _ = module_levels([], owners[:i])
        levels = tf1_levels(path, scopes, start if i else 0)
        return scope_repeated("/".join([*above, *levels, last]))
    levels, _ = module_levels(path, owners)
    return scope_repeated("/".join([*levels, last]))


def _of_others(scopes: Mapping[str, str], owners: Sequence[Any]) -> dict[str, str]:
    """Without the paths of the owners: Keras may have named another layer like one of them."""
    own = {getattr(owner, "path", None) for owner in owners if is_keras_layer(owner)}
    return {path: scope for path, scope in scopes.items() if path not in own}


def _depth(owner: Any, path: list[str]) -> int | None:
    """Which level of the path of a variable is that of a Keras layer above it; None if none is."""
    if not is_keras_layer(owner):
        return None
    own = getattr(owner, "path", None)
    if isinstance(own, str):
        parts = own.split("/")
        return len(parts) - 1 if path[: len(parts)] == parts else None
    return path.index(owner.name) if owner.name in path else None


def _hosted_name(variable: Any, owner: Any) -> str:
    """What a variable is called that scope code made for a `tf.Module`, "" for others."""
    store = getattr(owner, "_tf1_store", None)
    records = () if store is None else store.by_name.values()
    return next((record.name for record in records if record.variable is variable), "")


def module_levels(path: list[str], owners: Sequence[Any]) -> tuple[list[str], list[str]]:
    """One level per owner that is a scope, and what of the path is left below the last of them."""
    if any(getattr(o, "_tf1_full_names", False) for o in owners):  # of `make_layer`
        return [], path
    takes_part = any(declared_scope(o) is not None for o in owners if isinstance(o, tf.Module))
    levels: list[str] = []
    rest = path
    for i, owner in enumerate(owners):
        scope, name = declared_scope(owner), owner.name
        parts = scope.split("/") if scope else []
        if parts and rest[: len(parts)] == parts:  # its variables say so themselves
            levels += parts
            rest = rest[len(parts) :]
            continue
        named_so = name in rest
        if named_so:
            at = rest.index(name)
            levels += rest[:at] if i else []  # name scopes between two owners
            rest = rest[at + 1 :]
        if scope is None:
            by_name = not isinstance(owner, tf.Module) or takes_part
            scope = name if named_so or (by_name and not _is_functional(owner)) else ""
        levels.append(scope)
    return [level for level in levels if level], rest


def owned(root: Any, hosted: Hosting = hosted_by) -> list[Owned]:
    """Every variable that a Keras layer or a `tf.Module` holds, itself or in what it owns, each once.

    The order is that in which Keras lists weights (a layer's own first, then its sublayers as they were assigned), for
    modules that of their attributes, after what they host. Where TF1 made them in another order, ``tf1_order`` of the owner, an attribute
    with the names of its attributes and of what it hosts, says so; what it hosts under no name comes first, and what is left out last. Lists that a loop filled together stand in
    a tuple of their own: ``("first", ("convs", "norms"))`` is first, convs[0], norms[0], convs[1], norms[1].

    A variable with several owners belongs where its own full name says that it was made: there TF1 made it too.

    Args:
        hosted: gives the variables that scope code made for a layer or module.
    """
    found: dict[int, list[Owned]] = {}
    for item in _walk(root, (), hosted):
        found.setdefault(id(item.variable), []).append(item)
    best = [max(items, key=_agreement) for items in found.values()]
    layers = layers_within(root) if is_keras_layer(root) else (o for b in best for o in b.owners)
    scopes = declared_scopes(layers)
    return [Owned(item.variable, item.owners, scopes) for item in best]


def parts_in_order(owner: Any) -> list[Any]:
    """What a Keras layer holds directly, in the order of :func:`owned`: variables, and the layers below it."""
    return _parts_in_order(owner, hosted_by)


def _parts_in_order(owner: Any, hosted: Hosting) -> list[Any]:
    return _ordered(owner, _parts(owner, hosted), hosted)


def _agreement(item: Owned) -> int:
    """How well the owners fit the full name of the variable (the first of equals wins)."""
    names = [owner.name for owner in item.owners]
    path = own_name(item.variable).split("/")[:-1]
    if names == path:
        return 2
    short = min(len(names), len(path))
    return 1 if short and names[-short:] == path[-short:] else 0


def _is_functional(owner: Any) -> bool:
    """A Keras model made of layers that were called before: they are not built under its name."""
    return is_keras_layer(owner) and hasattr(owner, "layers") and hasattr(owner, "inputs")


def _walk(owner: Any, above: tuple[Any, ...], hosted: Hosting) -> Iterator[Owned]:
    """Depth first; an owner is not entered again below itself."""
    owners = (*above, owner)
    for part in _parts_in_order(owner, hosted):
        if not _is_owner(part):
            yield Owned(part, owners)
        elif not any(part is each for each in owners):
            yield from _walk(part, owners, hosted)


def _parts(owner: Any, hosted: Hosting) -> list[Any]:
    """What an owner holds directly: its own variables and its sublayers or submodules, each once."""
    held = [value for value in _held(owner) if _is_owner(value) or _is_variable(value)]
    inner = [value for value in held if _is_owner(value)]
    if not is_keras_layer(owner):
        return _unique([*(v for v, _ in hosted(owner)), *held])
    below = {id(w) for layer in inner if is_keras_layer(layer) for w in layer.weights}
    weights = [w for w in owner.weights if id(w) not in below]
    made = [w for w, _ in hosted(owner) if id(w) not in below]
    if made:  # Keras lists those last that are not trained
        weights = [*(w for w in weights if not is_hosted(w)), *made]
    return _unique([*weights, *inner])


def _held(owner: Any) -> Iterator[Any]:
    for attribute, value in list(vars(owner).items()):
        # Those of compat_scope have names already; TensorFlow's own notes repeat the attributes.
        if attribute not in _NOT_PARTS and not attribute.startswith("_self_"):
            yield from _contents(value)


_NOT_PARTS = frozenset({"_tf1_variables", "_tf1_store"})


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


def _ordered(owner: Any, parts: list[Any], hosted: Hosting) -> list[Any]:
    order = getattr(owner, "tf1_order", None)
    if not isinstance(order, list | tuple):
        return parts
    places: dict[int, int] = {}
    for value in _in_turn(owner, order, hosted):
        places.setdefault(id(value), len(places))
    last = len(places)
    first = {id(w) for w, _ in hosted(owner)}
    return sorted(parts, key=lambda p: places.get(id(p), -1 if id(p) in first else last))


def _in_turn(owner: Any, order: Sequence[Any], hosting: Hosting) -> Iterator[Any]:
    """What the attributes of an order hold, one after the other; lists that stand together, turn by turn."""
    hosted = _hosted(owner, hosting)
    for part in order:
        if isinstance(part, str):
            yield from _contents(hosted.get(part, getattr(owner, part, None)))
        else:
            held = {n: getattr(owner, n, ()) for n in _named(part) if n not in hosted}
            turns = {n: iter(hosted[n]) for n in _named(part) if n in hosted}
            held |= {
                n: list(turn) if n in part else _nested(part, n, held, turn)
                for n, turn in turns.items()
            }
            yield from _turns(part, held)


def _hosted(owner: Any, hosting: Hosting) -> dict[str, list[list[Any]]]:
    """The variables that a layer or module hosts by the part that ``hosting`` was told, turn by turn."""
    found: dict[str, list[list[Any]]] = {}
    for variable, place in hosting(owner):
        if place is not None:
            part, turn = place
            turns = found.setdefault(part, [])
            turns += [[] for _ in range(turn + 1 - len(turns))]
            turns[turn].append(variable)
    return found


def _nested(
    group: Sequence[Any], name: str, lists: Mapping[str, Any], turns: Iterator[list[Any]]
) -> list[Any]:
    """What is hosted turn by turn as lists of lists, as what is made beside it in a loop inside another."""
    if name in group:
        return list(islice(turns, max(map(len, lists.values()), default=0)))
    inner = next(part for part in group if not isinstance(part, str) and name in _named(part))
    beside = {n: lists[n] for n in _named(inner) if n in lists}
    found = []
    for turn in range(max(map(len, beside.values()), default=0)):
        items = {n: values[turn] for n, values in beside.items() if turn < len(values)}
        found.append(_nested(inner, name, items, turns))
    return found


def _turns(group: Sequence[Any], lists: Mapping[str, Sequence[Any]]) -> Iterator[Any]:
    """The first items of all the lists of a group, then the second ones."""
    for turn in range(max(map(len, lists.values()), default=0)):
        items = {name: items[turn] for name, items in lists.items() if turn < len(items)}
        for part in group:
            if isinstance(part, str):
                yield from _contents(items.get(part))
            else:
                yield from _turns(part, {n: items[n] for n in _named(part) if n in items})


def _named(group: Sequence[Any]) -> Iterator[str]:
    for part in group:
        if isinstance(part, str):
            yield part
        else:
            yield from _named(part)


def _unique(values: list[Any]) -> list[Any]:
    return list({id(value): value for value in values}.values())


def _is_owner(value: Any) -> bool:
    return isinstance(value, tf.Module) or is_keras_layer(value)


def _is_variable(value: Any) -> bool:
    return isinstance(value, tf.Variable) or (
        isinstance(getattr(value, "path", None), str) and hasattr(value, "assign")
    )
