"""The levels of a scope name that the code puts together: of ``scope + "/inner"`` they are `scope` and ``"inner"``."""

from __future__ import annotations

import ast
from collections.abc import Callable

from migrate.nodes import walk

Text = Callable[[ast.expr], str]


def writes_slash(node: ast.AST) -> bool:
    """Whether a text in an expression has a `/`."""
    parts = (n.value for n in walk(node) if isinstance(n, ast.Constant))
    return any(isinstance(part, str) and "/" in part for part in parts)


def added_levels(node: ast.expr, text: Text) -> list[str] | None:
    """The source of each level; None where a `/` stands elsewhere than in texts that are added."""
    levels: list[list[str]] = [[]]
    for part in _added(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            first, *rest = part.value.split("/")
            for index, piece in enumerate((first, *rest)):
                if index:
                    levels.append([])
                if piece:
                    levels[-1].append(f'"{piece}"')
        elif writes_slash(part):
            return None
        else:
            levels[-1].append(text(part))
    return [" + ".join(level) for level in levels] if all(levels) else None


def _added(node: ast.expr) -> list[ast.expr]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return [*_added(node.left), *_added(node.right)]
    return [node]
