"""All that the parameter of a function may be given, as far as the tree shows it."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from migrate.lift.binding.times import TreeTimes
from migrate.lift.binding.value_origins import Origin, values_of
from migrate.lift.source.bodies import bind, local_names
from migrate.lift.source.source import parameters
from migrate.model.tree import Key
from migrate.nodes import walk

_DEPTH = 8


@dataclass(eq=False)
class Origins:
    """What may be given.

    Attributes:
      values: the expressions, each with the function it stands in.
      known: whether these are all; not when callers give what cannot be followed.
    """

    values: list[Origin] = field(default_factory=list)
    known: bool = True


def origins(tree: TreeTimes, key: Key, name: str) -> Origins:
    """The values of a parameter, through parameters that are handed on and names that are set.

    A parameter that no call of the tree fills has its default alone.
    """
    found = Origins()
    _parameter(tree, key, name, found, set(), 0)
    return found


def _parameter(
    tree: TreeTimes, key: Key, name: str, found: Origins, seen: set[tuple[Key, str]], depth: int
) -> None:
    function = tree.function(key)
    if (key, name) in seen:
        return
    seen.add((key, name))
    calls = tree.all_calls_of(key)
    if function is None or calls is None or depth > _DEPTH or tree.graph.handed_on.get(key):
        found.known = False
        return
    default = next((d for a, d, _ in parameters(function) if a.arg == name), None)
    left = not calls
    for caller, call in calls:
        value = bind(call, function, key).get(name)
        starred = any(isinstance(a, ast.Starred) for a in call.args)
        if value is None and (starred or any(k.arg is None for k in call.keywords)):
            found.known = False
        elif value is None:
            left = True
        else:
            _value(tree, caller, value, found, seen, depth + 1)
    if left and default is not None:
        found.values.append((key, default))


def _value(
    tree: TreeTimes,
    where: Key,
    node: ast.expr,
    found: Origins,
    seen: set[tuple[Key, str]],
    depth: int,
) -> None:
    if depth > _DEPTH:
        found.known = False
        return
    if isinstance(node, ast.IfExp):
        parts = [node.body, node.orelse]
    elif isinstance(node, ast.BoolOp):
        parts = node.values
    else:
        parts = []
    for part in parts:
        _value(tree, where, part, found, seen, depth + 1)
    if parts:
        return
    if isinstance(node, ast.Name):
        where = _home(tree, where, node.id)
    function = tree.function(where)
    given = {a.arg for a, _, _ in parameters(function)} if function is not None else set()
    if isinstance(node, ast.Name) and node.id in given and function is not None:
        stored = (n for n in walk(function) if isinstance(n, ast.Name) and n.id == node.id)
        if any(not isinstance(n.ctx, ast.Load) for n in stored):
            found.known = False
            return
        _parameter(tree, where, node.id, found, seen, depth + 1)
        return
    source = tree.sources[where[0]]
    known = source.symbols.target(node) if isinstance(node, (ast.Name, ast.Attribute)) else None
    through = values_of(tree, where, node) if known is None else []
    for place, value in through:
        _value(tree, place, value, found, seen, depth + 1)
    if not through:
        found.values.append((where, node))


def _home(tree: TreeTimes, where: Key, name: str) -> Key:
    """The function, of those around one, that a name of it belongs to."""
    while ".<locals>." in where[1]:
        function = tree.function(where)
        if function is None or name in local_names(function):
            break
        where = (where[0], where[1].rpartition(".<locals>.")[0])
    return where
