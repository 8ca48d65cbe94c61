"""Where a value that a function hands on may come from: the ways a name is set, a table, what another function returns."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.lift.source.bodies import local_names, own_nodes
from migrate.lift.source.source import FunctionNode, LiftSource, parameters
from migrate.model.tree import Key
from migrate.nodes import walk

if TYPE_CHECKING:
    from migrate.lift.binding.times import TreeTimes

Origin = tuple[Key, ast.expr]  # an expression, and the function it stands in


def values_of(tree: TreeTimes, where: Key, node: ast.expr) -> list[Origin]:
    """The expressions that a value comes from, one of them each time; empty when they are not all known."""
    function, source = tree.function(where), tree.sources[where[0]]
    if isinstance(node, ast.Name) and function is not None:
        return [(where, v) for v in _assigned(function, node.id)]
    if isinstance(node, ast.Subscript):
        table = _table(source, function, node.value)
        return [(where, v) for v in table.values] if table is not None else []
    if isinstance(node, ast.Call):
        target = tree.callee(source, node)
        called = tree.function(target) if target is not None else None
        if called is None or target is None or target in tree.graph.creating:
            return []
        odd = (ast.Yield, ast.YieldFrom)
        inside = list(own_nodes(called.body))
        if called.decorator_list or any(isinstance(n, odd) for n in inside):
            return []
        returned = [n.value or ast.Constant(None) for n in inside if isinstance(n, ast.Return)]
        return [(target, value) for value in returned]
    return []


def _assigned(function: FunctionNode, name: str) -> list[ast.expr]:
    """What a name of a function that is no parameter is set to; empty when it is set in another way, too."""
    if any(a.arg == name for a, _, _ in parameters(function)):
        return []
    found, stored = [], 0
    for node in own_nodes(function.body):
        if isinstance(node, ast.Name) and node.id == name and not isinstance(node.ctx, ast.Load):
            stored += 1
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name == name:
            return []
        elif isinstance(node, ast.Assign):
            found += [v for t in node.targets for v in _taken(t, node.value, name)]
    inner = (n for n in walk(function) if isinstance(n, (ast.Nonlocal, ast.Global)))
    return found if len(found) == stored and not any(name in n.names for n in inner) else []


def _taken(target: ast.expr, value: ast.expr, name: str) -> list[ast.expr]:
    """What an assignment sets a name to, also as one of several that a table has in each of its places."""
    if isinstance(target, ast.Name):
        return [value] if target.id == name else []
    names = [e.id if isinstance(e, ast.Name) else "" for e in getattr(target, "elts", ())]
    if name not in names:
        return []
    place = names.index(name)
    rows = [value]
    if isinstance(value, ast.Subscript) and isinstance(value.value, ast.Dict):
        rows = value.value.values
    if any(not isinstance(r, (ast.Tuple, ast.List)) or len(r.elts) != len(names) for r in rows):
        return []
    if len(rows) > 1:  # one of them
        table = ast.Dict([ast.Constant(i) for i in range(len(rows))], [r.elts[place] for r in rows])  # type: ignore[attr-defined]
        return [ast.Subscript(table, ast.Constant(0), ast.Load())]
    return [rows[0].elts[place]]  # type: ignore[attr-defined]


def _table(source: LiftSource, function: FunctionNode | None, node: ast.expr) -> ast.Dict | None:
    """The dict that is looked into: one that is written there, or of the module that nothing changes."""
    if isinstance(node, ast.Dict):
        return node
    if not isinstance(node, ast.Name) or node.id in source.changed:
        return None
    if function is not None and node.id in local_names(function):
        return None
    bound = source.symbols.module_scope.names.get(node.id, ())
    if len(bound) != 1 or not isinstance(bound[0].statement, ast.Assign):
        return None
    value = bound[0].statement.value
    return value if isinstance(value, ast.Dict) else None
