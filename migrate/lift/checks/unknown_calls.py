"""Calls of which the text does not say what they run: of local names, of items of tables, of attributes."""

from __future__ import annotations

import ast
import sys
from collections.abc import Collection, Mapping

from migrate.lift.checks.called_parameters import CalledParameters, assigned_values
from migrate.lift.source.source import LiftSource
from migrate.model.tree import Key, TreeGraph

Called = tuple[str, frozenset[Key]]


def called_as_value(
    sources: Mapping[str, LiftSource],
    module: str,
    body: tuple[int, int],
    parameters: CalledParameters,
    plain: bool = False,
) -> Called:
    """A function that the lines call without its being known which: a local name, an item of a table; and those that are known.

    Of a parameter that every call says, these are known.

    Args:
      plain: without objects that calls made, and those of attributes.
    """
    source = sources.get(module)
    known: set[Key] = set()
    if source is None:
        return "", frozenset()
    for node in _calls_of_values(source):
        if not body[0] <= node.lineno <= body[1]:
            continue
        func = node.func
        if isinstance(func, ast.Subscript | ast.Call):
            if _is_outside(source, func):
                continue
            return ast.unparse(func), frozenset()
        if isinstance(func, ast.Name) and source.symbols.is_local_value(func):
            held = parameters.held(module, node)
            if held is None and plain and _is_made(source, func):
                continue
            if held is None:
                return func.id, frozenset()
            known |= held
        if (
            isinstance(func, ast.Attribute)
            and not plain
            and ast.unparse(func.value) == "self"
            and any(isinstance(n.ctx, ast.Store) for n in source.attributes[func.attr])
        ):
            return ast.unparse(func), frozenset()
    return "", frozenset(known)


def _calls_of_values(source: LiftSource) -> list[ast.Call]:
    """The calls of a module that name no function."""
    if "calls of values" not in source.memo:
        source.memo["calls of values"] = [
            n for n in source.symbols.nodes if isinstance(n, ast.Call) and not source.symbol(n.func)
        ]
    found: list[ast.Call] = source.memo["calls of values"]
    return found


def _is_made(source: LiftSource, name: ast.Name) -> bool:
    """Whether a local name only holds what calls gave."""
    scope = source.symbols.scope_of(name)
    home = scope.find(name.id) if scope is not None else None
    node = home.node if home is not None else None
    if not isinstance(node, ast.FunctionDef):
        return True
    values = assigned_values(node, name.id)
    return values is not None and all(isinstance(v, ast.Call) for v in values)


def called_by_name(
    sources: Mapping[str, LiftSource],
    module: str,
    body: tuple[int, int],
    elsewhere: Collection[Key],
) -> set[Key]:
    """Functions that other modules may hand on, whose names the lines call without its being known what these are."""
    source = sources.get(module)
    names = {key[1]: key for key in elsewhere}
    found: set[Key] = set()
    for node in source.symbols.nodes if source is not None and names else ():
        if not isinstance(node, ast.Call) or not body[0] <= node.lineno <= body[1]:
            continue
        func = node.func
        name = func.attr if isinstance(func, ast.Attribute) else ast.unparse(func)
        if name in names and source is not None and source.symbols.target(func) is None:
            found |= {key for key in elsewhere if key[1] == name}
    return found


def called_below(
    graph: TreeGraph,
    sources: Mapping[str, LiftSource],
    below: set[Key],
    known: dict[Key, Called],
    parameters: CalledParameters,
) -> Called:
    """The same in the functions that the lines call."""
    held: set[Key] = set()
    for key in sorted(below):
        function = graph.functions.get(key)
        if function is not None:
            if key not in known:
                lines = function.span.line, function.span.end_line
                plain = not function.opaque_calls
                known[key] = called_as_value(sources, key[0], lines, parameters, plain)
            if known[key][0]:
                return known[key]
            held |= known[key][1]
    return "", frozenset(held)


def _is_outside(source: LiftSource, node: ast.expr) -> bool:
    """Whether a chain begins with a module that has nothing of the tree: Python's own, or numpy."""
    while not isinstance(node, ast.Name):
        if not isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
            return False
        node = node.func if isinstance(node, ast.Call) else node.value
    scope = source.symbols.scope_of(node)
    home = scope.find(node.id) if scope is not None else None
    return home is not None and all(
        b.kind == "project" and b.module.partition(".")[0] in {*sys.stdlib_module_names, "numpy"}
        for b in home.names[node.id]
    )
