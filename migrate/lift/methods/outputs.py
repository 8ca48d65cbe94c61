"""The attributes that a method sets, as values that it returns."""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from migrate.lift.methods.method_class import attribute_of
from migrate.lift.methods.reader import Reading
from migrate.lift.plans import Refused
from migrate.lift.source.sites import raises_again
from migrate.nodes import walk

_FEW = 4


@dataclass(frozen=True)
class Outputs:
    """What a method leaves behind.

    Attributes:
      exits: each `return`, or None for the end of the body, with the attributes that are set by then, in order.
      result: whether some `return` gives a value.
      before: of these, the attributes that are read first as they were before, with the first place that does.
      loose: attributes that some ways leave as they are.
      grown: attributes to which what comes back is added: "list" or "dict".
    """

    exits: tuple[tuple[ast.Return | None, tuple[str, ...]], ...]
    result: bool
    before: Mapping[str, ast.AST] = field(default_factory=dict)
    loose: frozenset[str] = frozenset()
    grown: Mapping[str, str] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """Every attribute that is set on some way out at least, in order."""
        sure = dict.fromkeys(n for _, names in self.exits for n in names)
        return (*sure, *sorted(self.loose))

    @property
    def same(self) -> bool:
        """Whether every way out sets the same ones."""
        return len({names for _, names in self.exits}) == 1 and not self.loose

    @property
    def plain(self) -> bool:
        """Whether they come back by their places: there are a few, always the same, and no result."""
        few = self.same and not self.result and 1 < len(self.names) <= _FEW
        return few and not self.grown


@dataclass(frozen=True)
class Effect:
    """What a method that is called reads and sets of the object."""

    reads: tuple[str, ...]
    sets: tuple[str, ...]


@dataclass(eq=False)
class _State:
    sure: dict[str, None] = field(default_factory=dict)
    maybe: set[str] = field(default_factory=set)
    ends: bool = False
    known: dict[str, dict[str, None]] = field(default_factory=dict)  # what is set where a test held

    def copy(self) -> _State:
        return _State(dict(self.sure), set(self.maybe), self.ends, dict(self.known))


def outputs(
    reading: Reading,
    effects: Mapping[int, Effect] | None = None,
    inner: Collection[str] = (),
) -> Outputs:
    """What a method sets, on every way through it.

    Args:
      effects: by the id of the call, of the methods that it calls.
      inner: attributes that it sets for itself alone.

    Raises:
      Refused: an attribute that is set on some ways only is read, and may be what it was before.
    """
    before: dict[str, ast.AST] = {}
    while True:
        flow = _Flow(reading, effects or {})
        state = _State(dict.fromkeys([*before, *reading.grown]))
        flow.block(reading.body, state)
        if not state.ends:
            flow.leave(None, state)
        if not flow.early:
            break
        before |= flow.early
    for name, place in flow.unsure.items():
        text = f"`{reading.me}.{name}` is read before the method sets it"
        raise Refused("TF317", text, getattr(place, "lineno", reading.node.lineno))
    result = any(node is not None and node.value is not None for node, _ in flow.exits)
    gone = flow.loose | set(inner)
    exits = tuple((n, tuple(a for a in names if a not in gone)) for n, names in flow.exits)
    grown = {name: kind for name, (kind, _) in reading.grown.items()}
    return Outputs(exits, result, before, frozenset(flow.loose.difference(inner)), grown)


class _Flow:
    def __init__(self, reading: Reading, effects: Mapping[int, Effect]) -> None:
        self._reading = reading
        self._me = reading.me
        self._effects = effects
        self._bound = {
            n.id
            for n in walk(reading.node)
            if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)
        }
        self.exits: list[tuple[ast.Return | None, tuple[str, ...]]] = []
        self.loose: set[str] = set()
        self.early: dict[str, ast.AST] = {}
        self.unsure: dict[str, ast.AST] = {}

    def leave(self, node: ast.Return | None, state: _State) -> None:
        self.loose |= state.maybe - state.sure.keys()
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
            test = self._lasting(node.test)
            arms[0].sure |= state.known.get(test, {})
            self.block(node.body, arms[0])
            if test and not arms[0].ends:
                state.known[test] = dict(arms[0].sure)
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
            self.leave(node, state)
            state.ends = True
        elif isinstance(node, ast.Raise):
            state.ends = True
        else:
            self._reads(node, state)
            self._sets(node, state)

    def _lasting(self, test: ast.expr) -> str:
        """The text of a test that comes out the same each time; "" for any other."""
        for part in walk(test):
            if isinstance(part, (ast.Call, ast.NamedExpr, ast.Subscript, ast.Await)):
                return ""
            if self._reading.attribute(part) in self._reading.outputs:
                return ""
            if isinstance(part, ast.Name) and part.id in self._bound:
                return ""
        return ast.unparse(test)

    def _join(self, state: _State, arms: list[_State]) -> None:
        open_ = [a for a in arms if not a.ends]
        state.ends = not open_
        if open_:
            sure = [n for n in open_[0].sure if all(n in a.sure for a in open_)]
            state.maybe |= {n for a in open_ for n in (*a.sure, *a.maybe)}
            state.sure = dict.fromkeys([*state.sure, *sure])

    def _reads(self, node: ast.AST, state: _State) -> None:
        for part in walk(node):
            for name in self._read(node, part):
                if name not in self._reading.outputs or name in state.sure:
                    continue
                if name in state.maybe:
                    self.unsure.setdefault(name, part)
                else:
                    self.early.setdefault(name, part)

    def _read(self, node: ast.AST, part: ast.AST) -> Sequence[str]:
        """The attributes whose values a part of a statement reads."""
        if id(part) in self._effects:
            return self._effects[id(part)].reads
        name = self._reading.attribute(part)
        changed = isinstance(node, ast.AugAssign) and part is node.target
        return [name] if name and (changed or isinstance(part.ctx, ast.Load)) else []  # type: ignore[attr-defined]

    def _sets(self, node: ast.stmt, state: _State) -> None:
        for part in walk(node):
            if id(part) in self._effects:
                state.sure |= dict.fromkeys(self._effects[id(part)].sets)
            name = attribute_of(part, self._me)
            if name and isinstance(part.ctx, ast.Store):  # type: ignore[attr-defined]
                state.sure.setdefault(name)
