"""Statements as text again: the source's own words with parts replaced, at another indentation."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from migrate.lift.source.source import LiftSource
from migrate.nodes import children, walk

INDENT = "    "


@dataclass(eq=False)
class Render:
    """Renders parts of one module.

    Attributes:
      replaced: node id -> the text that stands for it.
      dropped: ids of statements that go.
      switches: ids of those that only said whether variables are shared: what stands above them may be about anything.
      unwrapped: ids of `with` statements that only leave their body.
      headers: id of a compound statement -> its new header, without the colon.
      before: id of a statement -> lines that come before it.
      wrapped: id of a statement -> the header of a block that it goes into, without the colon.
    """

    source: LiftSource
    replaced: dict[int, str] = field(default_factory=dict)
    dropped: set[int] = field(default_factory=set)
    switches: set[int] = field(default_factory=set)
    unwrapped: set[int] = field(default_factory=set)
    headers: dict[int, str] = field(default_factory=dict)
    before: dict[int, list[str]] = field(default_factory=dict)
    wrapped: dict[int, str] = field(default_factory=dict)
    translate: Callable[[ast.expr], str | None] | None = None

    # ------------------------------------------------------------ expressions
    def expr(self, node: ast.expr | ast.stmt | ast.keyword) -> str:
        """The text of a node with the replacements inside it made."""
        own = self._own(node)
        if own is not None:
            return own
        start, end = self.source.positions.start(node), self.source.positions.end(node)
        return self._spliced(start, end, self._inside(node))

    def _own(self, node: ast.AST) -> str | None:
        if id(node) in self.replaced:
            return self.replaced[id(node)]
        if id(node) in self.source.replaced:
            return self.source.replaced[id(node)]
        if self.translate is not None and isinstance(node, ast.expr):
            return self.translate(node)
        return None

    def _inside(self, node: ast.AST) -> list[tuple[int, int, str]]:
        found: list[tuple[int, int, str]] = []
        stack: list[ast.AST] = list(children(node))
        while stack:
            part = stack.pop()
            if isinstance(part, ast.expr):
                own = self._own(part)
                if own is not None:
                    at = self.source.positions.start(part), self.source.positions.end(part)
                    found.append((*at, own))
                    continue
            stack.extend(children(part))
        return sorted(found)

    def _spliced(self, start: int, end: int, parts: Iterable[tuple[int, int, str]]) -> str:
        text, at, out = self.source.text, start, []
        for first, last, new in parts:
            if first < at or last > end:
                continue
            out += [text[at:first], new]
            at = last
        return "".join(out) + text[at:end]

    # ------------------------------------------------------------ statements
    def block(self, body: list[ast.stmt], level: int, first_line: int = 0) -> list[str]:
        """The lines of a block at an indentation level; comments between statements are kept.

        Args:
          first_line: the line of the header, so that comments before the first statement are found.
        """
        out: list[str] = []
        previous = first_line
        around: str | None = None  # the header that the statement before went into
        hangs = False  # the last line is a comment of a statement that went
        for statement in body:
            before = len(out)
            start = _first_line(statement)
            if statement is not body[0] or first_line:
                comments = self.comments(previous + 1, start - 1, level)
                if id(statement) in self.unwrapped:
                    comments = _without_scope(comments)
                if id(statement) in self.switches and _OF_SHARING.search(" ".join(comments)):
                    comments = []
                while hangs and comments[:1] == [""]:  # what stood between is gone
                    comments = comments[1:]
                if id(statement) not in self.dropped or id(statement) in self.switches:
                    out += comments
            hangs = id(statement) in self.dropped and len(out) > before and _is_comment(out)
            previous = statement.end_lineno or statement.lineno
            out += [INDENT * level + line for line in self.before.get(id(statement), ())]
            wrapped = self.wrapped.get(id(statement))
            if id(statement) not in self.dropped:
                lines = self.statement(statement, level)
                out += lines[1:] if wrapped and wrapped == around and len(out) == before else lines
            around = wrapped
        return out

    def comments(self, first: int, last: int, level: int) -> list[str]:
        """Comment and blank lines of a range of source lines, re-indented."""
        out: list[str] = []
        for number in range(first, last + 1):
            line = self.source.positions.lines.line(number).strip()
            if line.startswith("#"):
                out.append(INDENT * level + line)
            elif not line:
                out.append("")
        return out

    def above(self, node: ast.stmt, level: int) -> list[str]:
        """The comment right above a statement."""
        first = node.lineno
        while self.source.positions.lines.line(first - 1).strip().startswith("#"):
            first -= 1
        return self.comments(first, node.lineno - 1, level)

    def trailing(self, line: int, col: int) -> str:
        """The comment at the end of a line, after byte column ``col``."""
        at = self.source.positions.lines.offset(line, col)
        rest = self.source.text[at : self.source.positions.line_start(line + 1)].strip()
        rest = rest.lstrip(":; ")
        return f"  {rest}" if rest.startswith("#") else ""

    def statement(self, node: ast.stmt, level: int) -> list[str]:
        pad = INDENT * level
        if id(node) in self.wrapped:
            level, header = level + 1, [f"{pad}{self.wrapped[id(node)]}:"]
            if isinstance(node, (ast.For, ast.If)):
                return header + self._compound(node, level)
            pad = INDENT * level
            end = self.trailing(node.end_lineno or 0, node.end_col_offset or 0)
            return header + (pad + self.expr(node) + end).split("\n")
        if isinstance(node, (ast.With, ast.For, ast.While, ast.If)):
            return self._compound(node, level)
        if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Try)):
            return self._nested(node, level)
        end = self.trailing(node.end_lineno or 0, node.end_col_offset or 0)
        text = self.expr(node) + end
        return (pad + text).split("\n")

    def _compound(self, node: ast.With | ast.For | ast.While | ast.If, level: int) -> list[str]:
        if id(node) in self.unwrapped:
            return self.block(node.body, level, header_end(node))
        return self._with_header(node, self._header(node), level)

    def _with_header(
        self, node: ast.With | ast.For | ast.While | ast.If, header: str, level: int
    ) -> list[str]:
        pad = INDENT * level
        body = self.block(node.body, level + 1, header_end(node))
        orelse: list[ast.stmt] = getattr(node, "orelse", [])
        kept = any(line.strip() and not line.strip().startswith("#") for line in body)
        if not kept:
            if not any(id(s) not in self.dropped for s in orelse):
                return []
            body = [f"{pad}{INDENT}pass"]
        comment = self._header_comment(node)
        out = [*f"{pad}{header}:{comment}".split("\n"), *body]
        if orelse and any(id(s) not in self.dropped for s in orelse):
            first, last = orelse[0], node.body[-1].end_lineno or 0
            if isinstance(node, ast.If) and len(orelse) == 1 and isinstance(first, ast.If):
                if self.source.segment(first).startswith("elif"):
                    rest = self._with_header(first, "el" + self._header(first), level)
                    return out + self._remarks(node, last + 1, first.lineno - 1, level) + rest
            line = else_line(self.source, node)
            below = self.block(orelse, level + 1, line)
            if any(line.strip() and not line.strip().startswith("#") for line in below):
                at = self.source.positions.lines.line(line).find("else") + 4 if line else 0
                end = self.trailing(line, at) if line else ""
                out += [*self._remarks(node, last + 1, line - 1, level), f"{pad}else:{end}", *below]
        return out

    def _remarks(self, node: ast.stmt, first: int, last: int, level: int) -> list[str]:
        """Comment lines above an ``else`` or ``elif``, of it or still of the block above, without blank lines around them."""
        lines: list[str] = []
        for number in range(first, last + 1):
            line = self.source.positions.lines.line(number)
            inside = len(line) - len(line.lstrip()) > node.col_offset
            lines += self.comments(number, number, level + 1 if inside else level)
        while lines and not lines[-1]:
            lines.pop()
        return lines

    def _header(self, node: ast.With | ast.For | ast.While | ast.If) -> str:
        if id(node) in self.headers:
            return self.headers[id(node)]
        if isinstance(node, ast.If):
            return f"if {in_one(self.expr(node.test))}"
        if isinstance(node, ast.While):
            return f"while {in_one(self.expr(node.test))}"
        if isinstance(node, ast.For):
            return f"for {self.expr(node.target)} in {in_one(self.expr(node.iter))}"
        return f"with {', '.join(self._item(i) for i in node.items)}"

    def _item(self, item: ast.withitem) -> str:
        text = self.expr(item.context_expr)
        return text if item.optional_vars is None else f"{text} as {self.expr(item.optional_vars)}"

    def _header_comment(self, node: ast.With | ast.For | ast.While | ast.If) -> str:
        line = header_end(node)
        if node.body[0].lineno == line:
            return ""
        text = self.source.positions.lines.line(line)
        last = {ast.If: "test", ast.While: "test", ast.For: "iter"}.get(type(node))
        end = getattr(node, last) if last else node.items[-1].context_expr  # type: ignore[union-attr]
        if end.end_lineno != line:
            return ""
        at = self.source.positions.lines.offset(line, end.end_col_offset or 0)
        rest = text[at - self.source.positions.line_start(line) :]
        mark = rest.find("#")
        return f"  {rest[mark:].rstrip()}" if mark >= 0 else ""

    def _nested(self, node: ast.stmt, level: int) -> list[str]:
        """A definition inside the function: its lines with the replacements made, re-indented."""
        if isinstance(node, ast.FunctionDef) and self._is_changed(node):
            last = def_header_end(self.source, node)
            start = self.source.positions.start(node)
            end = self.source.positions.line_start(last + 1)
            header = self._spliced(start, end, self._inside(node)).rstrip()
            lines = f"{INDENT * level}{header}".split("\n")
            return lines + self.block(node.body, level + 1, last)
        start = self.source.positions.line_start(_first_line(node))
        end = self.source.positions.end(node)
        text = self._spliced(start, end, self._inside(node))
        inside = string_lines(node, _first_line(node))
        lines = text.split("\n")
        width = len(lines[0]) - len(lines[0].lstrip())
        out = []
        for index, line in enumerate(lines):
            if index in inside:
                out.append(line)
            else:
                cut = line[:width].strip()
                out.append(INDENT * level + (line[width:] if not cut else line.lstrip()))
        return [line.rstrip() if not line.strip() else line for line in out]

    def _is_changed(self, node: ast.FunctionDef) -> bool:
        """Whether statements of a definition, and not only expressions in them, are written in another way."""
        ways = (self.dropped, self.unwrapped, self.headers, self.before)
        inside = {id(n) for s in node.body for n in walk(s) if isinstance(n, ast.stmt)}
        return any(inside & set(way) for way in ways) and node.body[0].lineno > node.lineno


# A comment that says that variables are shared from there on.
_OF_SHARING = re.compile(r"reus|shar|scope|same|again|second", re.I)
# A comment that only says that the `with` below opens a scope: "Define a scope for reusing the variables".
_OF_SCOPE = re.compile(
    r"#\s*(?:(?:define|open|create|enter|use|set|declare|start|make)s?\s+)?(?:an?\s+|the\s+)?(?:variable[ _]?|name[ _]?)?scope\b"
    r".*(?:reus|shar|variable|net|layer)",
    re.I,
)


def _is_comment(lines: list[str]) -> bool:
    return bool(lines) and lines[-1].lstrip().startswith("#")


def _without_scope(comments: list[str]) -> list[str]:
    """Comments above a `with` that goes, without a single one that is about the scope alone."""
    *above, last = comments or [""]
    alone = not above or not above[-1].strip()
    return above if alone and _OF_SCOPE.search(last) else comments


def in_one(text: str) -> str:
    """An expression that may stand where a line must not end: its parentheses are no part of it."""
    return f"({text})" if "\n" in text else text


def _first_line(node: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(d.lineno for d in decorators)])


def else_line(source: LiftSource, node: ast.With | ast.For | ast.While | ast.If) -> int:
    """The line of the `else` of a statement that has one, 0 where it stands on one with other code."""
    orelse: list[ast.stmt] = getattr(node, "orelse", [])
    for line in range((node.body[-1].end_lineno or 0) + 1, orelse[0].lineno if orelse else 0):
        if source.positions.lines.line(line).strip().startswith("else"):
            return line
    return 0


def header_end(node: ast.With | ast.For | ast.While | ast.If) -> int:
    """The line the header ends in."""
    if isinstance(node, ast.With):
        ends = [i.optional_vars or i.context_expr for i in node.items]
        return max(e.end_lineno or 0 for e in ends)
    last = node.iter if isinstance(node, ast.For) else node.test
    return last.end_lineno or node.lineno


def def_header_end(source: LiftSource, node: ast.FunctionDef) -> int:
    """The line that the header of a function ends in, whose body begins further down."""
    for last in range(node.lineno, node.body[0].lineno):
        end = source.positions.line_start(last + 1)
        try:
            ast.parse(source.text[source.positions.start(node) : end].rstrip() + "\n  pass")
        except SyntaxError:
            continue
        return last
    return node.body[0].lineno - 1


def string_lines(node: ast.AST, first: int) -> set[int]:
    """Lines (from 0) that begin inside a string."""
    found: set[int] = set()
    for part in walk(node):
        if isinstance(part, (ast.Constant, ast.JoinedStr)):
            if isinstance(part, ast.Constant) and not isinstance(part.value, (str, bytes)):
                continue
            for line in range(part.lineno + 1, (part.end_lineno or part.lineno) + 1):
                found.add(line - first)
    return found
