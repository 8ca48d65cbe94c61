"""Statements that leave a loop, or one of its turns, before its last statement."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from migrate.nodes import walk

_Loop = ast.For | ast.While
_Jump = ast.Break | ast.Continue | ast.Return
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def jumps(loop: _Loop) -> list[tuple[_Jump, tuple[ast.expr, ...]]]:
    """What leaves a loop or its turn, each with the tests inside the loop that decide about it."""
    return list(_jumps(loop.body, (), False))


def _jumps(
    body: list[ast.stmt], tests: tuple[ast.expr, ...], inner: bool
) -> Iterator[tuple[_Jump, tuple[ast.expr, ...]]]:
    """``inner``: a loop further in is what its own `break` and `continue` leave."""
    for node in body:
        if isinstance(node, ast.Return) or (
            isinstance(node, (ast.Break, ast.Continue)) and not inner
        ):
            yield node, tests
        elif isinstance(node, (ast.For, ast.While)):
            around = (*tests, node.test) if isinstance(node, ast.While) else tests
            yield from _jumps(node.body, around, True)
            yield from _jumps(node.orelse, around, inner)
        elif isinstance(node, ast.If):
            yield from _jumps(node.body, (*tests, node.test), inner)
            yield from _jumps(node.orelse, (*tests, node.test), inner)
        elif not isinstance(node, _DEFINITIONS):
            for part in ("body", "orelse", "finalbody"):
                yield from _jumps(getattr(node, part, []), tests, inner)
            for handler in getattr(node, "handlers", []):
                yield from _jumps(handler.body, tests, inner)


def returns(body: list[ast.stmt]) -> list[tuple[ast.Return, tuple[ast.expr, ...]]]:
    """Every `return` of a body, with the tests that decide about it."""
    return [(j, tests) for j, tests in _jumps(body, (), True) if isinstance(j, ast.Return)]


def deciding(loop: _Loop) -> tuple[ast.expr, ...]:
    """The tests that decide how many turns a loop has, and how much of each runs."""
    own = (loop.test,) if isinstance(loop, ast.While) else ()
    return (*own, *dict.fromkeys(test for _, tests in jumps(loop) for test in tests))


def counter(loop: ast.For) -> str | None:
    """The name that counts the turns of a loop from zero."""
    if not isinstance(loop.iter, ast.Call) or not isinstance(loop.iter.func, ast.Name):
        return None
    name = None
    if loop.iter.func.id in ("range", "xrange") and len(loop.iter.args) == 1:
        name = loop.target
    elif loop.iter.func.id == "enumerate" and len(loop.iter.args) == 1 and not loop.iter.keywords:
        if isinstance(loop.target, ast.Tuple):
            name = loop.target.elts[0]
    if not isinstance(name, ast.Name):
        return None
    stored = [
        n
        for s in loop.body
        for n in walk(s)
        if isinstance(n, ast.Name) and n.id == name.id and isinstance(n.ctx, ast.Store)
    ]
    return None if stored else name.id
