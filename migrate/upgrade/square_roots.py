"""``(x - mean) / tf.sqrt(variance + epsilon)``: TensorFlow 2 computes something else from it on a CPU."""

from __future__ import annotations

import ast
from typing import TypeGuard

from migrate.nodes import walk
from migrate.rewrite.edits import replace
from migrate.upgrade.context import Context
from migrate.upgrade.names import Names


def upgrade_square_roots(context: Context, names: Names) -> None:
    """Writes division by ``tf.sqrt(a + b)`` as multiplication by ``tf.math.rsqrt(a + b)``.

    With oneDNN, which is on by default, TF 2.21 fuses a layer normalization written with division (in
    sessions and in ``tf.function``) into an operation whose epsilon is 0.001, whatever the program says.
    The form with ``rsqrt`` is fused far less often. It differs by rounding only.
    """
    if "sqrt" not in context.text:
        return
    named: dict[str, ast.Call] = {}
    for node in context.symbols.nodes:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            if _is_root(node.value, context):
                named[node.targets[0].id] = node.value
    for node in context.symbols.nodes:
        if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Div):
            continue
        root = node.right
        if not isinstance(node.left, (ast.BinOp, ast.Name, ast.Attribute, ast.Subscript)):
            continue
        if context.skipped(node):
            continue
        if isinstance(root, ast.Name) and root.id in named:
            message = (
                f"`{root.id}` is a square root of a sum: with another epsilon, TensorFlow 2 fuses"
            )
            message += " a normalization that divides by it"
            context.report(node, "TF112", message, severity="warning")
            continue
        if not _is_root(root, context):
            continue
        positions = context.positions
        after, before = positions.end(node.left), positions.start(root)
        between = context.text[after:before]
        if between.count("/") != 1 or "#" in between:
            continue
        at = after + between.index("/")
        context.edit(replace(at, at + 1, "*"))
        start, end = positions.start(root.func), positions.end(root.func)
        context.edits[:] = [e for e in context.edits if not (e.start >= start and e.end <= end)]
        first = next(n for n in walk(root.func) if isinstance(n, ast.Name))
        scope = context.symbols.scope_of(first) or context.symbols.module_scope
        context.edit(replace(start, end, f"{names.root(scope)}.math.rsqrt"))
        context.report(
            node,
            "TF112",
            "division by `tf.sqrt(a + b)` is written with `tf.math.rsqrt`: TensorFlow 2 would fuse it "
            "with another epsilon",
        )


def _is_root(node: ast.expr, context: Context) -> TypeGuard[ast.Call]:
    """Whether the expression is ``tf.sqrt(a + b)``."""
    if not isinstance(node, ast.Call) or len(node.args) != 1:
        return False
    inside = node.args[0]
    if not isinstance(inside, ast.BinOp) or not isinstance(inside.op, ast.Add):
        return False
    return context.symbols.symbol(node.func) in ("tf.sqrt", "tf.math.sqrt")
