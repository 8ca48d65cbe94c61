"""Modules that code imports by a string where it runs: what it asks of them may be any function of that name."""

from __future__ import annotations

import ast
from collections.abc import Iterable

IMPORTS = ("import_module", "__import__")


def asked_of_modules(nodes: Iterable[ast.AST]) -> dict[str, int]:
    """The attributes of what ``importlib.import_module(...)`` gives, with the line.

    Args:
      nodes: all of a module.
    """
    nodes = list(nodes)
    held = {
        target.id if isinstance(target, ast.Name) else getattr(target, "attr", "")
        for node in nodes
        if isinstance(node, ast.Assign) and _imports(node.value)
        for target in node.targets
    }
    found: dict[str, int] = {}
    for node in nodes:
        if isinstance(node, ast.Attribute):
            value = node.value
            name = value.id if isinstance(value, ast.Name) else getattr(value, "attr", "")
            if _imports(value) or name in held - {""}:
                found[node.attr] = node.lineno
    return found


def _imports(node: ast.expr) -> bool:
    """Whether an expression is a module that is imported where the code runs."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, (ast.Name, ast.Attribute)):
        return False
    name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
    return name in IMPORTS
