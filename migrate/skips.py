"""``# migrate: skip``: the places a user wants left alone."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass

from migrate.nodes import walk

_BETWEEN = (tokenize.NL, tokenize.INDENT, tokenize.DEDENT, tokenize.ENCODING)
_MARK = re.compile(r"#\s*migrate:\s*skip\b(?!-)")


@dataclass(frozen=True)
class Skips:
    """The lines of one file that must not change.

    Attributes:
      file: the whole file.
      ranges: inclusive, 1-based line ranges.
    """

    file: bool = False
    ranges: tuple[tuple[int, int], ...] = ()

    def covers(self, lineno: int) -> bool:
        """Whether line ``lineno`` must be left alone."""
        return self.file or any(first <= lineno <= last for first, last in self.ranges)

    def within(self, node: ast.stmt) -> bool:
        """Whether a statement, or something in it, must be left alone."""
        end = node.end_lineno or node.lineno
        return self.file or any(f <= end and node.lineno <= last for f, last in self.ranges)


NOTHING = Skips()


def skipped_lines(text: str, tree: ast.Module) -> Skips:
    """Finds the ``# migrate: skip`` comments of a file.

    A comment of its own above the first statement (the docstring does not count) skips the file. At the end
    of a line it skips the statement on that line, all its lines; on a ``def``, ``class`` or decorator line,
    the whole definition; on the header of another compound statement, the header. A comment of its own
    further down does the same for the statement below it.
    """
    if "migrate:" not in text:
        return NOTHING
    marks = list(_marks(text))
    if not marks:
        return NOTHING
    code = [node for node in tree.body if not _is_docstring(tree, node)]
    first = _first_line(code[0]) if code else len(text) + 1
    if any(alone and line < first for line, alone in marks):
        return Skips(file=True)
    spans = list(_statements(tree))
    ranges = set()
    for line, alone in marks:
        target = line
        if alone:
            target = min((begin for begin, _, _ in spans if begin > line), default=line)
        ranges.add((line, line))
        ranges.update((begin, last) for begin, end, last in spans if begin <= target <= end)
    return Skips(ranges=tuple(sorted(ranges)))


def _marks(text: str) -> Iterator[tuple[int, bool]]:
    """(line, whether the comment stands alone, outside any statement) of each mark."""
    # newline=None makes CRLF and CR into LF, as ast.parse does.
    lines = io.StringIO(text, newline=None)
    in_statement = False
    try:
        for token in tokenize.generate_tokens(lines.readline):
            if token.type == tokenize.COMMENT:
                if _MARK.search(token.string):
                    yield token.start[0], not in_statement
            elif token.type == tokenize.NEWLINE:
                in_statement = False
            elif token.type not in _BETWEEN:
                in_statement = True
    except (tokenize.TokenError, SyntaxError):
        return  # ast accepted the file, so what is left to read holds no statement


def _statements(tree: ast.Module) -> Iterator[tuple[int, int, int]]:
    """For each statement: the first and last line where a mark counts for it, and its last line."""
    for node in walk(tree):
        if not isinstance(node, ast.stmt):
            continue
        first, last = _first_line(node), node.end_lineno or node.lineno
        body = getattr(node, "body", None) or getattr(node, "cases", None)
        if not body:
            yield first, last, last
            continue
        inner = body[0]
        inner_line = inner.pattern.lineno if isinstance(inner, ast.match_case) else 0
        header = max(node.lineno, (inner_line or _first_line(inner)) - 1)
        header = min(header, last)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield first, header, last
        else:
            yield first, header, header


def _first_line(node: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(decorator.lineno for decorator in decorators)])


def _is_docstring(tree: ast.Module, node: ast.stmt) -> bool:
    return (
        node is tree.body[0]
        and isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )
