"""Decorators of the tree that only call what they decorate: what its body becomes is no matter to them."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.model.tree import TreeGraph

_LOOKS_INSIDE = frozenset(["getsource", "getsourcelines", "__code__", "eval", "exec", "compile"])


def only_wraps(
    source: LiftSource, graph: TreeGraph, method: FunctionNode, sources: Mapping[str, LiftSource]
) -> bool:
    """Whether the decorators of a method are functions of the tree to which the text of the method does not matter."""
    for decorator in method.decorator_list:
        target = source.symbols.target(decorator)
        key = graph.resolve(target) if target is not None else None
        other = sources.get(key[0]) if key is not None else None
        function = other.functions.get(key[1]) if other is not None and key is not None else None
        if other is None or function is None or key in graph.creating:
            return False
        for part in ast.walk(function):
            if isinstance(part, (ast.Name, ast.Attribute)):
                last = part.id if isinstance(part, ast.Name) else part.attr
                if last in _LOOKS_INSIDE or other.symbol(part):
                    return False
    return True
