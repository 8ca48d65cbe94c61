"""Dimensions that a function of the tree gives, in the words of its caller."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Mapping

from migrate.lift.binding.fixed_values import is_fixed
from migrate.lift.source.view import View
from migrate.nodes import walk


def in_words_of_call(
    view: View,
    text: str,
    given: Mapping[str, ast.expr],
    defaults: Mapping[str, ast.expr | None],
    widths: Mapping[str, ast.expr],
    written: Callable[[ast.expr], str],
) -> str | None:
    """An expression over the parameters of a function, over what a call gives for them; None where that cannot be said.

    Args:
      defaults: of the parameters.
      widths: what is put in for names that stand for a dimension.
      written: the text of an expression of the caller.
    """
    tree = ast.parse(text, mode="eval")
    values: dict[str, ast.expr] = dict(widths)
    for name in {n.id for n in walk(tree) if isinstance(n, ast.Name)} - widths.keys():
        value = given.get(name, defaults.get(name))
        if value is None or name not in defaults:
            return None
        if name in given:
            if not is_fixed(view, value, items=True):
                return None
            values[name] = ast.parse(written(value), mode="eval").body
        elif isinstance(value, ast.Constant):
            values[name] = value
        else:
            return None
    return ast.unparse(_Replaced(values).visit(tree))


class _Replaced(ast.NodeTransformer):
    """Puts expressions in place of names."""

    def __init__(self, values: Mapping[str, ast.expr]) -> None:
        self._values = values

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return copy.deepcopy(self._values.get(node.id, node))
