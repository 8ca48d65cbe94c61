"""Moves: where the places a report speaks of lie in the migrated text."""

from __future__ import annotations

from dataclasses import replace

from migrate.diagnostics import Diagnostic
from migrate.lines import Lines
from migrate.outcomes import Verdict
from migrate.rewrite.edits import Rendered


class Moves:
    """Takes lines and columns of the text as read to the text as migrated.

    Args:
      earlier: the moves that gave ``before``; a diagnostic then says where its line was before them.
    """

    def __init__(self, before: str, rendered: Rendered, earlier: Moves | None = None) -> None:
        self._before = Lines(before)
        self._after = Lines(rendered.text)
        self._rendered = rendered
        self._earlier = earlier

    def source_line(self, line: int) -> int:
        """The line of the text as first read that a line of ``before`` comes from."""
        if self._earlier is None:
            return line
        start = self._before.start(line)
        source = 1
        for old, length, new in self._earlier._rendered.kept:
            if new <= start:
                source = self._earlier._before.line_col(old + min(start - new, length))[0]
        return self._earlier.source_line(source)

    def position(self, line: int, col: int) -> tuple[int, int]:
        """The new (line, column), both 1-based, columns in characters."""
        offset = self._before.start(line) + col - 1
        return self._after.line_col(self._rendered.moved(offset))

    def line(self, line: int) -> int:
        """The new number of a line, by its first character that is not blank; what is no line stays, as 0."""
        if not 0 < line <= len(self._before):
            return line
        text = self._before.line(line)
        return self.position(line, len(text) - len(text.lstrip()) + 1)[0]

    def verdict(self, verdict: Verdict) -> Verdict:
        return replace(
            verdict,
            line=self.line(verdict.line),
            reasons=tuple(r.moved(self.line) for r in verdict.reasons),
            variables=tuple(replace(v, line=self.line(v.line)) for v in verdict.variables),
        )

    def diagnostic(self, diagnostic: Diagnostic) -> Diagnostic:
        line, col = self.position(diagnostic.line, diagnostic.col)
        source = diagnostic.source_line or self.source_line(diagnostic.line)
        if source == line:
            source = 0
        return replace(diagnostic, line=line, col=col, source_line=source)
