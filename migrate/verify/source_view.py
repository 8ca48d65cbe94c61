"""Two sources side by side, as an HTML table."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from html import escape

_MOST = 3000  # lines of a file that are shown


def side_by_side(before: str, after: str) -> str:
    """Lines that correspond are in one row; what changed is marked."""
    first, second = before.splitlines()[:_MOST], after.splitlines()[:_MOST]
    rows = []
    for number_a, a, number_b, b, state in _pairs(first, second):
        rows.append(
            f'<tr class="{state}"><td>{number_a}</td><td><pre>{escape(a)}</pre></td>'
            f"<td>{number_b}</td><td><pre>{escape(b)}</pre></td></tr>"
        )
    return f'<table class="source">{"".join(rows)}</table>'


def _pairs(
    first: list[str], second: list[str]
) -> Iterator[tuple[int | str, str, int | str, str, str]]:
    matcher = difflib.SequenceMatcher(None, first, second, autojunk=False)
    for tag, a0, a1, b0, b1 in matcher.get_opcodes():
        for offset in range(max(a1 - a0, b1 - b0)):
            a, b = a0 + offset, b0 + offset
            yield (
                a + 1 if a < a1 else "",
                first[a] if a < a1 else "",
                b + 1 if b < b1 else "",
                second[b] if b < b1 else "",
                "same" if tag == "equal" else "changed",
            )
