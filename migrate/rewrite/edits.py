"""Edits as data: spans of the source text and what replaces them.

An edit may quote spans of the original text (`Quote`); edits that fall inside a quoted span are applied
within it, so rules can wrap or move an argument without knowing what else happens inside it. Everything
outside the edited spans stays byte for byte what it was.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


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


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
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
    out: list[str] = []
    _render(text, 0, len(text), [unique[i] for i in order], out)
    return "".join(out)


def _render(text: str, start: int, end: int, edits: list[Edit], out: list[str]) -> None:
    at = start
    index = 0
    while index < len(edits):
        edit = edits[index]
        if edit.start < at or edit.end > end:
            raise OverlapError(f"edit {edit} overlaps the one before it")
        out.append(text[at : edit.start])
        index += 1
        inner: list[Edit] = []
        if edit.end > edit.start:
            while index < len(edits) and edits[index].start < edit.end:
                inner.append(edits[index])
                index += 1
        for part in edit.parts:
            if isinstance(part, str):
                out.append(part)
            else:
                # An insertion at the very end of a quote belongs to the quoted expression.
                within = [e for e in inner if part.start <= e.start and e.end <= part.end]
                _render(text, part.start, part.end, within, out)
        at = edit.end
    out.append(text[at:end])
