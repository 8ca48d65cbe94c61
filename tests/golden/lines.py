"""Compares sources line by line, as bytes."""

from __future__ import annotations

import ast
import difflib
import io
import textwrap
import tokenize
from collections import Counter
from collections.abc import Collection


def generated_blocks(before: bytes, after: bytes, layers: Collection[int] = ()) -> list[str]:
    """The lines that are the tool's alone: inserted ones, and import statements it wrote; dedented, with LF.

    Args:
      before: the source.
      after: what it became.
      layers: line numbers of the output that belong to whole definitions, which are left out.
    """
    blocks = []
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, _, _, j1, j2 in matcher.get_opcodes():
        kept = [b"\0" if j + 1 in layers else new[j] for j in range(j1, j2)]
        text = b"".join(kept).decode("utf-8", "surrogateescape").replace("\r\n", "\n")
        if tag == "replace":
            text = text.replace("\0", "")
            lines = text.splitlines(keepends=True)
            lines = [line for line in lines if line.lstrip().startswith(("import ", "from "))]
            blocks += [line.lstrip() for line in lines if not line.rstrip().endswith(("(", "\\"))]
        elif tag == "insert":
            parts = [part.strip("\n") for part in text.split("\0") if part.strip()]
            blocks += [textwrap.dedent(part) + "\n" for part in parts]
    return blocks


def reformatted(block: str) -> str:
    """The block as black writes it, without the blank lines that depend on what is around it."""
    import black

    try:
        return black.format_str(block, mode=black.Mode(line_length=100)).strip("\n") + "\n"
    except black.InvalidInput:
        return block  # a part of a statement, which stands as its author wrote it


def formatted(block: str, line_length: int) -> str:
    """A whole definition as black writes it."""
    import black

    return black.format_str(block, mode=black.Mode(line_length=line_length))


def definition(source: str, qualname: str) -> tuple[int, int]:
    """The first and last line of a definition, its decorators and comments above it included; (0, 0) if missing."""
    scope: list[ast.stmt] = ast.parse(source).body
    found: ast.stmt | None = None
    for part in qualname.replace(".<locals>", "").split("."):
        defined = (n for s in scope for n in ast.walk(s) if getattr(n, "name", None) == part)
        found = next((n for n in defined if isinstance(n, ast.stmt)), None)
        if found is None:
            return 0, 0
        scope = found.body  # type: ignore[attr-defined]
    assert found is not None
    decorators = getattr(found, "decorator_list", [])
    first = min([found.lineno, *(d.lineno for d in decorators)])
    lines = source.splitlines()
    while first > 1 and lines[first - 2].strip().startswith("#"):
        first -= 1
    return first, found.end_lineno or found.lineno


def text_of(data: bytes) -> str:
    """A Python file's text, by its coding line or mark; line endings as they are."""
    encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    return data.decode(encoding)


def line_endings(data: bytes) -> set[bytes]:
    """The line ends that occur."""
    return {line[len(line.rstrip(b"\r\n")) :] for line in data.splitlines(keepends=True)} - {b""}


def _comments(data: bytes) -> Counter[str]:
    tokens = tokenize.tokenize(io.BytesIO(data).readline)
    return Counter(token.string for token in tokens if token.type == tokenize.COMMENT)


def lost_comments(before: bytes, after: bytes) -> list[str]:
    """Comments of the source that the output lacks."""
    return sorted((_comments(before) - _comments(after)).elements())


def changed_layout(
    before: bytes, after: bytes, rewritten: Collection[int] = frozenset()
) -> list[str]:
    """Blank lines lost, and lines replaced one for one whose indentation changed.

    A file does not begin with the blank line behind an import that goes; the one behind a paragraph goes with it.

    Args:
      before: the source.
      after: what it became.
      rewritten: line numbers of the source that were written anew, which have no layout to keep.
    """
    problems = []
    old_lines, new_lines = before.splitlines(keepends=True), after.splitlines(keepends=True)
    matcher = difflib.SequenceMatcher(None, old_lines, new_lines, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        old, new = old_lines[i1:i2], new_lines[j1:j2]
        if any(number in rewritten for number in range(i1 + 1, i2 + 1)):
            continue
        first = i1 == 0 and old[:1] and old[0].startswith((b"import ", b"from "))
        around = [*old_lines[max(i1 - 1, 0) : i1], *old_lines[i2 : i2 + 1]]
        paragraph = any(line.strip() for line in old) and not all(line.strip() for line in around)
        if tag == "delete" and not all(line.strip() for line in old) and not (first or paragraph):
            problems.append(f"lost blank lines: {old!r}")
        if tag == "replace" and len(old) == len(new):
            for was, now in zip(old, new, strict=True):
                if was[: len(was) - len(was.lstrip())] != now[: len(now) - len(now.lstrip())]:
                    problems.append(f"{was!r} became {now!r}")
    return problems
