"""Fetched values: what ``Session.run``, ``Tensor.eval`` and ``.numpy()`` return, where NumPy 2 treats it differently.

``float(v)``, ``int(v)`` and ``'%f' % v`` of an array with one element raise since NumPy 2.4, and NumPy 2 prints
the scalars in a list as ``np.float32(1.0)``. Graph programs written for TF 1 do both all the time.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable

from migrate.nodes import children, walk
from migrate.rewrite.edits import Edit, Quote
from migrate.upgrade.calls import quoted
from migrate.upgrade.context import Context
from migrate.upgrade.fetches import CONTAINERS, VALUE, VALUES, Fetches, dotted

_FETCHES = re.compile(r"\.(?:run|eval|numpy)\b")
_SPEC = re.compile(
    r"%(?:%|(?:\((?P<key>[^)]*)\))?[-#0 +]*(?P<width>\*|\d*)(?:\.(?:\*|\d+))?[hlL]?(?P<kind>[a-zA-Z]))"
)
_NUMBER = frozenset("eEfFgGdiu")
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)
_SHOW = frozenset({"print", "str", "repr", "pprint", "format"})


def upgrade_fetched(context: Context) -> bool:
    """Edits conversions of fetched values to Python numbers, in graph programs.

    Returns:
      Whether the module prints containers of fetched values.
    """
    if not _FETCHES.search(context.text):
        return False
    fetches = Fetches(context.symbols)
    # What functions return and objects hold may be written below the place where it is used.
    for _ in range(2):
        _Block(context, fetches, {}, edits=False).body(context.symbols.tree.body)
    block = _Block(context, fetches, {}, edits=context.graph)
    block.body(context.symbols.tree.body)
    return block.prints


class _Block:
    """Follows the local names of one function, or of the module, that hold fetched values."""

    def __init__(
        self, context: Context, fetches: Fetches, known: dict[str, str], edits: bool
    ) -> None:
        self._context = context
        self._fetches = fetches
        self._known = known
        self._edits = edits
        self._function = ""
        self._numbers: frozenset[str] = frozenset()
        self.prints = False

    def body(self, statements: list[ast.stmt]) -> None:
        self._numbers = _plain_numbers(statements)
        for statement in statements:
            self.visit(statement)

    def visit(self, node: ast.AST) -> None:
        if isinstance(node, (*_FUNCTIONS, *_COMPREHENSIONS)):
            self._inner(node)
            return
        if isinstance(node, ast.For):
            self._fetches.iterates(node.target, node.iter, self._known)
        for child in children(node):
            self.visit(child)
        kind = self._fetches.kind
        if isinstance(node, ast.Assign):
            found = kind(node.value, self._known)
            for target in node.targets:
                self._fetches.bind(target, found, self._known)
        elif isinstance(node, ast.AugAssign):
            self._fetches.add(node.target, kind(node.value, self._known), self._known)
        elif isinstance(node, ast.Return) and node.value is not None and self._function:
            self._fetches.returns(self._function, kind(node.value, self._known))
        elif isinstance(node, ast.Call):
            self._call(node)
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
            self._format(node)
        elif isinstance(node, ast.FormattedValue):
            self._shows(node.value)

    def _inner(self, node: ast.AST) -> None:
        inner = _Block(self._context, self._fetches, dict(self._known), self._edits)
        if isinstance(node, _COMPREHENSIONS):
            inner._numbers = self._numbers
            for generator in node.generators:
                self._fetches.iterates(generator.target, generator.iter, inner._known)
        elif isinstance(node, _FUNCTIONS):
            inner._function = getattr(node, "name", "")
            inner._numbers = _plain_numbers([node])
            for argument in walk(node.args):
                if isinstance(argument, ast.arg):
                    inner._known.pop(argument.arg, None)
        for child in children(node):
            inner.visit(child)
        self.prints = self.prints or inner.prints

    # ------------------------------------------------------------ what is done with it
    def _shows(self, node: ast.expr) -> None:
        if self._fetches.kind(node, self._known) in CONTAINERS:
            self.prints = True

    def _call(self, node: ast.Call) -> None:
        name = dotted(node.func).rpartition(".")[2]
        if isinstance(node.func, ast.Attribute):
            self._fetches.method(node, node.func, self._known)
        if name in _SHOW:
            for argument in node.args:
                self._shows(argument)
        if isinstance(node.func, ast.Name) and name in ("float", "int"):
            if len(node.args) == 1 and not node.keywords:
                if self._fetches.kind(node.args[0], self._known) in (VALUE, VALUES):
                    self._item(node.args[0])

    def _format(self, node: ast.BinOp) -> None:
        left = node.left
        if not isinstance(left, ast.Constant) or not isinstance(left.value, str):
            return
        specs = [m for m in _SPEC.finditer(left.value) if m["kind"]]
        values = node.right.elts if isinstance(node.right, ast.Tuple) else [node.right]
        if any(m["key"] is not None or m["width"] == "*" for m in specs) or len(specs) != len(
            values
        ):
            return
        for spec, value in zip(specs, values):
            kind = self._fetches.kind(value, self._known)
            if kind in (VALUE, VALUES) and spec["kind"] in _NUMBER:
                self._item(value)  # a number is wanted, so whatever was fetched is one tensor
            elif kind in CONTAINERS:
                self.prints = True

    def _item(self, node: ast.expr) -> None:
        """Takes the one element out of the array: ``v`` becomes ``v.item()``."""
        if not self._edits or self._context.skipped(node):
            return
        if isinstance(node, ast.Name) and node.id in self._numbers:
            return  # a number has no `item`
        positions = self._context.positions
        start, end = positions.start(node), positions.end(node)
        parts: tuple[str | Quote, ...] = (*quoted(node, positions), ".item()")
        self._context.edit(Edit(start, end, parts))


def _plain_numbers(nodes: Iterable[ast.AST]) -> frozenset[str]:
    """The names that are set to a plain number somewhere, also by the name of one: ``best = -1.0``, ``loss = best``."""
    values = [
        (target.id, part.value)
        for node in nodes
        for part in walk(node)
        if isinstance(part, ast.Assign)
        for target in part.targets
        if isinstance(target, ast.Name)
    ]
    found: set[str] = set()
    grown = True
    while grown:
        more = {name for name, value in values if _is_number(value, found)} - found
        grown = bool(more)
        found |= more
    return frozenset(found)


def _is_number(node: ast.expr, known: set[str]) -> bool:
    if isinstance(node, ast.UnaryOp):
        return _is_number(node.operand, known)
    if isinstance(node, ast.Name):
        return node.id in known
    return isinstance(node, ast.Constant) and isinstance(node.value, (int, float))
