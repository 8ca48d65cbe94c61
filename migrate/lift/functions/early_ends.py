"""What ends a function or a loop before all is made."""

from __future__ import annotations

import ast
from collections.abc import Container

from migrate.lift.source.view import View


def returns_before_more(view: View, node: ast.Return, made: Container[int]) -> bool:
    """Whether something made further down is not made after this `return`."""
    arms: dict[int, bool] = {}
    inner: ast.AST = node
    while id(inner) in view.parents:
        outer = view.parents[id(inner)]
        if isinstance(outer, ast.If):
            arms[id(outer)] = inner in outer.body
        inner = outer
    return any(
        s.node.lineno > (node.end_lineno or 0)
        and id(s.node) in made
        and not any(id(branch) in arms and arms[id(branch)] is not arm for branch, arm in s.arms)
        for s in view.sites
    )


def leaves(view: View, node: ast.Break | ast.Continue | ast.Return, kept: Container[int]) -> bool:
    """Whether a statement leaves one of the loops of which the slice has something."""
    above = view.parents.get(id(node))
    while above is not None:
        if isinstance(above, (ast.For, ast.While)):
            if id(above) in kept:
                return True
            if not isinstance(node, ast.Return):
                return False
        above = view.parents.get(id(above))
    return False
