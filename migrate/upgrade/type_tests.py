"""``type(x) is tf.Tensor``: TF 2 gives out subclasses of Tensor, so that only ``isinstance`` says yes."""

from __future__ import annotations

import ast

from migrate.rewrite.edits import Edit, Quote
from migrate.upgrade.context import Context

_SAME = (ast.Is, ast.Eq, ast.In)


def upgrade_type_tests(context: Context) -> None:
    """Writes comparisons of ``type(x)`` with ``tf.Tensor`` as ``isinstance(x, tf.Tensor)``.

    In TF 1.15 every tensor of a graph was a ``tf.Tensor`` itself (framework/ops.py); TF 2 has
    ``SymbolicTensor`` and ``EagerTensor`` below it. No other class of TensorFlow was split like that.
    """
    if "Tensor" not in context.text or "type(" not in context.text:
        return
    for node in context.symbols.nodes:
        if not isinstance(node, ast.Compare) or len(node.ops) != 1 or context.skipped(node):
            continue
        subject, classes = node.left, node.comparators[0]
        operator = node.ops[0]
        if not isinstance(operator, (*_SAME, ast.IsNot, ast.NotEq, ast.NotIn)):
            continue
        if _argument(subject) is None and not isinstance(operator, (ast.In, ast.NotIn)):
            subject, classes = classes, subject
        value = _argument(subject)
        if value is None or not _is_tensor(context, classes, operator):
            continue
        opening = "isinstance(" if isinstance(operator, _SAME) else "not isinstance("
        positions = context.positions
        subject_text = Quote(positions.start(value), positions.end(value))
        start, end = positions.start(classes), positions.end(classes)
        parts: tuple[str | Quote, ...] = (Quote(start, end),)
        if isinstance(classes, ast.List):  # isinstance takes tuples only
            parts = ("(", Quote(start + 1, end - 1), ")")
        parts = (opening, subject_text, ", ", *parts, ")")
        context.edit(Edit(positions.start(node), positions.end(node), parts))


def _argument(node: ast.expr) -> ast.expr | None:
    """The ``x`` of ``type(x)``."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
        return None
    plain = node.func.id == "type" and len(node.args) == 1 and not node.keywords
    return node.args[0] if plain else None


def _is_tensor(context: Context, node: ast.expr, operator: ast.cmpop) -> bool:
    """Whether the right-hand side is ``tf.Tensor``, or a tuple of TensorFlow's classes with it."""
    symbols = context.symbols
    if not isinstance(operator, (ast.In, ast.NotIn)):
        return symbols.symbol(node) == "tf.Tensor"
    if not isinstance(node, (ast.Tuple, ast.List)) or not node.elts:
        return False
    found = [symbols.symbol(item) for item in node.elts]
    return "tf.Tensor" in found and None not in found
