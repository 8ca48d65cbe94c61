"""Rows of text: aligned and styled on a terminal, tab-separated when piped."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any


def print_rows(
    header: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[str] = ()
) -> None:
    """Prints rows on stdout.

    Args:
        header: the columns' titles, shown on a terminal only; empty for lines that are no table.
        rows: the cells.
        right: the titles of the columns that are aligned to the right.
    """
    rows = [[_printable(cell) for cell in row] for row in rows]
    if not (header and rows and sys.stdout.isatty()):
        for row in rows:
            sys.stdout.write("\t".join(row).rstrip() + "\n")
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="bold")
    for title in header:
        table.add_column(title, justify="right" if title in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*map(escape, row))
    Console(file=sys.stdout, highlight=False).print(table)


def print_json(data: Any) -> None:
    """Prints plain data on stdout."""
    json.dump(data, sys.stdout, indent=1)
    sys.stdout.write("\n")


def readable_size(size: int) -> str:
    """Bytes in words, such as ``"1.5 MiB"``."""
    if size < 1024:
        return f"{size} B"
    value = float(size)
    for unit in ("KiB", "MiB", "GiB"):
        value /= 1024
        if value < 1024:
            return f"{value:.1f} {unit}"
    return f"{value / 1024:.1f} TiB"


def _printable(text: str) -> str:
    # A key may hold anything; each line of output is about one.
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode("ascii")
        for char in text
    )
