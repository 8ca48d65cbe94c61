"""Whether anybody looks at a list again after it was given to a function."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from migrate.lift.binding.times import TreeTimes
from migrate.lift.source.bodies import bind, own_nodes
from migrate.lift.source.source import FunctionNode
from migrate.lift.source.view import View
from migrate.model.tree import Key
from migrate.nodes import walk


def is_unseen(view: View, name: str) -> bool:
    """Whether every caller makes a list for this call alone, or is done with it."""
    callers = sorted(view.tree.graph.callers.get(view.key, ()))
    for caller in callers:
        source, function = view.tree.sources.get(caller[0]), view.tree.function(caller)
        if source is None or function is None:
            return False
        calls = [call for call, target in view.tree.calls(caller) if target == view.key]
        for call in calls:
            given = bind(call, view.node, view.key).get(name)
            if isinstance(given, ast.Name):
                if not _is_last(view.tree, function, caller, call, given.id):
                    return False
            elif not _is_fresh(view.tree, caller, given):
                return False
    return bool(callers)


def _is_last(
    tree: TreeTimes, function: FunctionNode, caller: Key, call: ast.Call, name: str
) -> bool:
    """Whether a name of the caller is its own list, and not read after the call."""
    parents = {id(c): p for p in walk(function) for c in ast.iter_child_nodes(p)}
    if any(a.arg == name for a in walk(function.args) if isinstance(a, ast.arg)):
        return False
    for node in walk(function):
        if not isinstance(node, ast.Name) or node.id != name:
            continue
        parent = parents[id(node)]
        if isinstance(node.ctx, ast.Store):
            if not isinstance(parent, ast.Assign) or not _is_fresh(tree, caller, parent.value):
                return False
        elif any(part is node for part in walk(call)):
            continue
        elif not _exclusive(parents, node, call):
            before = (node.lineno, node.col_offset) < (call.lineno, call.col_offset)
            if not before or not _only_reads(parents, node):
                return False
    above = parents[id(call)]
    while above is not function:
        if isinstance(above, (ast.For, ast.While)):
            stored = [n for n in walk(above) if isinstance(n, ast.Name) and n.id == name]
            if not any(isinstance(n.ctx, ast.Store) for n in stored):
                return False
        if isinstance(above, (ast.FunctionDef, ast.Lambda)):
            return False
        above = parents[id(above)]
    return True


def _is_fresh(tree: TreeTimes, caller: Key, node: ast.expr | None) -> bool:
    """Whether an expression makes a list that nobody else has."""
    if isinstance(node, (ast.List, ast.ListComp)):
        return True
    if not isinstance(node, ast.Call):
        return False
    source = tree.sources[caller[0]]
    if source.called(node) or ast.unparse(node.func) in ("list", "sorted"):
        return True
    key = tree.callee(source, node)
    function = tree.function(key) if key is not None else None
    if function is None:
        return False
    given = [n.value for n in own_nodes(function.body) if isinstance(n, ast.Return)]
    return all(isinstance(v, (ast.List, ast.ListComp)) for v in given)


def _only_reads(parents: Mapping[int, ast.AST], node: ast.Name) -> bool:
    """Whether a use only looks into the list."""
    parent = parents[id(node)]
    if isinstance(parent, ast.Subscript):
        return parent.value is node
    if isinstance(parent, (ast.For, ast.comprehension)):
        return parent.iter is node
    return (
        isinstance(parent, ast.Call)
        and isinstance(parent.func, ast.Name)
        and parent.func.id == "len"
    )


def _exclusive(parents: Mapping[int, ast.AST], a: ast.AST, b: ast.AST) -> bool:
    """Whether two nodes stand in different arms of one `if`."""

    def arms(node: ast.AST) -> dict[int, bool]:
        found: dict[int, bool] = {}
        while id(node) in parents:
            above = parents[id(node)]
            if isinstance(above, ast.If) and node is not above.test:
                found[id(above)] = node in above.body
            node = above
        return found

    first, second = arms(a), arms(b)
    return any(second.get(branch, arm) is not arm for branch, arm in first.items())
