"""Which assignments of a name a place of a function may read: all of those that some way through the function leaves there."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.last_assignment import Place, end, start
from migrate.lift.source.view import View
from migrate.nodes import walk

GIVEN = None  # the parameter, as the caller gave it
Value = ast.stmt | None
_State = dict[int, Value]  # by the statement's id, 0 for `GIVEN`; no state: nothing gets there
_UNKNOWN = ("AsyncFor", "AsyncWith", "TryStar")  # statements of which nothing is known here


def possible_values(view: View, name: str, at: Place) -> list[Value] | None:
    """The statements whose value a name may have at a place, in order, `GIVEN` first; None where that cannot be told.

    A way on which the name has no value yet ends in an error and is none.
    """
    if _is_bound_otherwise(view, name):
        return None
    here = [n for n in own_nodes(view.body) if isinstance(n, ast.stmt)]
    here = [n for n in here if start(n) <= at <= end(n)]
    if not here:
        return None
    ways = _Ways(view, name, max(here, key=start))
    ways.block(view.body, {0: GIVEN} if name in view.param_names else {})
    found = [value for _, value in sorted(ways.found.items(), key=_place)]
    return found or None


def _place(item: tuple[int, Value]) -> Place:
    return start(item[1]) if item[1] is not None else (0, 0)


def _is_bound_otherwise(view: View, name: str) -> bool:
    """Whether something beside plain statements binds a name, or may."""
    for part in walk(view.node):
        if isinstance(part, ast.NamedExpr) and part.target.id == name:
            return True
        if isinstance(part, (ast.Nonlocal, ast.Global, ast.Import, ast.ImportFrom)):
            if isinstance(part, (ast.Import, ast.ImportFrom)):
                names = [(a.asname or a.name).partition(".")[0] for a in part.names]
            else:
                names = part.names
            if name in names:
                return True
        elif type(part).__name__ in _UNKNOWN:
            return True
        elif isinstance(part, (ast.Delete, ast.ClassDef, ast.ExceptHandler, ast.Match)):
            mentioned = {n.id for n in walk(part) if isinstance(n, ast.Name)}
            if name in mentioned and not isinstance(part, ast.ExceptHandler):
                return True
            if getattr(part, "name", None) == name:
                return True
    return False


class _Ways:
    """Goes through a body with the values that a name may have.

    Attributes:
      found: those with which a statement is reached.
    """

    def __init__(self, view: View, name: str, wanted: ast.stmt) -> None:
        self._wanted = wanted
        self._binding = {id(s) for s in view.assignments(name)}
        self._left: list[tuple[_State, _State]] = []  # of each loop: by `break`, by `continue`
        self.found: _State = {}

    def block(self, body: Iterable[ast.stmt], state: _State | None) -> _State | None:
        for statement in body:
            if state is not None:
                state = self._statement(statement, state)
        return state

    def _statement(self, node: ast.stmt, state: _State) -> _State | None:
        if node is self._wanted:
            self.found |= state
        if isinstance(node, (ast.Return, ast.Raise)):
            return None
        if isinstance(node, (ast.Break, ast.Continue)):
            if self._left:
                self._left[-1][isinstance(node, ast.Continue)].update(state)
            return None
        if isinstance(node, ast.If):
            return _either(self.block(node.body, state), self.block(node.orelse, state))
        if isinstance(node, (ast.For, ast.While)):
            return self._loop(node, state)
        if isinstance(node, ast.With):
            return self.block(node.body, self._bound(node, state))
        if isinstance(node, ast.Try):
            return self._try(node, state)
        return self._bound(node, state)

    def _bound(self, node: ast.stmt, state: _State) -> _State:
        return {id(node): node} if id(node) in self._binding else state

    def _loop(self, node: ast.For | ast.While, state: _State) -> _State:
        head = dict(state)
        out: _State = {}
        for _ in range(2):  # what one turn leaves, the next one may read
            self._left.append(({}, {}))
            ended = self.block(node.body, self._bound(node, head))
            left, again = self._left.pop()
            out |= left
            head = {**head, **(ended or {}), **again}
            if node is self._wanted and isinstance(node, ast.While):
                self.found |= head
        return {**out, **(self.block(node.orelse, head) or {})}

    def _try(self, node: ast.Try, state: _State) -> _State | None:
        """Whatever a part of it binds may have been bound when another one begins."""
        before = dict(state)
        for part in own_nodes([node]):
            if id(part) in self._binding and isinstance(part, ast.stmt):
                before[id(part)] = part
        done = self.block(node.orelse, self.block(node.body, before))
        for handler in node.handlers:
            done = _either(done, self.block(handler.body, before))
        if node.finalbody:
            return self.block(node.finalbody, _either(done, before))
        return done


def _either(a: _State | None, b: _State | None) -> _State | None:
    if a is None or b is None:
        return b if a is None else a
    return {**a, **b}
