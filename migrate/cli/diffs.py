"""``--diff``: names the files so that ``git apply`` finds them, and prints the bytes as they are."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from migrate.discover import SourceEntry
from migrate.vcs import repository_of

_COLOURS = {b"+": b"\x1b[32m", b"-": b"\x1b[31m", b"@": b"\x1b[36m"}
_BOLD, _PLAIN = b"\x1b[1m", b"\x1b[0m"


def diff_path(entry: SourceEntry) -> str:
    """The file's path as the patch names it.

    Relative to the top of its git repository, where ``git apply`` looks; outside git relative to the working
    directory if it lies there, else to its source.
    """
    real = entry.path.parent.resolve() / entry.path.name
    top = repository_of(real)
    for base in (top, Path.cwd()):
        if base is not None and real.is_relative_to(base):
            return real.relative_to(base).as_posix()
    return entry.out


def write_diff(diff: bytes) -> None:
    """Prints a diff: coloured on a terminal, exact bytes otherwise."""
    if sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb":
        diff = b"\n".join(_coloured(line) for line in diff.split(b"\n"))
    sys.stdout.flush()
    sys.stdout.buffer.write(diff)
    sys.stdout.buffer.flush()


def _coloured(line: bytes) -> bytes:
    if line.startswith((b"diff ", b"--- ", b"+++ ")):
        return _BOLD + line + _PLAIN
    colour = _COLOURS.get(line[:1])
    return colour + line + _PLAIN if colour else line
