"""Character spans of ``ast`` nodes."""

from __future__ import annotations

import ast

from migrate.lines import Lines

Located = ast.expr | ast.stmt | ast.keyword | ast.alias | ast.arg


class Positions:
    """Character offsets of the nodes of one parsed text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = Lines(text)

    def start(self, node: Located) -> int:
        return self.lines.offset(node.lineno, node.col_offset)

    def end(self, node: Located) -> int:
        assert node.end_lineno is not None and node.end_col_offset is not None
        return self.lines.offset(node.end_lineno, node.end_col_offset)

    def line_start(self, line: int) -> int:
        """The offset where a 1-based line begins; the text's end past the last one."""
        return self.lines.start(line) if line <= len(self.lines) else len(self.text)

    def indent(self, node: Located) -> str:
        """The white space, spaces or tabs, before the line on which ``node`` begins."""
        line = self.lines.line(node.lineno)
        return line[: len(line) - len(line.lstrip())]

    def line_col(self, node: Located) -> tuple[int, int]:
        """Where a diagnostic about ``node`` points: 1-based line and character column."""
        return self.lines.line_col(self.start(node))
