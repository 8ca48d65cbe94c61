"""Edits as data: spans of the source text and what replaces them.

An edit may quote spans of the original text (`Quote`); edits that fall inside a quoted span are applied
within it, so rules can wrap or move an argument without knowing what else happens inside it. Everything
outside the edited spans stays byte for byte what it was.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Quote:
    """The original text from ``start`` to ``end``, with the edits that lie inside it applied."""

    start: int
    end: int


@dataclass(frozen=True)
class Edit:
    """Replaces ``text[start:end]`` by the concatenation of ``parts``. Insertions have start == end."""

    start: int
    end: int
    parts: tuple[str | Quote, ...]


def replace(start: int, end: int, text: str) -> Edit:
    """The edit that replaces a span by fixed text."""
    return Edit(start, end, (text,))


def insert(at: int, text: str) -> Edit:
    """The edit that inserts fixed text."""
    return Edit(at, at, (text,))


class OverlapError(ValueError):
    """Two edits overlap without one lying inside a quote of the other."""


@dataclass(frozen=True)
class Rendered:
    """The text after the edits, and where the original text went.

    Attributes:
      text: the new text.
      kept: (start in the old text, length, start in the new text) of every piece that was kept.
    """

    text: str
    kept: tuple[tuple[int, int, int], ...]

    def moved(self, offset: int) -> int:
        """Where the character at ``offset`` of the old text is now; for a replaced one, what replaced it."""
        index = bisect_right(self.kept, (offset, sys.maxsize)) - 1
        if index < 0:
            return 0
        start, length, at = self.kept[index]
        if offset < start + length:
            return at + offset - start
        # Replaced: the new text begins where the piece before it ends.
        return at + length


def apply_edits(text: str, edits: Iterable[Edit]) -> Rendered:
    """Applies edits to ``text``.

    Edits at one place keep the order they were given in; of two edits where one contains the other, the
    inner one is applied inside the outer one's quotes.

    Raises:
      OverlapError: when two edits overlap partially.
    """
    unique = list(dict.fromkeys(edits))
    # Insertions come before a replacement that starts at the same place; wider replacements come first.
    order = sorted(
        range(len(unique)),
        key=lambda i: (unique[i].start, unique[i].end != unique[i].start, -unique[i].end, i),
    )
    out = _Output()
    _render(text, 0, len(text), [unique[i] for i in order], out)
    return Rendered("".join(out.parts), tuple(sorted(out.kept)))


@dataclass
class _Output:
    parts: list[str] = field(default_factory=list)
    kept: list[tuple[int, int, int]] = field(default_factory=list)
    size: int = 0

    def keep(self, text: str, start: int, end: int) -> None:
        self.kept.append((start, end - start, self.size))
        self.add(text[start:end])

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.size += len(text)


def _render(text: str, start: int, end: int, edits: list[Edit], out: _Output) -> None:
    at = start
    index = 0
    while index < len(edits):
        edit = edits[index]
        if edit.start < at or edit.end > end:
            raise OverlapError(f"edit {edit} overlaps the one before it")
        out.keep(text, at, edit.start)
        index += 1
        inner: list[Edit] = []
        while edit.end > edit.start and index < len(edits) and edits[index].start < edit.end:
            if edits[index].end > edit.end:
                raise OverlapError(f"edit {edits[index]} overlaps {edit}")
            inner.append(edits[index])
            index += 1
        for part in edit.parts:
            if isinstance(part, str):
                out.add(part)
            else:
                within = [e for e in inner if part.start <= e.start and e.end <= part.end]
                _render(text, part.start, part.end, within, out)
        at = edit.end
    out.keep(text, at, end)


def in_newlines(edits: tuple[Edit, ...], newline: str) -> tuple[Edit, ...]:
    """Edits whose new text has the newlines of the file."""
    if newline == "\n":
        return edits

    def convert(part: str | Quote) -> str | Quote:
        return part.replace(newline, "\n").replace("\n", newline) if isinstance(part, str) else part

    return tuple(Edit(e.start, e.end, tuple(convert(p) for p in e.parts)) for e in edits)
