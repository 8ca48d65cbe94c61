"""What a function does with a parameter whose tensors it only joins: asks for their widths, and puts them side by side."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass

from migrate.lift.normal.first.asked_widths import literal
from migrate.lift.normal.first.list_uses import ListUses
from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.source import FunctionNode, LiftSource, parameters
from migrate.nodes import walk
from migrate.rewrite.edits import Edit

_LISTS: dict[str, type[ast.List] | type[ast.Tuple]] = {"list": ast.List, "tuple": ast.Tuple}


@dataclass(frozen=True)
class Joins:
    """A parameter of which a function needs only what ``tf.concat`` makes of it.

    Attributes:
      name: of the parameter.
      axis: along which it is joined.
      lists: how it may be written out.
      takes_tensors: a tensor that is no list is taken as a list of one.
      edits: what has the function take the tensor.
    """

    name: str
    axis: int
    lists: tuple[type[ast.List] | type[ast.Tuple], ...]
    takes_tensors: bool
    edits: tuple[Edit, ...]


def joins_of(source: LiftSource, node: FunctionNode) -> Joins | None:
    """That of a function; None where it has none, or does anything else with it."""
    without_default = [a.arg for a, default, _ in parameters(node) if default is None]
    odd = (ast.Try, ast.Yield, ast.YieldFrom, ast.Global, ast.Nonlocal, ast.While)
    if any(isinstance(n, odd) for n in walk(node)):
        return None
    for name in without_default:
        found = _Reader(source, node, name).read()
        if found is not None:
            return found
    return None


class _Reader(ListUses):
    def read(self) -> Joins | None:
        lists, takes_tensors = self._test()
        widths = self._widths(self._node.body)
        joined = self._joined()
        uses = {id(n) for n in walk(self._node) if isinstance(n, ast.Name) and n.id == self._name}
        if not widths or not joined or uses != self._seen or len(self._axes) != 1:
            return None
        return Joins(self._name, self._axes.pop(), lists, takes_tensors, tuple(self._edits))

    # ------------------------------------------------------------ one tensor, or several
    def _test(self) -> tuple[tuple[type[ast.List] | type[ast.Tuple], ...], bool]:
        """What is taken as it is, and whether all else is taken as a list of one."""
        both = (ast.List, ast.Tuple)
        for part in self._node.body:
            if not isinstance(part, ast.If) or part.orelse or len(part.body) != 1:
                continue
            test, wrapped = part.test, part.body[0]
            if not isinstance(test, ast.UnaryOp) or not isinstance(test.op, ast.Not):
                continue
            kinds = self._kinds(test.operand)
            if kinds and isinstance(wrapped, ast.Assign) and self._wraps(wrapped):
                if self._drop(part):
                    self._saw(part)
                return kinds, True
        return both, False

    def _drop(self, node: ast.stmt) -> bool:
        """Takes the lines of a statement away."""
        positions = self._source.positions
        start = positions.line_start(node.lineno)
        end = positions.line_start((node.end_lineno or node.lineno) + 1)
        self._edits.append(Edit(start, end, ("",)))
        return "#" not in self._source.text[start:end]

    def _kinds(self, node: ast.expr) -> tuple[type[ast.List] | type[ast.Tuple], ...]:
        """The types that ``isinstance(args, (list, tuple))`` asks for."""
        if not isinstance(node, ast.Call) or len(node.args) != 2 or node.keywords:
            return ()
        if not self._is_builtin(node.func, "isinstance") or not self._is_it(node.args[0]):
            return ()
        asked = node.args[1]
        elements = asked.elts if isinstance(asked, ast.Tuple) else [asked]
        names = [n for e in elements for n in _LISTS if self._is_builtin(e, n)]
        return tuple(_LISTS[n] for n in names) if len(names) == len(elements) else ()

    def _wraps(self, node: ast.Assign) -> bool:
        value = node.value
        listed = isinstance(value, (ast.List, ast.Tuple)) and len(value.elts) == 1
        alone = len(node.targets) == 1 and self._is_it(node.targets[0])
        return alone and listed and self._is_it(value.elts[0])  # type: ignore[attr-defined]

    # ------------------------------------------------------------ what they make
    def _joined(self) -> bool:
        """Whether they are put side by side, always, maybe but for one alone."""
        found = False
        returns = [n.lineno for n in walk(self._node) if isinstance(n, (ast.Return, ast.Raise))]
        first = min(returns, default=self._node.end_lineno or 0)
        for part in _always(self._node.body):
            if part.lineno > first:
                break
            if isinstance(part, ast.If):
                found |= self._by_length(part)
            elif not isinstance(part, ast.With):
                found |= self._in(part)
        return found

    def _by_length(self, node: ast.If) -> bool:
        """``if len(args) == 1: y = f(args[0])``, ``else: y = f(tf.concat(args, 1))``, of which either does the same."""
        if not self._is_one(node.test) or len(node.body) != 1 or len(node.orelse) != 1:
            return False
        found = self._in_words(node.orelse[0])
        if found is None or found[0] != self._alone(node.body[0]):
            return False
        text, axes = found
        start, end = self._source.positions.start(node), self._source.positions.end(node)
        if "#" in self._source.text[start:end]:
            return False
        self._saw(node)
        self._axes |= axes
        self._edits.append(Edit(start, end, (text,)))
        return True

    def _in(self, node: ast.stmt) -> bool:
        """Of a statement with ``tf.concat(args, 1)``."""
        found = False
        for part in own_nodes([node]):
            axis = self._concat(part)
            if axis is not None and isinstance(part, ast.Call):
                self._saw(part)
                self._axes.add(axis)
                positions = self._source.positions
                start, end = positions.start(part), positions.end(part)
                self._edits.append(Edit(start, end, (self._name,)))
                found = True
        return found

    def _in_words(self, node: ast.stmt) -> tuple[str, set[int]] | None:
        """A statement with the parameter in the place of what is made of it, and the axes of that."""
        calls = [n for n in walk(node) if self._concat(n) is not None]
        axes = {axis for n in calls for axis in [self._concat(n)] if axis is not None}
        text = self._replaced(node, calls)
        return (text, axes) if text is not None and len(axes) == 1 else None

    def _alone(self, node: ast.stmt) -> str | None:
        """The same of ``args[0]``."""
        items = [n for n in walk(node) if isinstance(n, ast.Subscript) and self._is_it(n.value)]
        return self._replaced(node, [n for n in items if literal(n.slice) == 0])

    def _replaced(self, node: ast.stmt, parts: Sequence[ast.AST]) -> str | None:
        """The text of a statement with the parameter in the place of these; None where it is used otherwise."""
        uses = [n for n in walk(node) if self._is_it(n)]
        if len(uses) != len(parts):
            return None
        positions = self._source.positions
        start, text = positions.start(node), self._source.segment(node)
        spans = [(positions.start(n), positions.end(n)) for n in parts if isinstance(n, ast.expr)]
        for first, last in sorted(spans, reverse=True):
            text = text[: first - start] + self._name + text[last - start :]
        return text

    def _is_one(self, node: ast.expr) -> bool:
        """Whether a test is ``len(args) == 1``."""
        if not isinstance(node, ast.Compare) or not isinstance(node.left, ast.Call):
            return False
        if len(node.ops) != 1 or not isinstance(node.ops[0], ast.Eq):
            return False
        call, one = node.left, literal(node.comparators[0])
        measured = self._is_builtin(call.func, "len") and len(call.args) == 1
        return measured and self._is_it(call.args[0]) and one == 1

    def _concat(self, node: ast.AST) -> int | None:
        """The axis of ``tf.concat(args, 1)``."""
        if not isinstance(node, ast.Call) or self._source.called(node) != "tf.concat":
            return None
        given = dict(zip(("values", "axis", "name"), node.args, strict=False))
        given |= {k.arg or "**": k.value for k in node.keywords}
        if (
            set(given) != {"values", "axis"}
            or len(node.args) > 2
            or not self._is_it(given.get("values"))
        ):
            return None
        axis = given.get("axis")
        return literal(axis) if axis is not None else None


def _always(body: list[ast.stmt]) -> list[ast.stmt]:
    """The statements that run whenever a body does, those of scopes too."""
    found = []
    for part in body:
        found.append(part)
        if isinstance(part, ast.With):
            found += _always(part.body)
    return [p for p in found if not isinstance(p, (ast.For, ast.FunctionDef, ast.ClassDef))]
