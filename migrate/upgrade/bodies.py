"""Functions passed to loops and branches: whether running one may create variables."""

from __future__ import annotations

import ast
import builtins

from migrate.answers import CallRule, Kind
from migrate.nodes import walk
from migrate.upgrade.calls import bind_arguments
from migrate.upgrade.context import Context

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_EAGER = ("tf.enable_eager_execution", "tf.enable_v2_behavior")


def bodies_may_create(context: Context, call: ast.Call, rule: CallRule) -> bool:
    """Whether one of the functions that ``call`` is given may create variables, in a module written for graphs.

    A graph built each of them once. In a graph program that is still so, and TF 1's eager code expects what
    eager code does.
    """
    if context.graph or any(r.path.symbol in _EAGER for r in context.symbols.references):
        return False
    bound = bind_arguments(call, rule.params) or {}
    found = _Bodies(context)
    return any(found.creates(bound[name]) for name in rule.bodies & bound.keys())


class _Bodies:
    """Looks through the functions of one module."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._seen: set[int] = set()

    def creates(self, function: ast.expr) -> bool:
        """Whether calling what ``function`` evaluates to may create variables."""
        if isinstance(function, ast.Lambda):
            return self._body([function.body])
        if isinstance(function, (ast.Name, ast.Attribute)):
            return self._called(function)
        return not isinstance(function, ast.Constant)

    def _called(self, function: ast.expr) -> bool:
        symbol = self._context.symbols.symbol(function)
        if symbol is not None:
            return self._context.rules.answer(symbol).kind is Kind.SCOPE
        name = function.attr if isinstance(function, ast.Attribute) else ""
        name = function.id if isinstance(function, ast.Name) else name
        here = [
            node
            for node in self._context.symbols.nodes
            if isinstance(node, _FUNCTIONS) and node.name == name
        ]
        if here:
            return any(self._body(node.body) for node in here)
        if isinstance(function, ast.Name):
            return not hasattr(builtins, name)
        return self._context.symbols.target(function) is not None  # another module's

    def _body(self, statements: list[ast.stmt] | list[ast.expr]) -> bool:
        for statement in statements:
            if id(statement) in self._seen:
                continue
            self._seen.add(id(statement))
            if any(isinstance(n, ast.Call) and self._called(n.func) for n in walk(statement)):
                return True
        return False
