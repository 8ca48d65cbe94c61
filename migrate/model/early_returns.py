"""Branches that leave their function: what follows runs in the other arm."""

from __future__ import annotations

import ast


def arms_left(statement: ast.stmt) -> list[tuple[ast.If, str]]:
    """The arms of an `if` and of those that follow as `elif` that return, ``if`` or ``else``, in order."""
    found: list[tuple[ast.If, str]] = []
    inner: ast.stmt | None = statement
    while isinstance(inner, ast.If):
        if returns(inner.body):
            found.append((inner, "if"))
            inner = inner.orelse[0] if len(inner.orelse) == 1 else None
        else:
            found += [(inner, "else")] if returns(inner.orelse) else []
            inner = None
    return found


def returns(body: list[ast.stmt]) -> bool:
    """Whether statements always end in a `return`."""
    last = body[-1] if body else None
    if isinstance(last, ast.If):
        return returns(last.body) and returns(last.orelse)
    if isinstance(last, ast.With):
        return returns(last.body)
    return isinstance(last, ast.Return)
