"""The attributes that a method sets, as values that it returns."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from migrate.lift.methods.method_class import attribute_of
from migrate.lift.methods.reader import Reading
from migrate.lift.plans import Refused
from migrate.lift.source.sites import raises_again


@dataclass(frozen=True)
class Outputs:
    """What a method leaves behind.

    Attributes:
      exits: each `return`, or None for the end of the body, with the attributes that are set by then, in order.
      result: whether some `return` gives a value.
    """

    exits: tuple[tuple[ast.Return | None, tuple[str, ...]], ...]
    result: bool

    @property
    def names(self) -> tuple[str, ...]:
        """Every attribute, in order."""
        return tuple(dict.fromkeys(n for _, names in self.exits for n in names))

    @property
    def same(self) -> bool:
        """Whether every way out sets the same ones."""
        return len({names for _, names in self.exits}) == 1


@dataclass(eq=False)
class _State:
    sure: dict[str, None] = field(default_factory=dict)
    maybe: set[str] = field(default_factory=set)
    ends: bool = False

    def copy(self) -> _State:
        return _State(dict(self.sure), set(self.maybe), self.ends)


def outputs(reading: Reading) -> Outputs:
    """What a method sets, on every way through it.

    Raises:
      Refused: an attribute is set on some ways only, or read before it is set.
    """
    flow = _Flow(reading)
    state = _State()
    flow.block(reading.body, state)
    if not state.ends:
        flow.leave(None, state, reading.node.end_lineno or 0)
    result = any(node is not None and node.value is not None for node, _ in flow.exits)
    return Outputs(tuple(flow.exits), result)


class _Flow:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._me = reading.me
        self.exits: list[tuple[ast.Return | None, tuple[str, ...]]] = []

    def leave(self, node: ast.Return | None, state: _State, line: int) -> None:
        unsure = sorted(state.maybe - state.sure.keys())
        if unsure:
            text = f"`{self._me}.{unsure[0]}` may be set or not where it returns"
            raise Refused("TF317", text, line)
        self.exits.append((node, tuple(state.sure)))

    def block(self, body: list[ast.stmt], state: _State) -> None:
        for node in body:
            if state.ends:
                return
            self._statement(node, state)

    def _statement(self, node: ast.stmt, state: _State) -> None:
        if isinstance(node, ast.If):
            self._reads(node.test, state)
            arms = [state.copy(), state.copy()]
            self.block(node.body, arms[0])
            self.block(node.orelse, arms[1])
            self._join(state, arms)
        elif isinstance(node, ast.With):
            for item in node.items:
                self._reads(item.context_expr, state)
            self.block(node.body, state)
        elif isinstance(node, (ast.For, ast.While)):
            self._reads(node.iter if isinstance(node, ast.For) else node.test, state)
            once = state.copy()
            self.block(node.body, once)
            self.block(node.orelse, once)
            state.maybe |= {*once.sure, *once.maybe}
        elif isinstance(node, ast.Try):
            tried = state.copy()
            self.block(node.body, tried)
            if raises_again(node):
                state.sure, state.maybe, state.ends = tried.sure, tried.maybe, tried.ends
                return
            state.maybe |= {*tried.sure, *tried.maybe}
            for handler in node.handlers:
                other = state.copy()
                self.block(handler.body, other)
                state.maybe |= {*other.sure, *other.maybe}
            self.block(node.orelse, state)
            self.block(node.finalbody, state)
        elif isinstance(node, ast.Return):
            self._reads(node, state)
            self.leave(node, state, node.lineno)
            state.ends = True
        elif isinstance(node, ast.Raise):
            state.ends = True
        else:
            self._reads(node, state)
            self._sets(node, state)

    def _join(self, state: _State, arms: list[_State]) -> None:
        open_ = [a for a in arms if not a.ends]
        state.ends = not open_
        if open_:
            sure = [n for n in open_[0].sure if all(n in a.sure for a in open_)]
            state.maybe |= {n for a in open_ for n in (*a.sure, *a.maybe)}
            state.sure = dict.fromkeys([*state.sure, *sure])

    def _reads(self, node: ast.AST, state: _State) -> None:
        for part in ast.walk(node):
            name = attribute_of(part, self._me)
            if not name or name not in self._reading.outputs or name in state.sure:
                continue
            changed = isinstance(node, ast.AugAssign) and part is node.target
            if changed or isinstance(part.ctx, ast.Load):  # type: ignore[attr-defined]
                text = f"`{self._me}.{name}` is read before the method sets it"
                raise Refused("TF317", text, part.lineno)  # type: ignore[attr-defined]

    def _sets(self, node: ast.stmt, state: _State) -> None:
        for part in ast.walk(node):
            name = attribute_of(part, self._me)
            if name and isinstance(part.ctx, ast.Store):  # type: ignore[attr-defined]
                state.sure.setdefault(name)
