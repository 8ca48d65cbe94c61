"""Shapes: ``x.shape[i].value`` and its relatives, where a Dimension has become an int or None; and equal shapes.

``tf.compat.dimension_value`` is right with and without v2 behaviour, so it serves graph programs and eager
code alike. Shapes with a size that is not known were never equal in TF 1.15; ``compat_scope.equal_shapes`` says so still.
"""

from __future__ import annotations

import ast

from migrate.nodes import children, walk
from migrate.rewrite.edits import Edit, Quote, insert, replace
from migrate.static_shapes import checked, is_shape, says_unknown
from migrate.upgrade.context import Context
from migrate.upgrade.keras_classes import shape_parameters
from migrate.upgrade.names import Names

# Methods of TensorShape -> how a tuple says it.
_OF_TUPLES = {"as_list": "list", "ndims": "len", "rank": "len"}
_SHAPED = ("build", "compute_output_shape")
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def upgrade_shapes(context: Context, names: Names) -> None:
    """Wraps every ``.value`` that provably belongs to a Dimension in ``tf.compat.dimension_value``.

    Comparisons of shapes that decide something become calls of ``compat_scope.equal_shapes`` and ``unequal_shapes``.
    """
    compared = "shape" in context.text and ("==" in context.text or "!=" in context.text)
    given = shape_parameters(context) if any(f"def {m}" in context.text for m in _SHAPED) else {}
    if ".value" in context.text or compared or given:
        _Block(context, names, {}, given).visit_all(context.symbols.tree.body)


def _is_dimension(node: ast.expr, known: dict[str, str]) -> bool:
    if isinstance(node, ast.Subscript):
        return not isinstance(node.slice, ast.Slice) and is_shape(node.value, known)
    return isinstance(node, ast.Name) and known.get(node.id) == "dimension"


def _is_of_tuple(node: ast.expr, known: dict[str, str]) -> bool:
    """Whether it is a shape that Keras 3 gives, a part of one, or one of several."""
    while isinstance(node, ast.Subscript):
        node = node.value
    return isinstance(node, ast.Name) and known.get(node.id) == "tuple"


class _Block:
    """Follows the local names of one function (or the module) that hold shapes and dimensions."""

    def __init__(
        self,
        context: Context,
        names: Names,
        known: dict[str, str],
        given: dict[int, tuple[str, str]],
    ) -> None:
        self._context = context
        self._names = names
        self._known = known
        self._given = (
            given  # functions, by id -> the parameter that is given a shape, and what that is
        )
        self._function: ast.AST = context.symbols.tree
        self._checks: set[int] = set()

    def visit_all(self, nodes: list[ast.stmt] | list[ast.expr]) -> None:
        for node in nodes:
            self.visit(node)

    def visit(self, node: ast.AST) -> None:
        if isinstance(node, _FUNCTIONS):
            inner = dict(self._known)
            for argument in walk(node.args):
                if isinstance(argument, ast.arg):
                    inner.pop(argument.arg, None)
            if id(node) in self._given:
                name, kind = self._given[id(node)]
                inner[name] = kind
            block = _Block(self._context, self._names, inner, self._given)
            block._function = node
            for child in children(node):
                block.visit(child)
            return
        if isinstance(node, (ast.ListComp, ast.GeneratorExp, ast.SetComp)):
            block = _Block(self._context, self._names, dict(self._known), self._given)
            block._function = self._function
            for generator in node.generators:
                block._iterates(generator.target, generator.iter)
            for child in children(node):
                block.visit(child)
            return
        if isinstance(node, (ast.For, ast.AsyncFor)):
            self._iterates(node.target, node.iter)
        self._checks |= checked(node)
        for child in children(node):
            self.visit(child)
        if isinstance(node, ast.Compare):
            self._compare(node)
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            self._assign(node.targets[0], node.value)
        elif isinstance(node, ast.Attribute):
            self._attribute(node)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and not node.args:
            self._of_tuple(node, node.func)

    def _iterates(self, target: ast.expr, iterable: ast.expr) -> None:
        if isinstance(target, ast.Name):
            if _is_of_tuple(iterable, self._known):
                self._known[target.id] = "tuple"
            elif is_shape(iterable, self._known):
                self._known[target.id] = "dimension"
            else:
                self._known.pop(target.id, None)

    def _assign(self, target: ast.expr, value: ast.expr) -> None:
        if isinstance(target, ast.Name):
            if _is_of_tuple(value, self._known):
                self._known[target.id] = "tuple"
            elif is_shape(value, self._known):
                self._known[target.id] = "shape"
            elif _is_dimension(value, self._known):
                self._known[target.id] = "dimension"
            else:
                self._known.pop(target.id, None)
        elif isinstance(target, (ast.Tuple, ast.List)):
            shape = is_shape(value, self._known)
            of_tuple = _is_of_tuple(value, self._known)
            for element in target.elts:
                if isinstance(element, ast.Name):
                    if of_tuple:
                        self._known[element.id] = "tuple"
                    elif shape:
                        self._known[element.id] = "dimension"
                    else:
                        self._known.pop(element.id, None)

    def _compare(self, node: ast.Compare) -> None:
        """Shapes that are compared, of which one may have a size that is not known."""
        left, right, operator = node.left, node.comparators[0], node.ops[0]
        if len(node.ops) != 1 or not isinstance(operator, (ast.Eq, ast.NotEq)):
            return
        if id(node) in self._checks or self._context.skipped(node):
            return
        shapes = [is_shape(side, self._known) for side in (left, right)]
        unknown = [says_unknown(side) for side in (left, right)]
        if not (all(shapes) or (any(shapes) and any(unknown))) or not self._of_tensors(node):
            return
        if not self._context.graph:
            text = (
                f"`{ast.unparse(node)}` was false where a size was not known; eagerly every size is"
            )
            self._context.report(node, "TF406", text)
        positions = self._context.positions
        shim = self._names.member("migrate", "compat_scope", self._context.symbols.module_scope)
        sides = [Quote(positions.start(side), positions.end(side)) for side in (left, right)]
        function = "equal_shapes" if isinstance(operator, ast.Eq) else "unequal_shapes"
        parts = (f"{shim}.{function}(", sides[0], ", ", sides[1], ")")
        self._context.edit(Edit(positions.start(node), positions.end(node), parts))

    def _of_tensors(self, node: ast.Compare) -> bool:
        """Whether it says so (`get_shape`, `TensorShape`), or stands in a function that computes with TensorFlow."""
        text = ast.unparse(node)
        if "get_shape" in text or "TensorShape" in text:
            return True
        symbol = self._context.symbols.symbol
        return any(
            isinstance(part, (ast.Attribute, ast.Name)) and symbol(part)
            for part in walk(self._function)
        )

    def _attribute(self, node: ast.Attribute) -> None:
        if not isinstance(node.ctx, ast.Load):
            return
        if node.attr in ("ndims", "rank"):
            self._of_tuple(node, node)
        if node.attr != "value":
            return
        if _is_of_tuple(node.value, self._known) and not self._context.skipped(node):
            positions = self._context.positions
            self._context.edit(replace(positions.end(node.value), positions.end(node), ""))
            return
        if not _is_dimension(node.value, self._known) or self._context.skipped(node):
            return
        positions = self._context.positions
        root = self._names.root(self._scope(node))
        quote = Quote(positions.start(node.value), positions.end(node.value))
        parts = (f"{root}.compat.dimension_value(", quote, ")")
        self._context.edit(Edit(positions.start(node), positions.end(node), parts))

    def _of_tuple(self, node: ast.expr, asked: ast.Attribute) -> None:
        """What a TensorShape has a method or property for, of a shape that is a tuple now."""
        to = _OF_TUPLES.get(asked.attr)
        if to is None or not _is_of_tuple(asked.value, self._known) or self._context.skipped(node):
            return
        positions = self._context.positions
        self._context.edit(insert(positions.start(asked.value), f"{to}("))
        self._context.edit(replace(positions.end(asked.value), positions.end(node), ")"))

    def _scope(self, node: ast.Attribute):  # type: ignore[no-untyped-def]
        inner: ast.AST = node
        while not isinstance(inner, ast.Name):
            child = next(iter(children(inner)), None)
            if child is None:
                break
            inner = child
        found = self._context.symbols.scope_of(inner) if isinstance(inner, ast.Name) else None
        return found or self._context.symbols.module_scope
