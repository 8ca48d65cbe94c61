"""The opposite of a test, in the words a reader would use: `x is not None` for `x is None`, `not deep` for `deep`."""

from __future__ import annotations

import ast

_OPPOSITE: dict[type[ast.cmpop], str] = {
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.Is: "is not",
    ast.IsNot: "is",
    ast.In: "not in",
    ast.NotIn: "in",
}
_PLAIN = (ast.Name, ast.Attribute, ast.Call, ast.Subscript, ast.Constant)


def negated(test: str) -> str:
    """The text of a test that holds when this one does not.

    Args:
      test: the text of an expression, on one line.
    """
    node = ast.parse(test, mode="eval").body
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return ast.get_source_segment(test, node.operand) or ast.unparse(node.operand)
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in _OPPOSITE:
        sides = node.left, node.comparators[0]
        if all(isinstance(side, (*_PLAIN, ast.BinOp)) for side in sides):
            left, right = (ast.get_source_segment(test, side) for side in sides)
            return f"{left} {_OPPOSITE[type(node.ops[0])]} {right}"
    return f"not {test}" if isinstance(node, _PLAIN) else f"not ({test})"
