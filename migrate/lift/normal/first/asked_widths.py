"""The number of a static shape that an expression asks for: ``x.get_shape().as_list()[1]``, ``x.shape[-1].value``."""

from __future__ import annotations

import ast
from collections.abc import Callable


def asked_width(node: ast.expr, is_int: Callable[[ast.expr], bool]) -> tuple[ast.Name, int] | None:
    """The tensor, and the axis; None for anything else, and for what is no number.

    Args:
      is_int: whether a function is Python's own `int`.
    """
    number = False
    if isinstance(node, ast.Attribute) and node.attr == "value":
        node, number = node.value, True
    elif isinstance(node, ast.Call) and len(node.args) == 1 and not node.keywords:
        if is_int(node.func):
            node, number = node.args[0], True
    if not isinstance(node, ast.Subscript):
        return None
    axis, whole = literal(node.slice), node.value
    inner = _called(whole, "as_list")
    if inner is not None and not number:
        whole, number = inner, True
    tensor = _called(whole, "get_shape")
    if isinstance(whole, ast.Attribute) and whole.attr == "shape":
        tensor = whole.value
    if not isinstance(tensor, ast.Name) or axis is None or not number:
        return None
    return tensor, axis


def _called(node: ast.expr, name: str) -> ast.expr | None:
    """What a method is called of, without arguments."""
    if not isinstance(node, ast.Call) or node.args or node.keywords:
        return None
    func = node.func
    return func.value if isinstance(func, ast.Attribute) and func.attr == name else None


def literal(node: ast.expr) -> int | None:
    """The whole number that is written out."""
    try:
        value = ast.literal_eval(node)
    except (ValueError, TypeError):
        return None
    return value if type(value) is int else None
