"""What an object of a class holds: settings only, which are the same whenever a layer is made of them."""

from __future__ import annotations

import ast

from migrate.lift.binding.purity import check_pure
from migrate.lift.binding.times import TreeTimes
from migrate.lift.classes.parts import ClassParts, opens_scopes, self_attribute
from migrate.lift.plans import Refused
from migrate.lift.source.source import LiftSource
from migrate.model.values import called
from migrate.nodes import walk

_CHANGES = frozenset(
    ["append", "extend", "insert", "remove", "pop", "popitem", "clear", "update", "add", "discard"]
    + ["setdefault", "sort", "reverse", "appendleft", "popleft"]
)


def check_state(source: LiftSource, tree: TreeTimes, parts: ClassParts) -> None:
    """Looks at what the constructor does, and at what the methods do to attributes.

    Raises:
      Refused: the constructor does more than give values, or a method changes one.
    """
    ignored = _scopes(source, parts)
    for node in walk(parts.init):
        if not isinstance(node, ast.Call) or id(node) in ignored:
            continue
        symbol = source.called(node)
        if not symbol:
            check_pure(source, tree, node)
        elif called(symbol).kind != "other":
            raise Refused("TF320", f"`{ast.unparse(node)}` in `__init__`", node.lineno)
    for method in (parts.call, *parts.methods):
        for node in walk(method):
            name = _changed(node)
            if name:
                text = f"`self.{name}` is changed in `{method.name}`"
                raise Refused("TF320", text, getattr(node, "lineno", 0))


def _scopes(source: LiftSource, parts: ClassParts) -> set[int]:
    """The calls that a layer does without: of the constructor above, and of scopes around attributes."""
    found = set()
    for node in walk(parts.init):
        if isinstance(node, ast.With) and opens_scopes(source, node):
            found |= {id(i.context_expr) for i in node.items}
        elif id(node) in parts.dropped:
            found |= {id(n) for n in walk(node)}
    return found


def _changed(node: ast.AST) -> str:
    """The attribute of the object that a node changes within."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return _root(node.func.value) if node.func.attr in _CHANGES else ""
    if isinstance(node, (ast.Subscript, ast.Attribute)) and not isinstance(node.ctx, ast.Load):
        return _root(node.value)
    return ""


def _root(node: ast.expr) -> str:
    """``x`` for ``self.x``, ``self.x.y`` and ``self.x[0]``."""
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        name = self_attribute(node)
        if name:
            return name
        node = node.value
    return ""
