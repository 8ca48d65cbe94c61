"""Numbers that count on where nothing of a constructor reads them any more: the function read them later."""

from __future__ import annotations

import ast
from collections.abc import Iterator

_LATER = (ast.Lambda, ast.FunctionDef)


def without_last_counts(text: str) -> str:
    """The text of a class without ``n += 1`` behind all that its ``__init__`` or ``build`` does with ``n``."""
    lines = text.split("\n")
    gone: set[int] = set()
    for node in ast.parse(text).body:
        for part in getattr(node, "body", ()):
            if isinstance(part, ast.FunctionDef) and part.name in ("__init__", "build"):
                gone |= {n for n in _unread(part) if not lines[n - 2].strip().startswith("#")}
    return "\n".join(line for number, line in enumerate(lines, 1) if number not in gone)


def _unread(function: ast.FunctionDef) -> Iterator[int]:
    """The lines with such statements, where others stand beside them."""
    later = [
        p for s in function.body for n in ast.walk(s) if isinstance(n, _LATER) for p in ast.walk(n)
    ]
    kept = {p.id for p in later if isinstance(p, ast.Name)}
    kept |= {
        name
        for n in ast.walk(function)
        for name in getattr(n, "names", ())
        if name.__class__ is str
    }
    waiting: list[tuple[list[ast.stmt], list[ast.stmt]]] = [(function.body, [])]
    while waiting:
        block, loops = waiting.pop()
        others = any(not isinstance(node, ast.AugAssign) for node in block)
        for node in block:
            around = [*loops, node] if isinstance(node, (ast.For, ast.While)) else loops
            for field in ("body", "orelse", "finalbody"):
                waiting.append((getattr(node, field, []), around))
            for handler in getattr(node, "handlers", ()):
                waiting.append((handler.body, around))
            if not isinstance(node, ast.AugAssign) or not isinstance(node.target, ast.Name):
                continue
            name = node.target.id
            plain = isinstance(node.value, ast.Constant) and node.lineno == node.end_lineno
            if plain and others and name not in kept and not _read(function, node, name, loops):
                yield node.lineno


def _read(function: ast.FunctionDef, node: ast.stmt, name: str, loops: list[ast.stmt]) -> bool:
    """Whether something reads a name behind a statement, or in another turn of a loop around it."""
    again = {id(n) for loop in loops[:1] for n in ast.walk(loop)}
    return any(
        isinstance(n, ast.Name)
        and n.id == name
        and isinstance(n.ctx, ast.Load)
        and (n.lineno > node.lineno or id(n) in again)
        for n in ast.walk(function)
    )
