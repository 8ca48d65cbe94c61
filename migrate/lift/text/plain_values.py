"""Values that are the same whenever they are made: literals, numbers of settings, initializers."""

from __future__ import annotations

import ast

from migrate.nodes import walk

_NUMBERS = frozenset({"len", "int", "float", "min", "max", "abs", "round"})
_KERAS = "keras.initializers."


def is_listed(node: ast.expr) -> bool:
    """A list, tuple or dict whose items nobody can change."""
    items: list[ast.expr | None] = []
    if isinstance(node, (ast.List, ast.Tuple)):
        items = [*node.elts]
    elif isinstance(node, ast.Dict):
        items = [*node.keys, *node.values]
    plain = (ast.Constant, ast.Tuple, ast.Name, ast.Attribute, ast.BinOp, ast.UnaryOp)
    parts = [n for item in items if item is not None for n in walk(item)]
    return bool(items) and None not in items and all(isinstance(p, plain) for p in parts)


def is_number(node: ast.expr) -> bool:
    """A number or text, or what is computed of numbers and settings."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, (int, float, str)) and not isinstance(node.value, bool)
    if isinstance(node, ast.Call):
        plain = isinstance(node.func, ast.Name) and node.func.id in _NUMBERS and not node.keywords
        return plain and all(is_number(a) or _is_setting(a) for a in node.args)
    if isinstance(node, ast.UnaryOp):
        return is_number(node.operand)
    if not isinstance(node, ast.BinOp):
        return False
    return all(is_number(side) or _is_setting(side) for side in (node.left, node.right))


def _is_setting(node: ast.expr) -> bool:
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name)


def is_initializer(node: ast.expr) -> bool:
    """``keras.initializers.RandomNormal(stddev=0.1)``, of numbers and settings."""
    if not isinstance(node, ast.Call) or not ast.unparse(node.func).startswith(_KERAS):
        return False
    given = [*node.args, *(k.value for k in node.keywords if k.arg is not None)]
    whole = len(given) == len(node.args) + len(node.keywords)
    return whole and all(
        is_number(v) or _is_setting(v) or isinstance(v, ast.Constant) for v in given
    )
