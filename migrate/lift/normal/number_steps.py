"""How far functions inside a function count one of its numbers up, and what that makes of their text."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from migrate.lift.normal.computed_scope import folded
from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.nodes import walk
from migrate.rewrite.edits import Edit

COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_HIDING = (ast.IfExp, ast.BoolOp, ast.Compare, *COMPREHENSIONS)
_LATER = (ast.Lambda, ast.GeneratorExp)
_IN_BRACKETS = (
    *(ast.Call, ast.keyword, ast.Assign, ast.Return, ast.Tuple, ast.List),
    ast.FormattedValue,
)


class Unknown(Exception):
    """How far the number is counted up cannot be told from the text."""


@dataclass
class _State:
    """How far the number is counted up at a place of a function.

    Attributes:
      ahead: of what its name says there, in the text that comes out.
      total: of what it was when the function was entered; None after a loop whose turns nobody counts.
      known: what it is, where the text says so.
      said: what its name says, in the text that comes out, where that is a number it was set to or counted to.
    """

    ahead: int = 0
    total: int | None = 0
    known: int | None = None
    said: int | None = None

    def step(self, steps: int) -> None:
        self.ahead += steps
        self.total = None if self.total is None else self.total + steps
        self.known = None if self.known is None else self.known + steps


@dataclass
class Walked:
    """What becomes of one function.

    Attributes:
      returned: how far each way through it counts the number up.
      reads: the names that read the number, by id -> how far it is ahead of the name there.
    """

    edits: list[Edit] = field(default_factory=list)
    returned: set[int | None] = field(default_factory=set)
    reads: dict[int, int] = field(default_factory=dict)


@dataclass(eq=False)
class Steps:
    """Walks the function that a number belongs to, and those in it.

    Attributes:
      inner: the functions inside it that read or change the number, themselves or through others.
      given: the statement that sets the number first.
      shown: those of which a call is nothing but this expression.
    """

    source: LiftSource
    outer: FunctionNode
    name: str
    inner: Mapping[str, FunctionNode]
    given: ast.Assign
    shown: dict[str, ast.expr] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._done: dict[str, Walked] = {}
        self._active: list[str] = []
        self._parents = {
            id(child): node for node in walk(self.outer) for child in ast.iter_child_nodes(node)
        }

    def of_outer(self) -> Walked:
        """Raises `Unknown`, as all here do."""
        return self._walk(self.outer)

    def of(self, name: str) -> Walked:
        """What becomes of a function inside."""
        if name not in self._done:
            if name in self._active:
                raise Unknown
            self._active.append(name)
            self._done[name] = self._walk(self.inner[name])
            self._active.pop()
        return self._done[name]

    def counts(self, node: ast.stmt) -> int | None:
        """How far a statement itself counts the number up; None for one that does not set it."""
        value: ast.expr | None = None
        if isinstance(node, ast.AugAssign) and is_name(node.target, self.name):
            value = node.value if isinstance(node.op, ast.Add) else None
        elif isinstance(node, ast.Assign) and node is not self.given:
            if not any(is_name(t, self.name) for t in node.targets):
                return None
            total = node.value
            if isinstance(total, ast.BinOp) and isinstance(total.op, ast.Add):
                value = total.right if is_name(total.left, self.name) else None
        else:
            return None
        steps = None if value is None else _number(value)
        if steps is None:
            raise Unknown
        return steps

    def _walk(self, node: FunctionNode) -> Walked:
        out, state = Walked(), _State()
        if not self._block(node.body, state, out):
            out.returned.add(state.total)
        return out

    def _mentioned(self, node: ast.AST) -> bool:
        names = {self.name, *self.inner}
        return any(isinstance(n, ast.Name) and n.id in names for n in walk(node))

    # ------------------------------------------------------------ statements
    def _block(self, body: list[ast.stmt], state: _State, out: Walked) -> bool:
        """Walks statements; whether the last one leaves the function."""
        for statement in body:
            if self.counts(statement) is not None and len(body) == 1:
                raise Unknown
            if self._statement(statement, state, out):
                return True
        return False

    def _statement(self, node: ast.stmt, state: _State, out: Walked) -> bool:
        steps = self.counts(node)
        if steps is not None:
            state.step(steps)
            out.edits.append(self._gone(node))
        elif node is self.given and _number(node.value) is not None:
            state.known = _number(node.value)  # which is said where it is read
            out.edits.append(self._gone(node))
        elif isinstance(node, ast.Nonlocal):
            rest = [n for n in node.names if n != self.name]
            if len(rest) < len(node.names):
                out.edits.append(self._gone(node, f"nonlocal {', '.join(rest)}" if rest else ""))
        elif isinstance(node, ast.FunctionDef):
            pass  # walked where it is called
        elif isinstance(node, ast.If):
            return self._if(node, state, out)
        elif isinstance(node, ast.For):
            self._for(node, state, out)
        elif isinstance(node, ast.With):
            for item in node.items:
                self._expression(item, state, out)
            return self._block(node.body, state, out)
        elif isinstance(
            node, (ast.While, ast.Try, ast.Match, ast.AnnAssign, ast.Assert, ast.ClassDef)
        ):
            if self._mentioned(node):
                raise Unknown
        else:
            parts = [node.value, *node.targets] if isinstance(node, ast.Assign) else [node]
            for part in parts:
                self._expression(part, state, out)
            if isinstance(node, ast.Return):
                out.returned.add(state.total)
            return isinstance(node, (ast.Return, ast.Raise))
        return False

    def _if(self, node: ast.If, state: _State, out: Walked) -> bool:
        self._expression(node.test, state, out)
        arms = []
        for body in (node.body, node.orelse):
            own = replace(state)
            if not self._block(body, own, out):
                arms.append(own)
        if not arms:
            return True
        if any(a != arms[0] for a in arms):
            raise Unknown
        state.ahead, state.total = arms[0].ahead, arms[0].total
        state.known, state.said = arms[0].known, arms[0].said
        return False

    def _for(self, node: ast.For, state: _State, out: Walked) -> None:
        """A loop whose turns count: the name then says how far it is, from turn to turn."""
        self._expression(node.iter, state, out)
        if any(map(self._mentioned, (node.target, *node.orelse))):
            raise Unknown
        turn, inside = _State(), Walked()
        leaves = self._block(node.body, turn, inside)
        if turn.total == 0 and not turn.ahead:
            self._block(node.body, state, out)
            return
        going = (ast.Break, ast.Continue, ast.Return)
        if leaves or any(isinstance(n, going) for n in own_nodes(node.body)):
            raise Unknown
        positions, last = self.source.positions, node.body[-1]
        if state.ahead if state.known is None else state.known != state.said:
            by = f"+= {state.ahead}" if state.known is None else f"= {state.known}"
            at = positions.line_start(node.lineno)
            pad = positions.indent(node)
            out.edits.append(Edit(at, at, (f"{pad}{self.name} {by}\n",)))
        out.edits += inside.edits
        out.reads |= inside.reads
        if turn.ahead:
            at = positions.line_start((last.end_lineno or last.lineno) + 1)
            pad = positions.indent(node.body[0])
            out.edits.append(Edit(at, at, (f"{pad}{self.name} += {turn.ahead}\n",)))
        turns = _turns(node.iter)
        known = turns is not None and turn.total is not None and state.total is not None
        state.total = state.total + turns * turn.total if known else None  # type: ignore[operator]
        state.ahead = 0
        if state.known is not None:  # the name says it, too
            reached = turns is not None and turn.total is not None
            state.known = state.known + turns * turn.total if reached else None  # type: ignore[operator]
            state.said = state.known

    # ------------------------------------------------------------ expressions
    def _expression(self, node: ast.AST, state: _State, out: Walked, hidden: bool = False) -> None:
        """Walks an expression in the order in which it is evaluated."""
        if isinstance(node, ast.Name) and node.id == self.name:
            self._read(node, state, out)
            return
        if isinstance(node, (*_LATER, ast.NamedExpr)) and self._mentioned(node):
            raise Unknown
        if isinstance(node, ast.JoinedStr) and not self._is_found_in(node):
            raise Unknown
        if isinstance(node, ast.Dict) and any(
            k is not None and self._mentioned(k) for k in node.keys
        ):
            raise Unknown
        inner = hidden or isinstance(node, _HIDING)
        for child in ast.iter_child_nodes(node):
            self._expression(child, state, out, inner)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id in self.inner:
                self._call(node, node.func.id, state, out, hidden)

    def _is_found_in(self, node: ast.JoinedStr) -> bool:
        """Whether what an f-string reads stands where its nodes say: Python before 3.12 may be wrong there."""
        reads = list(_named(node, self.name))
        calls = any(isinstance(n, ast.Name) and n.id in self.inner for n in walk(node))
        places = {self.source.positions.start(n) for n in reads}
        shown = all(self.source.segment(n) == n.id for n in reads)
        return not calls and shown and len(places) == len(reads)

    def _read(self, node: ast.Name, state: _State, out: Walked) -> None:
        if not isinstance(node.ctx, ast.Load):
            if self._parents.get(id(node)) is not self.given:
                raise Unknown
            return
        out.reads[id(node)] = state.ahead
        whole = self._name_around(node, state.known) if state.known is not None else None
        if whole is not None:
            out.edits.append(whole)
        elif state.ahead or state.known is not None:
            start, end = self.source.positions.start(node), self.source.positions.end(node)
            out.edits.append(Edit(start, end, (self._value(node, state),)))

    def _name_around(self, node: ast.Name, known: int) -> Edit | None:
        """A text that is made of the number and of constants, written out: ``"layer_%d" % n``."""
        found: tuple[ast.expr, str] | None = None
        above = self._parents.get(id(node))
        while isinstance(above, ast.expr):
            if len(list(_named(above, self.name))) > 1 or isinstance(above, ast.JoinedStr):
                break
            start = self.source.positions.start(above)
            text = self.source.segment(above)
            at = self.source.positions.start(node) - start
            text = text[:at] + str(known) + text[at + len(self.name) :]
            told = folded(ast.parse(text, mode="eval").body)
            if isinstance(told, str):
                found = above, told
            above = self._parents.get(id(above))
        if found is None:
            return None
        start, end = self.source.positions.start(found[0]), self.source.positions.end(found[0])
        return Edit(start, end, (_quoted(found[1], self.source.segment(found[0])),))

    def _value(self, place: ast.AST, state: _State, more: int = 0) -> str:
        """What the number is at a place, as an operand."""
        text = self._sum(state, more)
        plain = text.isidentifier() or text.isdigit()
        bare = plain or isinstance(self._parents.get(id(place)), _IN_BRACKETS)
        return text if bare else f"({text})"

    def _sum(self, state: _State, more: int = 0) -> str:
        if state.known is not None:
            return str(state.known + more)
        steps = state.ahead + more
        return f"{self.name} {'-' if steps < 0 else '+'} {abs(steps)}" if steps else self.name

    def _call(self, node: ast.Call, name: str, state: _State, out: Walked, hidden: bool) -> None:
        returned = self.of(name).returned
        steps = next(iter(returned)) if len(returned) == 1 else None
        if steps is None or (hidden and steps):
            raise Unknown
        positions = self.source.positions
        if name in self.shown:
            text = self._in_place(name, node, state)
            out.edits.append(Edit(positions.start(node), positions.end(node), (text,)))
        else:
            at = positions.end(node) - 1
            given = ", " if node.args or node.keywords else ""
            shown = f"{given}{self.name}={self._sum(state)}"
            out.edits.append(Edit(at, at, (shown,)))
        state.step(steps)

    def _in_place(self, name: str, call: ast.Call, state: _State) -> str:
        """The text of what a function returns, where it was called."""
        value, source, reads = self.shown[name], self.source, self.of(name).reads
        start, text = source.positions.start(value), source.segment(value)
        for place in sorted(_named(value, self.name), key=lambda n: -source.positions.start(n)):
            a, b = source.positions.start(place) - start, source.positions.end(place) - start
            text = text[:a] + self._value(place, state, reads[id(place)]) + text[b:]
        told = folded(ast.parse(text, mode="eval").body)
        if isinstance(told, str):
            return _quoted(told)
        shown = ast.parse(text, mode="eval").body  # `number` may be `number + 1` by now
        bare = isinstance(shown, (ast.Call, ast.Name, ast.Constant, ast.Attribute))
        return text if bare or isinstance(self._parents[id(call)], _IN_BRACKETS) else f"({text})"

    def _gone(self, node: ast.stmt, instead: str = "") -> Edit:
        """A statement that goes with its line, or becomes another."""
        positions = self.source.positions
        line, _, comment = positions.lines.line(node.lineno).partition("#")
        if line.strip() != self.source.segment(node).strip():
            return self._gone_from_line(node, instead)
        if instead:
            return Edit(positions.start(node), positions.end(node), (instead,))
        if comment:  # it stays where it was
            start = positions.start(node)
            return Edit(start, self.source.text.index("#", start), ("",))
        start = positions.line_start(node.lineno)
        return Edit(start, positions.line_start((node.end_lineno or node.lineno) + 1), ("",))

    def _gone_from_line(self, node: ast.stmt, instead: str) -> Edit:
        """A statement that goes from a line with another one: ``h = layer(h, n); n += 1``."""
        positions, text = self.source.positions, self.source.text
        start, end = positions.start(node), positions.end(node)
        before = text[positions.line_start(node.lineno) : start].rstrip()
        if instead or not before.endswith(";"):
            raise Unknown
        return Edit(positions.line_start(node.lineno) + len(before) - 1, end, ("",))


def _quoted(text: str, like: str = "") -> str:
    """A text as a literal, in single quotes where an expression like it has some."""
    quote = "'" if "'" in like and '"' not in like else '"'
    plain = text.isprintable() and not set(text) & set("'\"\\")
    return f"{quote}{text}{quote}" if plain else repr(text)


def is_name(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _named(node: ast.AST, name: str) -> Iterator[ast.Name]:
    yield from (n for n in walk(node) if isinstance(n, ast.Name) and n.id == name)


def _number(node: ast.expr) -> int | None:
    return node.value if isinstance(node, ast.Constant) and type(node.value) is int else None


def _turns(node: ast.expr) -> int | None:
    """How often a loop over ``range(3)`` runs; None where that is not written out."""
    if isinstance(node, ast.Call) and is_name(node.func, "range") and len(node.args) == 1:
        count = node.args[0]
        if isinstance(count, ast.Constant) and isinstance(count.value, int):
            return max(count.value, 0)
    return None
