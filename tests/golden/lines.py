"""Compares sources line by line, as bytes."""

from __future__ import annotations

import difflib
import io
import textwrap
import tokenize
from collections import Counter
from collections.abc import Iterator


def _opcodes(
    before: list[bytes], after: list[bytes]
) -> Iterator[tuple[str, list[bytes], list[bytes]]]:
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            yield tag, before[i1:i2], after[j1:j2]


def generated_blocks(before: bytes, after: bytes) -> list[str]:
    """The lines that are the tool's alone: inserted ones, and import statements it wrote; dedented, with LF."""
    blocks = []
    for tag, _, new in _opcodes(before.splitlines(keepends=True), after.splitlines(keepends=True)):
        text = b"".join(new).decode("utf-8", "surrogateescape").replace("\r\n", "\n")
        if tag == "replace":
            lines = text.splitlines(keepends=True)
            lines = [line for line in lines if line.lstrip().startswith(("import ", "from "))]
            blocks += [line.lstrip() for line in lines if not line.rstrip().endswith(("(", "\\"))]
        elif tag == "insert" and text.strip():
            blocks.append(textwrap.dedent(text.strip("\n")) + "\n")
    return blocks


def reformatted(block: str) -> str:
    """The block as black writes it, without the blank lines that depend on what is around it."""
    import black

    try:
        return black.format_str(block, mode=black.Mode(line_length=100)).strip("\n") + "\n"
    except black.InvalidInput:
        return block  # a part of a statement, which stands as its author wrote it


def line_endings(data: bytes) -> set[bytes]:
    """The line ends that occur."""
    return {line[len(line.rstrip(b"\r\n")) :] for line in data.splitlines(keepends=True)} - {b""}


def _comments(data: bytes) -> Counter[str]:
    tokens = tokenize.tokenize(io.BytesIO(data).readline)
    return Counter(token.string for token in tokens if token.type == tokenize.COMMENT)


def lost_comments(before: bytes, after: bytes) -> list[str]:
    """Comments of the source that the output lacks."""
    return sorted((_comments(before) - _comments(after)).elements())


def changed_layout(before: bytes, after: bytes) -> list[str]:
    """Blank lines lost, and lines replaced one for one whose indentation changed."""
    problems = []
    for tag, old, new in _opcodes(
        before.splitlines(keepends=True), after.splitlines(keepends=True)
    ):
        if tag == "delete" and not all(line.strip() for line in old):
            problems.append(f"lost blank lines: {old!r}")
        if tag == "replace" and len(old) == len(new):
            for was, now in zip(old, new, strict=True):
                if was[: len(was) - len(was.lstrip())] != now[: len(now) - len(now.lstrip())]:
                    problems.append(f"{was!r} became {now!r}")
    return problems
