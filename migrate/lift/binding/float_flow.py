"""Which tensors of a function are float32 for certain, followed along every way through its statements."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from migrate.lift.binding.float_kinds import (
    FLOAT,
    PLAIN,
    UNKNOWN,
    Expressions,
    Kind,
    Kinds,
    State,
    flat,
    item_of,
    joined,
)
from migrate.lift.methods.method_class import above
from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.source import parameters
from migrate.model.tree import Key
from migrate.nodes import walk

if TYPE_CHECKING:
    from migrate.lift.binding.times import TreeTimes

_MOST = 6  # ways through a function that are told apart
_DEPTH = 12
_SAME_BEHIND = "add_arg_scope"  # the decorator that only gives arguments


@dataclass(frozen=True)
class Summary:
    """What is certain of a function.

    Attributes:
      proven: the parameters that are float32 whenever TF1 runs it to its end.
      returned: what it returns.
      at: by id of an expression, what it may be.
    """

    proven: frozenset[str]
    returned: Kinds
    at: dict[int, Kinds] = field(repr=False)


@dataclass(eq=False)
class FloatFlow:
    """The functions of a tree, and its modules' own code."""

    tree: TreeTimes
    _known: dict[Key, Summary | None] = field(default_factory=dict)
    _open: int = 0

    def __post_init__(self) -> None:
        texts = [source.text for source in self.tree.sources.values()]
        getters = any("custom_getter" in t or "set_custom_getter" in t for t in texts)
        self.plain_variables = not getters and self.tree.dtypes.scopes_are_float32()

    def of(self, key: Key) -> Summary | None:
        """The summary of a function; None where it cannot be followed."""
        if key not in self._known:
            if self._open > _DEPTH:
                return None
            self._known[key] = None  # while it is looked at
            self._open += 1
            self._known[key] = self._summary(key)
            self._open -= 1
        return self._known[key]

    def is_proven(self, key: Key, name: str) -> bool:
        """Whether a parameter is float32 whenever the function runs: TF1 takes no other type where it is used."""
        summary = self.of(key)
        return summary is not None and name in summary.proven

    def found(self, key: Key, node: ast.expr) -> Kind | None:
        """What an expression may be, beside float32: parameters ("=x") that it has the type of. None: anything."""
        summary = self.of(key)
        kinds = summary.at.get(id(node)) if summary is not None else None
        if summary is None or kinds is None or flat(kinds) & UNKNOWN:
            return None
        return flat(kinds) - FLOAT - {f"={name}" for name in summary.proven}

    def _summary(self, key: Key) -> Summary | None:
        source, function = self.tree.sources.get(key[0]), self.tree.function(key)
        if source is None or source.definitions.get(key[1], 1) > 1:
            return None
        names: dict[str, Kinds] = {}
        for argument, _, _ in parameters(function) if function is not None else ():
            names[argument.arg] = frozenset([f"={argument.arg}"])
        if _is_overridden(self.tree, key):
            return None
        for decorator in function.decorator_list if function is not None else ():
            shown = source.symbol(decorator) or ast.unparse(decorator).rpartition(".")[2]
            if shown.rpartition(".")[2] != _SAME_BEHIND:
                return None
        body = function.body if function is not None else source.tree.body
        anew = {
            name
            for statement in (body if function is not None else [source.tree])
            for n in walk(statement)
            if isinstance(n, (ast.Global, ast.Nonlocal))
            for name in n.names
        }
        names |= dict.fromkeys(anew & names.keys(), UNKNOWN)
        runs = _Runs(self, key, anew)
        try:
            left = runs.block(body, [State(names)])
        except _Strange:
            return None
        ends = [*runs.ends, *(s.proven for s in left)]
        proven = frozenset.intersection(*ends) if ends else frozenset()
        returned = runs.returned
        if returned is None or left:
            returned = PLAIN if returned is None else joined(returned, PLAIN)
        return Summary(proven - anew, returned, runs.expressions.at)


def _is_overridden(tree: TreeTimes, key: Key) -> bool:
    """Whether objects may have another method of its name than this one."""
    owner, _, name = key[1].rpartition(".")
    if (key[0], owner) not in tree.graph.classes:
        return False
    below = (c for c in tree.graph.classes if (key[0], owner) in above(tree.graph, c))
    return any((c[0], f"{c[1]}.{name}") in tree.functions for c in below)


class _Strange(Exception):
    """A statement that is not followed."""


class _Runs:
    """All the ways through the statements of one function."""

    def __init__(self, flow: FloatFlow, key: Key, anew: set[str]) -> None:
        self.expressions = Expressions(flow, key)
        self.ends: list[frozenset[str]] = []
        self.returned: Kinds | None = None
        self._anew = anew  # names that other functions may set
        function = flow.tree.function(key)
        body = function.body if function is not None else flow.tree.sources[key[0]].tree.body
        self._lists_change = any(
            (isinstance(n, ast.Attribute) and n.attr in ("append", "extend", "insert"))
            or (isinstance(n, ast.Subscript) and not isinstance(n.ctx, ast.Load))
            for n in own_nodes(body)
        )

    def block(self, body: Iterable[ast.stmt], states: list[State]) -> list[State]:
        for statement in body:
            states = [after for state in states for after in self._one(statement, state)]
            if len(states) > _MOST:
                states = [_merged(states)]
        return states

    def _one(self, node: ast.stmt, state: State) -> list[State]:
        kinds = self.expressions.kinds
        if isinstance(node, (ast.Assign, ast.AnnAssign)):
            found = kinds(node.value, state) if node.value is not None else UNKNOWN
            if self._lists_change and isinstance(node.value, (ast.List, ast.Dict)):
                found = UNKNOWN
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                self._bind(target, found, state)
        elif isinstance(node, ast.AugAssign):
            sides = [kinds(node.target, state), kinds(node.value, state)]
            divides = isinstance(node.op, ast.Div)
            found = self.expressions.same(state, sides, divides, [node.value])
            self._bind(
                node.target, UNKNOWN if any(isinstance(s, tuple) for s in sides) else found, state
            )
        elif isinstance(node, ast.Expr):
            kinds(node.value, state)
            self._changes(node.value, state)
        elif isinstance(node, ast.Return):
            found = kinds(node.value, state) if node.value is not None else PLAIN
            if self.expressions.recording:
                self.returned = found if self.returned is None else joined(self.returned, found)
                self.ends.append(state.proven)
            return []
        elif isinstance(node, (ast.Raise, ast.Break, ast.Continue)):
            return []
        elif isinstance(node, ast.Assert):
            kinds(node.test, state)
        elif isinstance(node, ast.If):
            kinds(node.test, state)
            arms = [node.body, node.orelse]
            if isinstance(node.test, ast.Constant):
                arms = [node.body if node.test.value else node.orelse]
            return [s for arm in arms for s in self.block(arm, [state.copy()])]
        elif isinstance(node, ast.With):
            for item in node.items:
                kinds(item.context_expr, state)
                if item.optional_vars is not None:
                    self._bind(item.optional_vars, UNKNOWN, state)
            return self.block(node.body, [state])
        elif isinstance(node, (ast.For, ast.While)):
            return self._loop(node, state)
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)):
            for name in _bound(node):
                state.names[name] = UNKNOWN
        elif not isinstance(node, (ast.Pass, ast.Global, ast.Nonlocal)):
            raise _Strange
        return [state]

    def _bind(self, target: ast.expr, kinds: Kinds, state: State) -> None:
        if isinstance(target, ast.Name):
            state.names[target.id] = UNKNOWN if target.id in self._anew else kinds
        elif isinstance(target, (ast.Tuple, ast.List)):
            parts = kinds if isinstance(kinds, tuple) and len(kinds) == len(target.elts) else None
            for i, element in enumerate(target.elts):
                whole = item_of(kinds) if isinstance(kinds, frozenset) else UNKNOWN
                self._bind(element, parts[i] if parts else whole, state)
        else:
            self._unknown(target, state)

    def _unknown(self, node: ast.expr, state: State) -> None:
        """What is put into a list or an object may be of any type."""
        for part in walk(node):
            if isinstance(part, ast.Name):
                state.names[part.id] = UNKNOWN

    def _changes(self, node: ast.expr, state: State) -> None:
        """``outputs.append(h)``: what the list holds is not followed."""
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if not self.expressions.source.called(node):
                self._unknown(node.func.value, state)

    def _loop(self, node: ast.For | ast.While, state: State) -> list[State]:
        """None of its turns, or some: what the turns do to a name is followed where they leave it as it is."""
        self.expressions.kinds(node.iter if isinstance(node, ast.For) else node.test, state)
        stored = {
            n.id for n in walk(node) if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)
        }
        leaves = any(isinstance(n, (ast.Break, ast.Continue, ast.Return)) for n in walk(node))
        first = State(dict(state.names), state.proven)
        proven = state.proven
        if not leaves:
            recording, self.expressions.recording = self.expressions.recording, False
            ended = self.block(node.body, [self._turn(node, state.copy())])
            self.expressions.recording = recording
            proven = frozenset.intersection(*(s.proven for s in ended)) if ended else proven
            for name in stored:
                if any(s.names.get(name) != state.names.get(name) for s in ended):
                    if name in state.names:
                        first.names[name] = UNKNOWN
        else:
            first.names |= dict.fromkeys(stored, UNKNOWN)
        turned = self.block(node.body, [self._turn(node, first.copy())])
        after = _merged([first, *turned])
        after.proven = proven
        if leaves:
            after.names |= dict.fromkeys(stored, UNKNOWN)
        states = [state.copy(), after]
        for one in states:
            one.names |= dict.fromkeys(stored & self._anew, UNKNOWN)
        return [s for one in states for s in self.block(node.orelse, [one])]

    def _turn(self, node: ast.For | ast.While, state: State) -> State:
        if isinstance(node, ast.For):
            self._bind(node.target, UNKNOWN, state)
        return state


def _merged(states: list[State]) -> State:
    names: dict[str, Kinds] = {}
    for name in {n for s in states for n in s.names}:
        found = [s.names.get(name, PLAIN) for s in states]
        kinds = found[0]
        for other in found[1:]:
            kinds = joined(kinds, other)
        names[name] = kinds
    return State(names, frozenset.intersection(*(s.proven for s in states)))


def _bound(node: ast.stmt) -> list[str]:
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return [node.name]
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return [(a.asname or a.name).partition(".")[0] for a in node.names]
    return []
