"""Docstrings of lifted functions: what they say of parameters that went goes with them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

_ENTRY = re.compile(r"(\s*)(:param (?:\w+ )?)?\*{0,2}(\w+)(?= ?(?:\([^()]*\))? ?:(?:\s|$))")
_HEADING = re.compile(r"\s*(?:Args|Arguments|Parameters|Params|Inputs|Keyword Args):\s*$")


def without_entries(
    lines: list[str], gone: Collection[str], renamed: Mapping[str, str]
) -> list[str]:
    """The lines without the entries of parameters, in the ways of Google and Sphinx.

    Args:
      lines: the docstring's, its quotes included.
      gone: parameters that are no more.
      renamed: parameters that have another name, with that; an entry for the new name stands already where
        there is one, and goes as well.
    """
    entries = [_ENTRY.match(line) for line in lines]
    named = {m[3] for m in entries if m}
    out: list[str] = []
    dropped_at = -1  # the indentation of the entry that is being left out
    for number, line in enumerate(lines):
        entry = entries[number] if number else None  # the first line is the summary
        indent = len(line) - len(line.lstrip())
        if dropped_at >= 0 and line.strip() and indent > dropped_at:
            if not _closes(line):
                continue
            line = line[line.rindex(line.strip()[-3:]) :].rjust(dropped_at + 3)
        dropped_at = -1
        if entry is not None and not _closes(line):
            name = entry[3]
            if name in gone or (name in renamed and renamed[name] in named):
                dropped_at = indent
                continue
            if name in renamed:
                line = line[: entry.start(3)] + renamed[name] + line[entry.end(3) :]
        out.append(line)
    return _without_empty_headings(out) if len(out) < len(lines) else out


def _closes(line: str) -> bool:
    """Whether the docstring ends in this line."""
    return line.rstrip().endswith(('"""', "'''"))


def _without_empty_headings(lines: list[str]) -> list[str]:
    out: list[str] = []
    for number, line in enumerate(lines):
        if _HEADING.match(line):
            indent = len(line) - len(line.lstrip())
            following = lines[number + 1] if number + 1 < len(lines) else ""
            if len(following) - len(following.lstrip()) <= indent:
                continue
        if not line.strip() and out and not out[-1].strip():
            continue
        out.append(line)
    return out
