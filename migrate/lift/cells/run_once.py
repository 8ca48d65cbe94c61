"""Cells that open their own scope when they are called: run in two scopes, they have two sets of variables, and a layer has one."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from migrate.lift.binding.times import TreeTimes
from migrate.lift.source.source import LiftSource
from migrate.nodes import children, walk

_DEPTH = 12
_ASKED = frozenset({"zero_state", "state_size", "output_size"})
_LOOPS = (ast.For, ast.While)


def run_once(tree: TreeTimes, source: LiftSource, node: ast.expr, depth: int = 0) -> bool:
    """Whether what an expression makes is certainly given to one thing that runs it, or to a cell that is.

    Args:
      node: a cell, or a list of some.
    """
    above = _above(source)
    parent = above.get(id(node))
    if isinstance(parent, ast.keyword):
        parent = above.get(id(parent))
    if depth > _DEPTH:
        return False
    if isinstance(parent, ast.Call):
        rule = tree.rules.get(source.called(parent)) if parent.func is not node else None
        if rule is None or rule.kind not in ("runner", "cell"):
            return False
        return rule.kind == "runner" or run_once(tree, source, parent, depth + 1)
    plain = isinstance(parent, (ast.List, ast.Tuple, ast.IfExp))
    added = isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.Add)
    each = isinstance(parent, ast.ListComp) and parent.elt is node
    if isinstance(parent, ast.expr) and (plain or added or each):
        return run_once(tree, source, parent, depth + 1)
    if isinstance(parent, ast.Assign) and len(parent.targets) == 1:
        use = _next_use(source, parent)
        return use is not None and run_once(tree, source, use, depth + 1)
    if isinstance(parent, ast.Return):
        return _returned_once(tree, source, parent, depth)
    return False


def _returned_once(tree: TreeTimes, source: LiftSource, node: ast.Return, depth: int) -> bool:
    """Whether what a function returns is run once by each of its callers."""
    function = _function(source, node)
    names = [q for q, n in source.functions.items() if n is function]
    calls = tree.all_calls_of((source.module, names[0])) if names else None
    return bool(calls) and all(
        run_once(tree, tree.sources[caller[0]], call, depth + 1) for caller, call in calls or ()
    )


def _next_use(source: LiftSource, made: ast.Assign) -> ast.Name | None:
    """The one place that reads what a name is assigned, in the same turns of the same loops; None where there are others."""
    target, function = made.targets[0], _function(source, made)
    if not isinstance(target, ast.Name) or function is None:
        return None
    above = _above(source)
    names = [n for n in walk(function) if isinstance(n, ast.Name) and n.id == target.id]
    reads = [n for n in names if isinstance(n.ctx, ast.Load)]
    reads = [n for n in reads if getattr(above.get(id(n)), "attr", "") not in _ASKED]
    after = sorted((n for n in reads if _place(n) > _end(made)), key=_place)
    before = [n for n in reads if _place(n) < _place(made)]
    if not after or (before and _loops(source, made)):
        return None
    use = after[0]
    stored = [n for n in names if not isinstance(n.ctx, ast.Load) and _place(n) > _end(made)]
    again = min((_place(n) for n in stored), default=None)
    others = [n for n in after[1:] if again is None or _place(n) < again]
    if (
        others
        or _loops(source, use) != _loops(source, made)
        or _function(source, use) is not function
    ):
        return None
    return use


def _place(node: ast.AST) -> tuple[int, int]:
    return node.lineno, node.col_offset  # type: ignore[attr-defined]


def _end(node: ast.stmt) -> tuple[int, int]:
    return node.end_lineno or node.lineno, node.end_col_offset or 0


def _loops(source: LiftSource, node: ast.AST) -> list[int]:
    return [id(n) for n in _around(source, node) if isinstance(n, _LOOPS)]


def _function(source: LiftSource, node: ast.AST) -> ast.AST | None:
    inner = (ast.FunctionDef, ast.Lambda)
    return next((n for n in _around(source, node) if isinstance(n, inner)), None)


def _around(source: LiftSource, node: ast.AST) -> list[ast.AST]:
    above, found = _above(source), []
    part = above.get(id(node))
    while part is not None:
        found.append(part)
        part = above.get(id(part))
    return found


def _above(source: LiftSource) -> Mapping[int, ast.AST]:
    """What each node of a module stands in."""
    if "above" not in source.memo:
        source.memo["above"] = {id(c): p for p in walk(source.tree) for c in children(p)}
    return source.memo["above"]  # type: ignore[no-any-return]
