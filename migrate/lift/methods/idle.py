"""What a constructor made only for methods that make it themselves now: it goes."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.nodes import walk
from migrate.rewrite.edits import Edit


def without(source: LiftSource, init: FunctionNode, gone: set[int]) -> Iterator[Edit]:
    """The edits that take statements out of a constructor, with an `if` that would have nothing left."""
    lines: set[int] = set()

    def visit(body: list[ast.stmt]) -> bool:
        """Marks lines; whether nothing is left of a block."""
        empty = True
        for node in body:
            mine = id(node) in gone and isinstance(node, ast.Assign) and len(node.targets) == 1
            if isinstance(node, (ast.If, ast.With)) and not mine:
                inside = visit(node.body)
                orelse = getattr(node, "orelse", [])
                mine = inside and not orelse and isinstance(node, ast.If) and _plain(node.test)
                if not mine and inside:
                    lines.difference_update(range(node.body[0].lineno, _end(node.body[-1]) + 1))
                if orelse and visit(orelse):
                    lines.difference_update(range(orelse[0].lineno, _end(orelse[-1]) + 1))
            if mine:
                lines.update(range(node.lineno, _end(node) + 1))
            else:
                empty = False
        return empty

    if visit(init.body):
        return
    for line in sorted(_with_remarks(source, lines)):
        start, end = source.positions.line_start(line), source.positions.line_start(line + 1)
        yield Edit(start, end, ("",))


def _with_remarks(source: LiftSource, lines: set[int]) -> set[int]:
    """The lines, with the comments in a paragraph of which nothing else is left, and the blank lines behind it."""
    text = source.positions.lines

    def is_blank(line: int) -> bool:
        return not text.line(line).strip()

    found = set(lines)
    for line in sorted(lines):
        first = last = line
        while first > 1 and not is_blank(first - 1):
            first -= 1
        while last < len(text) and not is_blank(last + 1):
            last += 1
        remarks = {n for n in range(first, last + 1) if text.line(n).strip().startswith("#")}
        if set(range(first, last + 1)) - remarks <= lines:
            while last < len(text) and is_blank(last + 1):
                last += 1
            found.update(range(first, last + 1))
    return found


def _end(node: ast.stmt) -> int:
    return node.end_lineno or node.lineno


def _plain(node: ast.expr) -> bool:
    return not any(isinstance(n, (ast.Call, ast.NamedExpr, ast.Await)) for n in walk(node))
