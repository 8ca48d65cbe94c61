"""Shapes: ``x.shape[i].value`` and its relatives, where a Dimension has become an int or None.

``tf.compat.dimension_value`` is right with and without v2 behaviour, so it serves graph programs and eager
code alike.
"""

from __future__ import annotations

import ast

from migrate.nodes import children, walk
from migrate.rewrite.edits import Edit, Quote
from migrate.upgrade.context import Context
from migrate.upgrade.names import Names

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def upgrade_shapes(context: Context, names: Names) -> None:
    """Wraps every ``.value`` that provably belongs to a Dimension in ``tf.compat.dimension_value``."""
    if ".value" in context.text:
        _Block(context, names, {}).visit_all(context.symbols.tree.body)


def _is_shape(node: ast.expr, known: dict[str, str]) -> bool:
    """Whether the expression is a TensorShape: ``x.shape``, ``x.get_shape()``, a slice, or a name for one."""
    if isinstance(node, ast.Call):
        func = node.func
        if isinstance(func, ast.Attribute):
            if func.attr in ("get_shape", "with_rank", "with_rank_at_least", "merge_with"):
                return True
            if func.attr == "TensorShape":
                return True
            return func.attr == "concatenate" and _is_shape(func.value, known)
        return isinstance(func, ast.Name) and func.id == "TensorShape"
    if isinstance(node, ast.Attribute):
        return node.attr in ("shape", "dims") and (
            node.attr == "shape" or _is_shape(node.value, known)
        )
    if isinstance(node, ast.Subscript):
        return isinstance(node.slice, ast.Slice) and _is_shape(node.value, known)
    return isinstance(node, ast.Name) and known.get(node.id) == "shape"


def _is_dimension(node: ast.expr, known: dict[str, str]) -> bool:
    if isinstance(node, ast.Subscript):
        return not isinstance(node.slice, ast.Slice) and _is_shape(node.value, known)
    return isinstance(node, ast.Name) and known.get(node.id) == "dimension"


class _Block:
    """Follows the local names of one function (or the module) that hold shapes and dimensions."""

    def __init__(self, context: Context, names: Names, known: dict[str, str]) -> None:
        self._context = context
        self._names = names
        self._known = known

    def visit_all(self, nodes: list[ast.stmt] | list[ast.expr]) -> None:
        for node in nodes:
            self.visit(node)

    def visit(self, node: ast.AST) -> None:
        if isinstance(node, _FUNCTIONS):
            inner = dict(self._known)
            for argument in walk(node.args):
                if isinstance(argument, ast.arg):
                    inner.pop(argument.arg, None)
            block = _Block(self._context, self._names, inner)
            for child in children(node):
                block.visit(child)
            return
        if isinstance(node, (ast.ListComp, ast.GeneratorExp, ast.SetComp)):
            block = _Block(self._context, self._names, dict(self._known))
            for generator in node.generators:
                block._iterates(generator.target, generator.iter)
            for child in children(node):
                block.visit(child)
            return
        if isinstance(node, (ast.For, ast.AsyncFor)):
            self._iterates(node.target, node.iter)
        for child in children(node):
            self.visit(child)
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            self._assign(node.targets[0], node.value)
        elif isinstance(node, ast.Attribute):
            self._attribute(node)

    def _iterates(self, target: ast.expr, iterable: ast.expr) -> None:
        if isinstance(target, ast.Name):
            if _is_shape(iterable, self._known):
                self._known[target.id] = "dimension"
            else:
                self._known.pop(target.id, None)

    def _assign(self, target: ast.expr, value: ast.expr) -> None:
        if isinstance(target, ast.Name):
            if _is_shape(value, self._known):
                self._known[target.id] = "shape"
            elif _is_dimension(value, self._known):
                self._known[target.id] = "dimension"
            else:
                self._known.pop(target.id, None)
        elif isinstance(target, (ast.Tuple, ast.List)):
            shape = _is_shape(value, self._known)
            for element in target.elts:
                if isinstance(element, ast.Name):
                    if shape:
                        self._known[element.id] = "dimension"
                    else:
                        self._known.pop(element.id, None)

    def _attribute(self, node: ast.Attribute) -> None:
        if node.attr != "value" or not isinstance(node.ctx, ast.Load):
            return
        if not _is_dimension(node.value, self._known) or self._context.skipped(node):
            return
        positions = self._context.positions
        root = self._names.root(self._scope(node))
        quote = Quote(positions.start(node.value), positions.end(node.value))
        parts = (f"{root}.compat.dimension_value(", quote, ")")
        self._context.edit(Edit(positions.start(node), positions.end(node), parts))

    def _scope(self, node: ast.Attribute):  # type: ignore[no-untyped-def]
        inner: ast.AST = node
        while not isinstance(inner, ast.Name):
            child = next(iter(children(inner)), None)
            if child is None:
                break
            inner = child
        found = self._context.symbols.scope_of(inner) if isinstance(inner, ast.Name) else None
        return found or self._context.symbols.module_scope
