"""How a function uses a parameter that is a list of tensors: which uses are understood, and the widths that it adds up."""

from __future__ import annotations

import ast

from migrate.lift.normal.first.asked_widths import asked_width
from migrate.lift.source.source import FunctionNode, LiftSource, parameters
from migrate.nodes import walk
from migrate.rewrite.edits import Edit


class ListUses:
    def __init__(self, source: LiftSource, node: FunctionNode, name: str) -> None:
        self._source = source
        self._node = node
        self._name = name
        self._seen: set[int] = set()  # the uses of the parameter that are understood
        self._axes: set[int] = set()
        self._edits: list[Edit] = []

    def _is_it(self, node: ast.AST | None) -> bool:
        return isinstance(node, ast.Name) and node.id == self._name

    def _saw(self, node: ast.AST) -> None:
        self._seen |= {id(n) for n in walk(node) if self._is_it(n)}

    def _is_builtin(self, node: ast.expr, name: str) -> bool:
        if not isinstance(node, ast.Name) or node.id != name:
            return False
        own = {a.arg for a, _, _ in parameters(self._node)}
        own |= {n.id for n in walk(self._node) if _is_stored(n)}  # type: ignore[attr-defined]
        return name not in own and name not in self._source.symbols.module_scope.names

    def _widths(self, body: list[ast.stmt]) -> bool:
        """Whether the widths are added up, by a loop or by `sum`."""
        found = False
        for n, part in enumerate(body):
            if (isinstance(part, ast.For) and n and self._adds(body[n - 1], part)) or (
                isinstance(part, ast.Assign) and self._sums(part.value)
            ):
                found = True
            elif isinstance(part, ast.With):
                found |= self._widths(part.body)
        return found

    def _adds(self, before: ast.stmt, loop: ast.For) -> bool:
        """``total = 0`` and ``for arg in args: total += arg.get_shape()[1].value``."""
        added = loop.body[0]
        if loop.orelse or len(loop.body) != 1 or not isinstance(added, ast.AugAssign):
            return False
        if not isinstance(before, ast.Assign) or len(before.targets) != 1:
            return False
        total, element = before.targets[0], loop.target
        zero = isinstance(before.value, ast.Constant) and type(before.value.value) is int
        if not zero or before.value.value != 0 or not self._is_it(loop.iter):  # type: ignore[attr-defined]
            return False
        if not isinstance(total, ast.Name) or not isinstance(element, ast.Name):
            return False
        if not isinstance(added.op, ast.Add) or ast.dump(added.target) != ast.dump(total):
            return False
        inside = {id(n) for n in walk(loop)}
        for node in walk(self._node):
            if isinstance(node, ast.Name) and node.id == element.id and id(node) not in inside:
                return False  # it is read, or is something else, elsewhere
        text = self._width(added.value, element.id)
        if text is None or total.id in (element.id, self._name):
            return False
        self._saw(loop)
        start, end = self._source.positions.start(before), self._source.positions.end(loop)
        between = self._source.text[self._source.positions.end(before) : end]
        if "#" in between:
            return False
        self._edits.append(Edit(start, end, (f"{total.id} = {text}",)))
        return True

    def _sums(self, node: ast.expr) -> bool:
        """``sum(arg.shape[1].value for arg in args)``."""
        if not isinstance(node, ast.Call) or len(node.args) != 1 or node.keywords:
            return False
        given = node.args[0]
        if not isinstance(given, (ast.GeneratorExp, ast.ListComp)):
            return False
        one = given.generators[0]
        if not self._is_builtin(node.func, "sum") or len(given.generators) != 1 or one.ifs:
            return False
        if not self._is_it(one.iter) or not isinstance(one.target, ast.Name):
            return False
        text = self._width(given.elt, one.target.id)
        if text is None:
            return False
        self._saw(node)
        positions = self._source.positions
        self._edits.append(Edit(positions.start(node), positions.end(node), (text,)))
        return True

    def _width(self, node: ast.expr, element: str) -> str | None:
        """The width of the parameter, as that of its element is asked for."""
        found = asked_width(node, lambda func: self._is_builtin(func, "int"))
        if found is None or found[0].id != element or element == self._name:
            return None
        tensor, axis = found
        self._axes.add(axis)
        positions, text = self._source.positions, self._source.text
        before = text[positions.start(node) : positions.start(tensor)]
        return before + self._name + text[positions.end(tensor) : positions.end(node)]


def _is_stored(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)
