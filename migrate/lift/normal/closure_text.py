"""The text of functions that move out of others, and of their calls."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field

from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.nodes import walk
from migrate.rewrite.edits import Edit


@dataclass(eq=False)
class Inner:
    """A function inside another.

    Attributes:
      calls: its calls, each with the functions around it inside the outer one.
      reads: the names of the outer function that it reads, itself or through what it calls.
      words: what of these is asked of the method's object -> the parameter for it.
      asks: where it asks for that.
    """

    node: FunctionNode
    calls: list[tuple[ast.Call, tuple[FunctionNode, ...]]] = field(default_factory=list)
    reads: list[str] = field(default_factory=list)
    words: Mapping[str, str] = field(default_factory=dict)
    asks: list[ast.Attribute] = field(default_factory=list)

    @property
    def parameters(self) -> list[str]:
        """What it takes for what it reads."""
        return [self.words.get(r, r) for r in self.reads]

    @property
    def given(self) -> list[str]:
        """The arguments for these in the outer function."""
        return [f"{self.words.get(r, r)}={r}" for r in self.reads]

    @property
    def handed_on(self) -> list[str]:
        """The arguments for these in a function that moves out with it."""
        return [f"{p}={p}" for p in self.parameters]


def lines_of(source: LiftSource, node: FunctionNode) -> tuple[int, int]:
    """Where a definition lies with the comments right above it, up to the next line."""
    first = node.lineno
    while source.positions.lines.line(first - 1).strip().startswith("#"):
        first -= 1
    last = (node.end_lineno or node.lineno) + 1
    return source.positions.line_start(first), source.positions.line_start(last)


def definition(
    source: LiftSource, one: Inner, chosen: Mapping[str, Inner], names: Mapping[str, str]
) -> str:
    """The definition at the left margin."""
    start, end = lines_of(source, one.node)
    edits = signature(source, one, names)
    for name, other in chosen.items():
        for call, around in other.calls:
            if one.node in around:
                edits += call_edits(source, call, names[name], other.handed_on)
    start_of, end_of = source.positions.start, source.positions.end
    edits += [Edit(start_of(n), end_of(n), (one.words[ast.unparse(n)],)) for n in one.asks]
    text = source.text[start:end]
    line = source.positions.lines.line_col(start)[0]
    for first, last, new in sorted(_texts(edits), reverse=True):
        text = text[: first - start] + new + text[last - start :]
    return _dedented(text, one.node, line) + "\n\n"


def _texts(edits: list[Edit]) -> list[tuple[int, int, str]]:
    """Edits that only write text, as (start, end, text)."""
    return [(e.start, e.end, "".join(str(p) for p in e.parts)) for e in edits]


def _dedented(text: str, node: FunctionNode, first: int) -> str:
    width = node.col_offset
    inside: set[int] = set()
    for part in walk(node):
        if isinstance(part, (ast.Constant, ast.JoinedStr)) and (part.end_lineno or 0) > part.lineno:
            inside |= set(range(part.lineno + 1 - first, (part.end_lineno or 0) + 1 - first))
    doc = node.body[0]
    if ast.get_docstring(node, clean=False) is not None:
        inside -= set(range(doc.lineno - first, (doc.end_lineno or 0) + 1 - first))
    lines = text.split("\n")
    out = [
        line if i in inside else line[width:] if not line[:width].strip() else line.lstrip()
        for i, line in enumerate(lines)
    ]
    return "\n".join(out)


def signature(source: LiftSource, one: Inner, names: Mapping[str, str]) -> list[Edit]:
    """The name outside, and what is read of the outer function as parameters."""
    node, positions = one.node, source.positions
    at = source.text.index(node.name, positions.start(node) + len("def"))
    edits = []
    if names[node.name] != node.name:
        edits.append(Edit(at, at + len(node.name), (names[node.name],)))
    if not one.reads:
        return edits
    args = node.args
    given = [*args.posonlyargs, *args.args, *args.kwonlyargs]
    given += [a for a in (args.vararg,) if a is not None]
    ends = [positions.end(a) for a in given]
    ends += [positions.end(d) for d in (*args.defaults, *args.kw_defaults) if d is not None]
    star = ["*"] if args.defaults and not (args.vararg or args.kwonlyargs) else []
    new = ", ".join([*star, *one.parameters])
    if args.kwarg is not None:
        start = source.text.rindex("**", 0, positions.start(args.kwarg))
        return [*edits, Edit(start, start, (f"{new}, ",))]
    after = max(ends) if ends else source.text.index("(", at) + 1
    closing, comma = _closing(source.text, after)
    separator = ", " if ends and not comma else " " if comma else ""
    return [*edits, Edit(closing, closing, (separator + new,))]


def _closing(text: str, at: int) -> tuple[int, bool]:
    """Where the parenthesis around a place closes, and whether there is a comma before it."""
    depth, comma = 0, False
    while at < len(text):
        char = text[at]
        if char == "#":
            at = text.index("\n", at)
            continue
        if char in "([{":
            depth += 1
        elif char in ")]}":
            if not depth and char == ")":
                return at, comma
            depth -= 1
        elif char == "," and not depth:
            comma = True
        at += 1
    raise ValueError("no closing parenthesis")


def call_edits(source: LiftSource, call: ast.Call, name: str, added: list[str]) -> list[Edit]:
    """The call with what the function read of the outer one as arguments."""
    start, end = source.positions.start(call.func), source.positions.end(call.func)
    edits = [] if name == source.text[start:end] else [Edit(start, end, (name,))]
    if added:
        at = source.positions.end(call) - 1
        given: list[ast.expr | ast.keyword] = [*call.args, *call.keywords]
        last = max((source.positions.end(a) for a in given), default=0)
        between = "".join(line.partition("#")[0] for line in source.text[last:at].split("\n"))
        separator = ", " if given and "," not in between else " " if given else ""
        edits.append(Edit(at, at, (separator + ", ".join(added),)))
    return edits
