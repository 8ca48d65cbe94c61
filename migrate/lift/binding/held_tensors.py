"""Placeholders that cells hold: the shares that dropout keeps (``DropoutWrapper(cell, output_keep_prob=keep_prob)``).

Cells are made in the constructor, so what they are given is a setting of the layer. A placeholder may be one: it is made
by code that drives the program, before the layer is, and other values make another layer of the same variables.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import TYPE_CHECKING

from migrate.lift.source.bodies import bind, local_names
from migrate.lift.source.source import FunctionNode, parameters
from migrate.model.tree import Key
from migrate.nodes import walk

if TYPE_CHECKING:
    from migrate.lift.binding.times import TreeTimes

_UNKNOWN = frozenset([""])
_PLACEHOLDERS = ("tf.placeholder", "tf.placeholder_with_default")


class HeldTensors:
    """Which parameters end in cells, and which arguments are placeholders.

    Args:
      scalars: by symbol, the parameters that TF1 takes as scalars only, with their positions.
    """

    def __init__(self, tree: TreeTimes, scalars: Mapping[str, Mapping[str, int]]) -> None:
        self._tree = tree
        self._scalars = scalars
        self._found: dict[tuple[Key, str], frozenset[str]] = {}
        self._parents: dict[Key, dict[int, ast.AST]] = {}

    def goes(self, caller: Key, argument: ast.expr, key: Key, name: str) -> bool:
        """Whether a call gives a placeholder for a parameter that a cell holds."""
        return self.is_placeholder(caller, argument) and self.holds(key, name)

    def holds(self, key: Key, name: str) -> bool:
        """Whether a parameter is a share that the dropout of a cell keeps, and decides about nothing else."""
        ends = self._ends_of(key, name)
        return "cell" in ends and "" not in ends

    def _ends_of(self, key: Key, name: str) -> frozenset[str]:
        if (key, name) not in self._found:
            self._found[key, name] = _UNKNOWN  # functions that call each other
            self._found[key, name] = self._find(key, name)
        return self._found[key, name]

    def _find(self, key: Key, name: str) -> frozenset[str]:
        node = self._tree.functions.get(key)
        if node is None or name not in {a.arg for a, _, _ in parameters(node)}:
            return _UNKNOWN
        inner = [n for n in walk(node) if isinstance(n, (ast.FunctionDef, ast.Lambda))]
        uses = [n for n in walk(node) if isinstance(n, ast.Name) and n.id == name]
        if any(name in local_names(n) for n in inner if n is not node):
            return _UNKNOWN
        if not all(isinstance(n.ctx, ast.Load) for n in uses):
            return _UNKNOWN
        if key not in self._parents:
            self._parents[key] = {id(c): p for p in walk(node) for c in ast.iter_child_nodes(p)}
        return frozenset().union(*(self._end(key, n, self._parents[key]) for n in uses))

    def _end(self, key: Key, node: ast.AST, parents: Mapping[int, ast.AST]) -> frozenset[str]:
        """What becomes of a value at one place: it goes to a "cell" or to "dropout", is only "asked" for, or "" for anything else."""
        above = parents[id(node)]
        if isinstance(above, ast.Compare):
            asks = all(isinstance(o, (ast.Is, ast.IsNot)) for o in above.ops)
            return frozenset(["asked"]) if asks else _UNKNOWN
        while _is_step(above, node):
            node, above = above, parents[id(above)]
        call = parents[id(above)] if isinstance(above, ast.keyword) else above
        if not isinstance(call, ast.Call) or call.func is node:
            return _UNKNOWN
        source = self._tree.sources[key[0]]
        symbol = source.called(call)
        if symbol:
            keyword = above.arg if isinstance(above, ast.keyword) else None
            place = None if keyword else call.args.index(node)  # type: ignore[arg-type]
            return frozenset([self._of_tensorflow(symbol, keyword, place)])
        callee = self._tree.callee(source, call)
        function = self._tree.functions.get(callee) if callee is not None else None
        if callee is None or function is None:
            return _UNKNOWN
        names = [n for n, value in bind(call, function, callee).items() if value is node]
        return self._ends_of(callee, names[0]) if names else _UNKNOWN

    def _of_tensorflow(self, symbol: str, keyword: str | None, place: int | None) -> str:
        """What an argument of TensorFlow's is."""
        scalars = self._scalars.get(symbol, {})
        if keyword not in scalars and place not in scalars.values():
            return ""
        rule = self._tree.rules.get(symbol)
        if rule is not None and rule.kind == "cell":
            return "cell"
        return "dropout" if symbol.startswith("tf.nn.") else ""

    # ------------------------------------------------------------ arguments
    def is_placeholder(self, where: Key, node: ast.expr) -> bool:
        """Whether an expression is a placeholder, or a number and one: ``1.0 - self.drop``."""
        if isinstance(node, ast.BinOp):
            sides = [s for s in (node.left, node.right) if not isinstance(s, ast.Constant)]
            return len(sides) == 1 and self.is_placeholder(where, sides[0])
        if isinstance(node, ast.Attribute):
            stored = self._tree.arguments.held(where, node)
            return bool(stored) and all(self._is_made(k, v) for k, v in stored)
        if not isinstance(node, ast.Name):
            return False
        function: FunctionNode | None = self._tree.functions.get(where)
        if function is not None and node.id in {a.arg for a, _, _ in parameters(function)}:
            return False
        body = function.body if function is not None else self._tree.sources[where[0]].tree.body
        bound = [v for t, v in self._tree.bindings(list(body)) if _names(t, node.id)]
        return bool(bound) and all(self._is_made(where, v) for v in bound)

    def _is_made(self, where: Key, value: ast.expr | None) -> bool:
        """Whether a value is a placeholder."""
        if not isinstance(value, ast.Call):
            return False
        return self._tree.sources[where[0]].called(value) in _PLACEHOLDERS


def _is_step(above: ast.AST, node: ast.AST) -> bool:
    """Whether a value is computed of another one and a number."""
    if not isinstance(above, ast.BinOp):
        return False
    other = above.right if above.left is node else above.left
    return isinstance(other, ast.Constant)


def _names(target: ast.AST, name: str) -> bool:
    return any(isinstance(n, ast.Name) and n.id == name for n in walk(target))
