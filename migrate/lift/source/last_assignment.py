"""Which assignment of a name a place of a function reads, where that is certain."""

from __future__ import annotations

import ast

from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.view import View

Place = tuple[int, int]  # line and column


def last_assignment(view: View, name: str, at: Place) -> ast.stmt | None:
    """The statement whose value a name has at a place; None where another one may have run after it."""
    assigned = view.assignments(name)
    before = [s for s in assigned if end(s) <= at or isinstance(s, (ast.For, ast.With))]
    before = [s for s in before if start(s) < at]
    if not before:
        return None
    last = max(before, key=start)
    return None if _is_conditional(view, last, assigned, at) else last


def _is_conditional(view: View, last: ast.stmt, assigned: list[ast.stmt], at: Place) -> bool:
    """Whether the last assignment above a place need not be the last one that ran."""
    line = at[0]
    if _always_before(view, last, at):
        return _in_loop(view, assigned, line, last)
    above: ast.AST = last
    while id(above) in view.parents:
        above = view.parents[id(above)]
        if isinstance(above, (ast.If, ast.For, ast.While, ast.Try)):
            if line > (above.end_lineno or 0):
                return True
            if isinstance(above, (ast.For, ast.While, ast.Try)):
                if any(s.lineno >= line and s.lineno <= (above.end_lineno or 0) for s in assigned):
                    return True
            if isinstance(above, ast.If) and above.orelse:
                if last.lineno < above.orelse[0].lineno <= line:
                    return True  # the other arm
    return _in_loop(view, assigned, line)


def _always_before(view: View, last: ast.stmt, at: Place) -> bool:
    """Whether whatever reaches a place has run a statement just before, in the same turn of the loops around that."""
    here = [n for n in own_nodes(view.body) if isinstance(n, ast.stmt)]
    here = [n for n in here if start(n) <= at <= end(n) and n is not last]
    if not here:
        return False
    before = view.body_before(max(here, key=start))
    above: ast.AST | None = last
    while above is not None and above not in before:
        above = view.parents.get(id(above))
        if not isinstance(above, ast.With):
            return False
    return above is not None


def _in_loop(view: View, assigned: list[ast.stmt], line: int, last: ast.stmt | None = None) -> bool:
    """Whether the line is in a loop that binds the name anew further down.

    Args:
      last: an assignment that hides those of the loops it stands in itself.
    """
    loops = [
        n
        for n in own_nodes(view.body)
        if isinstance(n, (ast.For, ast.While)) and n.lineno <= line <= (n.end_lineno or 0)
        and not (last is not None and n.lineno < last.lineno <= (n.end_lineno or 0))
    ]  # fmt: skip
    return any(
        loop.lineno <= s.lineno <= (loop.end_lineno or 0) and s.lineno >= line
        for loop in loops
        for s in assigned
    )


def start(node: ast.stmt) -> Place:
    return node.lineno, node.col_offset


def end(node: ast.stmt) -> Place:
    return node.end_lineno or node.lineno, node.end_col_offset or 0
