"""Whether the turns of a loop name what they make differently."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from migrate.lift.functions.turn_names import Pieces, Varying, told_apart
from migrate.nodes import walk

SAME_VALUES = ("reversed", "list", "tuple", "sorted")


def distinct_turns(loops: Sequence[ast.For], names: Iterable[ast.expr]) -> bool:
    """Whether no two turns of the loops, one in another, give all of `names` the same values.

    Only what the text shows counts: a number that counts the turns, or a list of different constants, as it is or
    in a format.

    Args:
      loops: from the outermost.
    """
    told: set[str] = set()
    for name in names:
        told |= told_apart(_Reader(loops).pieces(name))
    return all(told & _different(loop).keys() for loop in loops)


def _different(loop: ast.For) -> dict[str, Varying]:
    """The names that have another value in each turn."""
    targets = loop.target.elts if isinstance(loop.target, ast.Tuple) else [loop.target]
    over = loop.iter
    while isinstance(over, ast.Call) and ast.unparse(over.func) in SAME_VALUES and over.args:
        over = over.args[0]
    first = targets[0].id if isinstance(targets[0], ast.Name) else ""
    if isinstance(over, ast.Call) and isinstance(over.func, ast.Name):
        if over.func.id in ("range", "xrange", "enumerate"):
            whole = over.func.id == "enumerate" and len(targets) == 1
            return {} if whole else {first: Varying(first, number=True)}
        if over.func.id == "zip":
            return {
                t.id: given
                for t, a in zip(targets, over.args, strict=False)
                if isinstance(t, ast.Name) and (given := _values(t.id, a)) is not None
            }
    given = _values(first, over) if len(targets) == 1 else None
    return {first: given} if given is not None else {}


def _values(name: str, node: ast.expr) -> Varying | None:
    """What a name may be that is in turn each of the items of this; None where some may be the same."""
    if isinstance(node, ast.Call) and ast.unparse(node.func) in ("range", "xrange"):
        return Varying(name, number=True)
    if not isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        return None
    values = [e.value for e in node.elts if isinstance(e, ast.Constant)]
    texts = frozenset(map(str, values))
    if not len(values) == len(node.elts) == len(texts):
        return None
    return Varying(name, number=all(type(v) is int for v in values), texts=texts)


@dataclass(frozen=True)
class _Assigned:
    """A name that each turn of a loop sets once.

    Attributes:
      depth: how many of the loops stand around.
    """

    statement: ast.Assign
    depth: int


class _Reader(Pieces):
    """Reads names in the innermost of some loops."""

    def __init__(self, loops: Sequence[ast.For]) -> None:
        self._loops = loops
        self._depth = len(loops)
        stored = [
            n.id
            for loop in loops[:1]
            for n in walk(loop)
            if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)
        ]
        once = {n for n in stored if stored.count(n) == 1}
        self._stored = frozenset(stored)
        self._turns: Mapping[str, tuple[int, Varying]] = {
            name: (depth, given)
            for depth, loop in enumerate(loops, 1)
            for name, given in _different(loop).items()
            if name in once
        }
        self._assigned = {
            name: _Assigned(statement, depth)
            for depth, loop in enumerate(loops, 1)
            for statement in _always(loop.body)
            if isinstance(statement, ast.Assign)
            and isinstance(target := statement.targets[0], ast.Name)
            and len(statement.targets) == 1
            and (name := target.id) in once
        }

    def varies(self, name: str) -> bool:
        return name in self._stored

    def turn(self, name: str) -> Varying | None:
        depth, given = self._turns.get(name, (0, None))
        return given if depth <= self._depth else None

    def assigned(self, node: ast.Name) -> ast.expr | None:
        found = self._assigned.get(node.id)
        if found is None or found.depth > self._depth:
            return None
        end = found.statement.end_lineno or 0, found.statement.end_col_offset or 0
        if end > (node.lineno, node.col_offset):
            return None  # what the turn before has left
        return found.statement.value

    def where_assigned(self, name: str) -> _Reader:
        inner = _Reader(self._loops)
        inner._depth = self._assigned[name].depth
        return inner


def _always(body: Sequence[ast.stmt]) -> Iterable[ast.stmt]:
    """The statements of a loop that run in each turn."""
    for statement in body:
        yield statement
        if isinstance(statement, ast.With):
            yield from _always(statement.body)
