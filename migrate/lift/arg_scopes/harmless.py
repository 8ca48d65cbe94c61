"""Calls that run nothing of what scopes give arguments to, though the scope graph does not follow them.

depth = lambda d: max(int(d * multiplier), min_depth)
width = depth(64) + int_shape(x)[-1]
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field

from migrate.lift.checks.called_parameters import assigned_values, is_module_lambda
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import walk


@dataclass(eq=False)
class Harmless:
    """What is known of the functions of a tree that make no layers and call nothing they are given."""

    graph: TreeGraph
    sources: Mapping[str, LiftSource]
    _known: dict[Key, bool] = field(default_factory=dict)

    def calls(self, source: LiftSource, node: FunctionNode | None, func: ast.expr) -> bool:
        """Whether a call is harmless.

        Args:
          node: the function that it stands in.
        """
        if isinstance(func, ast.Name) and _is_lambda(source, node, func):
            return True  # what that calls is read where it stands
        target = source.symbols.target(func)
        return target is not None and self._is_plain(target)

    def _is_plain(self, target: Key) -> bool:
        """Whether a definition that the scope graph does not have calls no methods that it has."""
        if target not in self._known:
            self._known[target] = True  # those that call themselves
            self._known[target] = self.graph.resolve(target) is None and self._judged(target)
        return self._known[target]

    def _judged(self, target: Key) -> bool:
        source = self.sources.get(target[0])
        if source is None or target in self.graph.functions:
            return False
        node: ast.AST | None = source.functions.get(target[1])
        if node is None:
            node = next((c for c in source.tree.body if _is_class(c, target[1])), None)
            init = f"{target[1]}.__init__"
            if node is None or (target[0], init) in self.graph.functions:
                return False
            node = source.functions.get(init)
            if node is None:
                return True
        methods = {q.rpartition(".")[2] for _, q in self.graph.functions}
        for part in walk(node):
            func = part.func if isinstance(part, ast.Call) else None
            if isinstance(func, ast.Attribute) and not source.symbol(func):
                below = source.symbols.target(func)
                if func.attr in methods or (below is not None and not self._is_plain(below)):
                    return False
            elif isinstance(func, ast.Name):
                below = source.symbols.target(func)
                if below is not None and not self._is_plain(below):
                    return False
        return True


def _is_class(node: ast.stmt, name: str) -> bool:
    """Whether a statement is a class that has nothing from others."""
    if not isinstance(node, ast.ClassDef) or node.name != name or node.keywords:
        return False
    return all(isinstance(b, ast.Name) and b.id == "object" for b in node.bases)


def _is_lambda(source: LiftSource, node: FunctionNode | None, name: ast.Name) -> bool:
    """Whether a name of the function or of its module only holds a `lambda`."""
    scope = source.symbols.scope_of(name)
    home = scope.find(name.id) if scope is not None else None
    if home is None or len(home.names[name.id]) != 1:
        return False
    if home.kind == "module":
        return is_module_lambda(source, name.id)
    if node is None or home.node is not node:
        return False
    values = assigned_values(node, name.id)
    return bool(values) and all(isinstance(v, ast.Lambda) for v in values or ())
