"""Numbers that count on where nothing of a method reads them any more: the function read them later."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from migrate.nodes import walk

_LATER = (ast.Lambda, ast.FunctionDef)
_METHODS = ("__init__", "build", "call", "__call__")
_ARITHMETIC = (ast.BinOp, ast.UnaryOp, ast.Constant)


def without_last_counts(text: str) -> str:
    """The text of a class without ``n += 1`` behind all that its methods do with a number ``n``, and ``n = 0`` for that alone."""
    lines = text.split("\n")
    gone: set[int] = set()
    for node in ast.parse(text).body:
        for part in getattr(node, "body", ()):
            if isinstance(part, ast.FunctionDef) and part.name in _METHODS:
                gone |= {n for n in _unread(part) if not lines[n - 2].strip().startswith("#")}
    return "\n".join(line for number, line in enumerate(lines, 1) if number not in gone)


def _unread(function: ast.FunctionDef) -> Iterator[int]:
    """The lines with such statements, where others stand beside them."""
    later = [p for s in function.body for n in walk(s) if isinstance(n, _LATER) for p in walk(n)]
    kept = {p.id for p in later if isinstance(p, ast.Name)}
    kept |= {
        name for n in walk(function) for name in getattr(n, "names", ()) if name.__class__ is str
    }
    makes = function.name in ("__init__", "build")
    waiting: list[tuple[list[ast.stmt], list[ast.stmt]]] = [(function.body, [])]
    while waiting:
        block, loops = waiting.pop()
        others = any(counted(node) is None and _number(node) is None for node in block)
        for node in block:
            around = [*loops, node] if isinstance(node, (ast.For, ast.While)) else loops
            for field in ("body", "orelse", "finalbody"):
                waiting.append((getattr(node, field, []), around))
            for handler in getattr(node, "handlers", ()):
                waiting.append((handler.body, around))
            first = None if makes else _number(node)
            name = first or counted(node)
            if name is None or name in kept or not others or node.lineno != node.end_lineno:
                continue
            if first is not None:
                if _is_number(function, name) and not _read(function, function, name, []):
                    yield node.lineno
                continue
            plain = isinstance(node, ast.AugAssign) and isinstance(node.value, ast.Constant)
            if (makes and plain) or _is_number(function, name):
                if not _read(function, node, name, loops):
                    yield node.lineno


def counted(node: ast.stmt) -> str | None:
    """The name that a statement counts on: ``n += 1``, ``n = n // 2``."""
    if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
        return node.target.id if _is_arithmetic(node.value, node.target.id) else None
    if isinstance(node, ast.Assign) and len(node.targets) == 1:
        target = node.targets[0]
        if isinstance(target, ast.Name) and isinstance(node.value, ast.BinOp):
            return target.id if _is_arithmetic(node.value, target.id) else None
    return None


def _number(node: ast.stmt) -> str | None:
    """The name that a statement gives a number: ``n = 0``."""
    if isinstance(node, ast.Assign) and len(node.targets) == 1:
        target, value = node.targets[0], node.value
        if isinstance(target, ast.Name) and isinstance(value, ast.Constant):
            return target.id if isinstance(value.value, (int, float)) else None
    return None


def _is_arithmetic(node: ast.expr, name: str) -> bool:
    return all(
        isinstance(n, _ARITHMETIC) or (isinstance(n, ast.Name) and n.id == name) for n in walk(node)
    )


def _is_number(function: ast.FunctionDef, name: str) -> bool:
    """Whether a name is only ever given a number of the text, or counted on."""
    stored = [
        n
        for n in walk(function)
        if isinstance(n, ast.Name) and n.id == name and not isinstance(n.ctx, ast.Load)
    ]
    given = [
        n.targets[0] for n in walk(function) if isinstance(n, ast.Assign) and _number(n) == name
    ]
    steps = [
        n.target if isinstance(n, ast.AugAssign) else n.targets[0]
        for n in walk(function)
        if isinstance(n, (ast.AugAssign, ast.Assign)) and counted(n) == name
    ]
    taken = {a.arg for a in walk(function) if isinstance(a, ast.arg)}
    return name not in taken and all(n in given or n in steps for n in stored)


def _read(function: ast.FunctionDef, node: ast.stmt, name: str, loops: list[ast.stmt]) -> bool:
    """Whether something else reads a name behind a statement, or in another turn of a loop around it."""
    again = {id(n) for loop in loops[:1] for n in walk(loop)}
    steps = {
        id(n)
        for s in walk(function)
        if isinstance(s, (ast.Assign, ast.AugAssign)) and counted(s) == name
        for n in walk(s)
    }
    return any(
        isinstance(n, ast.Name)
        and n.id == name
        and isinstance(n.ctx, ast.Load)
        and id(n) not in steps
        and (n.lineno > node.lineno or id(n) in again)
        for n in walk(function)
    )
