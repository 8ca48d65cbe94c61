"""Two blank lines around generated classes, also in files that have one between definitions."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator

from migrate.rewrite.edits import Edit, replace
from migrate.rewrite.positions import Positions

_BLANK = 2


def spacing_edits(text: str, names: Collection[str], newline: str) -> tuple[Edit, ...]:
    """The edits that put them in front of and behind the classes `names`.

    Args:
      text: a module, as it is after everything else.
      names: what it defines at its top level that was generated.
      newline: what its lines end with.
    """
    positions = Positions(text)
    gaps: dict[int, Edit] = {}
    body = ast.parse(text).body
    for node, following in zip(body, [*body[1:], None]):
        if isinstance(node, ast.ClassDef) and node.name in names:
            gaps |= {e.start: e for e in _above(positions, node, newline)}
            if following is not None:
                gaps |= {e.start: e for e in _below(positions, node, newline)}
    return tuple(gaps[start] for start in sorted(gaps))


def _above(positions: Positions, node: ast.ClassDef, newline: str) -> Iterator[Edit]:
    first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
    while first > 1 and positions.lines.line(first - 1).startswith("#"):
        first -= 1
    start = first
    while start > 1 and not positions.lines.line(start - 1).strip():
        start -= 1
    if start > 1:
        yield from _gap(positions, start, first, newline)


def _below(positions: Positions, node: ast.ClassDef, newline: str) -> Iterator[Edit]:
    start = end = (node.end_lineno or node.lineno) + 1
    while not positions.lines.line(end).strip():
        end += 1
    yield from _gap(positions, start, end, newline)


def _gap(positions: Positions, start: int, end: int, newline: str) -> Iterator[Edit]:
    """Of the blank lines from ``start`` to before ``end``."""
    if end - start < _BLANK:
        yield replace(positions.line_start(start), positions.line_start(end), newline * _BLANK)
