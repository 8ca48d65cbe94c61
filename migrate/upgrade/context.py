"""What every part of the upgrade works on: one module, its edits and diagnostics so far."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from migrate.diagnostics import Diagnostic, Severity
from migrate.resolve import ModuleSymbols
from migrate.rewrite.edits import Edit
from migrate.rewrite.positions import Located, Positions
from migrate.rulebook import Rulebook
from migrate.skips import Skips


@dataclass
class Context:
    """The state of upgrading one module."""

    symbols: ModuleSymbols
    text: str
    rules: Rulebook
    skips: Skips
    positions: Positions
    newline: str
    graph: bool = False  # whether the module ends as a graph program, where ops have names
    edits: list[Edit] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    native: tuple[tuple[int, int], ...] = ()  # lines of lifted classes
    written: tuple[tuple[int, int], ...] = ()  # those that are TensorFlow 2 already

    def is_native(self, node: Located) -> bool:
        """Whether a node stands in a class that lifting made."""
        return any(first <= node.lineno <= last for first, last in self.native)

    def is_written(self, node: Located) -> bool:
        """Whether a node stands in a class that is TensorFlow 2 already."""
        return any(first <= node.lineno <= last for first, last in self.written)

    def skipped(self, node: Located) -> bool:
        return self.skips.covers(node.lineno)

    def source(self, node: ast.expr) -> str:
        return self.text[self.positions.start(node) : self.positions.end(node)]

    def edit(self, edit: Edit) -> None:
        self.edits.append(edit)

    def report(
        self, node: Located, code: str, message: str, advice: str = "", severity: str = ""
    ) -> None:
        """Records a diagnostic at ``node``; texts left out come from the code's entry in the rules."""
        line, col = self.positions.line_col(node)
        title = self.rules.diagnostic(code)
        found = Diagnostic(
            *(line, col, code, message),
            advice or str(title.get("advice", "")),
            Severity(severity or title.get("severity", "warning")),
        )
        if found not in self.diagnostics:
            self.diagnostics.append(found)
