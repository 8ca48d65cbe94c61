"""Two trees of sources side by side, as HTML: the module of the entry first, then whatever else differs."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from migrate.verify.request import import_root, module_file

_MOST_LINES = 3000  # of a file that are shown
_MOST_FILES = 40


def anchor(file: str, line: int) -> str:
    """The id of a line of the original on the page."""
    return f"{re.sub(r'[^A-Za-z0-9]+', '-', file)}-{line}"


def sources(request: Any, opened: str = "") -> str:
    """The modules of a :class:`migrate.verify.Request` that differ; that of the entry, and `opened`, are open."""
    after_entry = request.after_entry or request.entry
    roots = import_root(request.before, request.entry), import_root(request.after, after_entry)
    entry = module_file(roots[0], request.entry), module_file(roots[1], after_entry)
    files: dict[str, tuple[Path | None, Path | None]] = {}
    if entry[0] is not None or entry[1] is not None:
        root, path = (roots[0], entry[0]) if entry[0] is not None else (roots[1], entry[1])
        assert path is not None
        files[path.relative_to(root).as_posix()] = entry
    elif request.setup is not None:
        files[request.setup.name] = request.setup, request.after_setup or request.setup
    first, second = _modules(request.before, roots[0]), _modules(request.after, roots[1])
    for name in sorted(first.keys() | second.keys()):
        one, other = first.get(name), second.get(name)
        if one is None or other is None or _text(one) != _text(other):
            files.setdefault(name, (one, other))
    if not files:
        return "<p>No module differs.</p>"
    shown = list(files.items())[:_MOST_FILES]
    parts = [
        f'<details class="file"{" open" if number == 0 or name == opened else ""}><summary>{escape(name)}</summary>'
        f"{side_by_side(_text(one), _text(other), name)}</details>"
        for number, (name, (one, other)) in enumerate(shown)
    ]
    if len(files) > len(shown):
        parts.append(f'<p class="soft">{len(files) - len(shown)} more files differ.</p>')
    return "".join(parts)


def side_by_side(before: str, after: str, name: str = "") -> str:
    """Lines that correspond are in one row; what changed is marked."""
    first, second = before.splitlines()[:_MOST_LINES], after.splitlines()[:_MOST_LINES]
    rows = []
    for number_a, a, number_b, b, changed in _pairs(first, second):
        old = ' class="old"' if changed and number_a else ""
        new = ' class="new"' if changed and number_b else ""
        place = f' id="{anchor(name, number_a)}"' if name and isinstance(number_a, int) else ""
        rows.append(
            f"<tr{place}><td>{number_a}</td><td{old}><pre>{escape(a)}</pre></td>"
            f"<td>{number_b}</td><td{new}><pre>{escape(b)}</pre></td></tr>"
        )
    return f'<table class="source">{"".join(rows)}</table>'


def _modules(source: Path, root: Path) -> dict[str, Path]:
    if not source.is_dir():
        return {}
    found = (p for p in sorted(source.rglob("*.py")) if not any(n[0] == "." for n in p.parts[1:]))
    return {path.relative_to(root).as_posix(): path for path in found}


def _text(path: Path | None) -> str:
    return "" if path is None else path.read_text(encoding="utf-8", errors="replace")


def _pairs(
    first: list[str], second: list[str]
) -> Iterator[tuple[int | str, str, int | str, str, bool]]:
    matcher = difflib.SequenceMatcher(None, first, second, autojunk=False)
    for tag, a0, a1, b0, b1 in matcher.get_opcodes():
        for offset in range(max(a1 - a0, b1 - b0)):
            a, b = a0 + offset, b0 + offset
            yield (
                a + 1 if a < a1 else "",
                first[a] if a < a1 else "",
                b + 1 if b < b1 else "",
                second[b] if b < b1 else "",
                tag != "equal",
            )
