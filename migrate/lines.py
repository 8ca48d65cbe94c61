"""Positions in a text whose newlines may be LF, CRLF, CR or a mixture.

`ast` counts lines at ``\\n``, ``\\r\\n`` and ``\\r`` only, and gives columns in UTF-8 bytes;
``str.splitlines`` also splits at form feeds and Unicode separators, and strings are indexed by character.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter

_NEWLINE = re.compile(r"\r\n|\n|\r")


class Lines:
    """Converts between `ast` positions (line, UTF-8 column) and character offsets of ``text``."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._ascii = text.isascii()
        self._starts = [0] + [match.end() for match in _NEWLINE.finditer(text)]

    def __len__(self) -> int:
        return len(self._starts)

    def start(self, lineno: int) -> int:
        """The offset of the first character of 1-based line ``lineno``."""
        return self._starts[lineno - 1]

    def offset(self, lineno: int, utf8_col: int) -> int:
        """The character offset of an `ast` position: 1-based line, 0-based column in UTF-8 bytes."""
        start = self._starts[lineno - 1]
        if self._ascii:
            return start + utf8_col
        # A character takes at least one byte, so utf8_col characters are always enough.
        head = self.text[start : start + utf8_col].encode("utf-8", "surrogatepass")[:utf8_col]
        return start + len(head.decode("utf-8", "surrogatepass"))

    def line_col(self, offset: int) -> tuple[int, int]:
        """The 1-based line and 1-based column, in characters, of a character offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def line(self, lineno: int) -> str:
        """The text of line ``lineno`` without its newline."""
        start = self._starts[lineno - 1]
        end = self._starts[lineno] if lineno < len(self._starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")


def split_lines(text: str) -> list[str]:
    """The lines of ``text``, each with its newline (``\\n``, ``\\r\\n`` or ``\\r``)."""
    lines = []
    start = 0
    for match in _NEWLINE.finditer(text):
        lines.append(text[start : match.end()])
        start = match.end()
    if start < len(text):
        lines.append(text[start:])
    return lines


def dominant_newline(text: str) -> str:
    """The newline most lines of ``text`` end with; ``"\\n"`` when it has none."""
    counts = Counter(match.group() for match in _NEWLINE.finditer(text))
    return max(counts, key=lambda newline: (counts[newline], newline == "\n"), default="\n")
