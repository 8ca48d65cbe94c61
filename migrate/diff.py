"""Unified diffs that ``git apply`` and ``patch -p1`` accept, byte for byte."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

_NO_NEWLINE = b"\\ No newline at end of file\n"


def unified_diff(before: bytes, after: bytes, path: str) -> bytes:
    """The difference between two contents of ``path``, in git's format; empty if they are equal.

    Lines end at LF only, as git counts them, so that CRLF files and files in any encoding come out exact.
    """
    if before == after:
        return b""
    # Latin-1 gives every byte a character of its own, and difflib works on strings.
    old, new = _lines(before), _lines(after)
    hunks = b"".join(_body(difflib.unified_diff(old, new, n=3)))
    old_name, new_name = _name("a/" + path), _name("b/" + path)
    header = f"diff --git {old_name} {new_name}\n".encode("utf-8", "surrogateescape")
    for mark, name in (("---", old_name), ("+++", new_name)):
        # As git does: a tab ends a name that holds a space.
        end = "\t\n" if " " in name and not name.startswith('"') else "\n"
        header += f"{mark} {name}{end}".encode("utf-8", "surrogateescape")
    return header + hunks


def _lines(data: bytes) -> list[str]:
    lines = data.decode("latin-1").split("\n")
    last = lines.pop()
    return [line + "\n" for line in lines] + ([last] if last else [])


def _body(lines: Iterator[str]) -> Iterator[bytes]:
    for number, line in enumerate(lines):
        if number < 2:  # difflib's own header
            continue
        yield line.encode("latin-1")
        if not line.endswith("\n"):
            yield b"\n" + _NO_NEWLINE


def _name(path: str) -> str:
    """``path`` as git writes it in a header: quoted if it holds a quote, a backslash or a control character."""
    if not any(char in '"\\' or ord(char) < 32 or ord(char) == 127 for char in path):
        return path
    named = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    quoted = (
        named.get(char, f"\\{ord(char):03o}" if ord(char) < 32 or ord(char) == 127 else char)
        for char in path
    )
    return '"' + "".join(quoted) + '"'
