"""Fetched values: what ``Session.run`` and ``Tensor.eval`` return, where NumPy 2 treats it differently.

``float(v)``, ``int(v)`` and ``'%f' % v`` of an array with one element raise since NumPy 2.4, and NumPy 2 prints
the scalars in a list as ``np.float32(1.0)``. Graph programs written for TF 1 do both all the time.
"""

from __future__ import annotations

import ast
import re

from migrate.nodes import children, walk
from migrate.rewrite.edits import Edit, Quote
from migrate.upgrade.calls import quoted
from migrate.upgrade.context import Context

_SESSION = re.compile(r"(?:\w*_)?sess(?:ion)?\d*_?", re.IGNORECASE)
_FETCHES = re.compile(r"\.(?:run|eval)\b")
_SPEC = re.compile(
    r"%(?:%|(?:\((?P<key>[^)]*)\))?[-#0 +]*(?P<width>\*|\d*)(?:\.(?:\*|\d+))?[hlL]?(?P<kind>[a-zA-Z]))"
)
_NUMBER = frozenset("eEfFgGdiu")
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)

VALUE = "value"  # an array or scalar
VALUES = "values"  # a container of them


def upgrade_fetched(context: Context) -> bool:
    """Edits conversions of fetched values to Python numbers.

    Returns:
      Whether the module prints containers of fetched values.
    """
    if not _FETCHES.search(context.text):
        return False
    block = _Block(context, {})
    block.body(context.symbols.tree.body)
    return block.prints


class _Block:
    """Follows the local names of one function, or of the module, that hold fetched values."""

    def __init__(self, context: Context, known: dict[str, str]) -> None:
        self._context = context
        self._known = known
        self.prints = False

    def body(self, statements: list[ast.stmt]) -> None:
        for statement in statements:
            self.visit(statement)

    def visit(self, node: ast.AST) -> None:
        if isinstance(node, (*_FUNCTIONS, *_COMPREHENSIONS)):
            inner = _Block(self._context, dict(self._known))
            if isinstance(node, _COMPREHENSIONS):
                for generator in node.generators:
                    inner._iterates(generator.target, generator.iter)
            else:
                for argument in walk(node.args):
                    if isinstance(argument, ast.arg):
                        inner._known.pop(argument.arg, None)
            for child in children(node):
                inner.visit(child)
            self.prints = self.prints or inner.prints
            return
        if isinstance(node, ast.For):
            self._iterates(node.target, node.iter)
        for child in children(node):
            self.visit(child)
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            self._bind(node.targets[0], self._kind(node.value))
        elif isinstance(node, ast.Call):
            self._call(node)
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
            self._format(node)

    # ------------------------------------------------------------ what is known
    def _kind(self, node: ast.expr) -> str | None:
        """VALUE or VALUES for an expression of fetched values; None for anything else."""
        if isinstance(node, ast.Name):
            return self._known.get(node.id)
        if isinstance(node, ast.Subscript):
            inner = self._kind(node.value)
            sliced = isinstance(node.slice, ast.Slice)
            return inner if inner == VALUE or (inner and sliced) else (VALUE if inner else None)
        if isinstance(node, (ast.List, ast.Tuple)):
            return VALUES if any(self._kind(e) for e in node.elts) else None
        if isinstance(node, ast.Dict):
            return VALUES if any(self._kind(v) for v in node.values) else None
        if isinstance(node, ast.ListComp):
            block = _Block(self._context, dict(self._known))
            for generator in node.generators:
                block._iterates(generator.target, generator.iter)
            return VALUES if block._kind(node.elt) else None
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            return self._fetch(node, node.func)
        return None

    def _fetch(self, node: ast.Call, func: ast.Attribute) -> str | None:
        if func.attr == "eval" and not node.args[1:]:
            return VALUE
        owner = func.value
        name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
        if func.attr != "run" or not _SESSION.fullmatch(name):
            return None
        fetches = node.args[0] if node.args else None
        for keyword in node.keywords:
            if keyword.arg == "fetches":
                fetches = keyword.value
        many = isinstance(fetches, (ast.List, ast.Tuple, ast.Dict, ast.ListComp, ast.DictComp))
        return VALUES if many else VALUE

    def _bind(self, target: ast.expr, kind: str | None) -> None:
        if isinstance(target, ast.Name):
            if kind:
                self._known[target.id] = kind
            else:
                self._known.pop(target.id, None)
        elif isinstance(target, (ast.Tuple, ast.List)):
            for element in target.elts:
                self._bind(element, VALUE if kind else None)

    def _iterates(self, target: ast.expr, iterable: ast.expr) -> None:
        if isinstance(iterable, ast.Call) and isinstance(iterable.func, ast.Name):
            if iterable.func.id == "zip" and isinstance(target, ast.Tuple):
                for element, source in zip(target.elts, iterable.args):
                    self._bind(element, VALUE if self._kind(source) else None)
                return
            if iterable.func.id == "enumerate" and isinstance(target, ast.Tuple) and iterable.args:
                self._bind(target.elts[-1], VALUE if self._kind(iterable.args[0]) else None)
                return
        self._bind(target, VALUE if self._kind(iterable) else None)

    # ------------------------------------------------------------ what is done with it
    def _call(self, node: ast.Call) -> None:
        if isinstance(node.func, ast.Attribute):
            owner = node.func.value
            if node.func.attr == "append" and isinstance(owner, ast.Name) and len(node.args) == 1:
                if self._kind(node.args[0]):
                    self._known[owner.id] = VALUES
            elif node.func.attr == "format":
                self.prints = self.prints or any(self._kind(a) == VALUES for a in node.args)
            return
        if not isinstance(node.func, ast.Name):
            return
        if node.func.id in ("float", "int") and len(node.args) == 1 and not node.keywords:
            if self._kind(node.args[0]) == VALUE:
                self._item(node.args[0])
        elif node.func.id in ("print", "str", "repr"):
            self.prints = self.prints or any(self._kind(a) == VALUES for a in node.args)

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
            kind = self._kind(value)
            if kind == VALUES:
                self.prints = True
            elif kind == VALUE and spec["kind"] in _NUMBER:
                self._item(value)

    def _item(self, node: ast.expr) -> None:
        """Takes the one element out of the array: ``v`` becomes ``v.item()``."""
        if self._context.skipped(node):
            return
        positions = self._context.positions
        start, end = positions.start(node), positions.end(node)
        parts: tuple[str | Quote, ...] = (*quoted(node, positions), ".item()")
        self._context.edit(Edit(start, end, parts))
