"""Moves: where the places a report speaks of lie in the migrated text."""

from __future__ import annotations

from dataclasses import replace

from migrate.diagnostics import Diagnostic
from migrate.lines import Lines
from migrate.outcomes import Verdict
from migrate.rewrite.edits import Rendered


class Moves:
    """Takes lines and columns of the text as read to the text as migrated."""

    def __init__(self, before: str, rendered: Rendered) -> None:
        self._before = Lines(before)
        self._after = Lines(rendered.text)
        self._rendered = rendered

    def position(self, line: int, col: int) -> tuple[int, int]:
        """The new (line, column), both 1-based, columns in characters."""
        offset = self._before.start(line) + col - 1
        return self._after.line_col(self._rendered.moved(offset))

    def line(self, line: int) -> int:
        """The new number of a line, by its first character that is not blank; 0 stays 0."""
        if not line:
            return 0
        text = self._before.line(line)
        return self.position(line, len(text) - len(text.lstrip()) + 1)[0]

    def verdict(self, verdict: Verdict) -> Verdict:
        return replace(
            verdict,
            line=self.line(verdict.line),
            reasons=tuple(replace(r, line=self.line(r.line)) for r in verdict.reasons),
            variables=tuple(replace(v, line=self.line(v.line)) for v in verdict.variables),
        )

    def diagnostic(self, diagnostic: Diagnostic) -> Diagnostic:
        line, col = self.position(diagnostic.line, diagnostic.col)
        source = diagnostic.line if diagnostic.line != line else 0
        return replace(diagnostic, line=line, col=col, source_line=source)
