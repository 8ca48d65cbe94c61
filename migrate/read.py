"""Reads source files: bytes to text and back, exactly, and text to a syntax tree.

Knows nothing of TensorFlow. Reading and parsing are separate steps, so that files that hold no TensorFlow
are never parsed.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
import warnings
from dataclasses import dataclass, field, replace
from pathlib import Path

from migrate.lines import dominant_newline

_BOM = b"\xef\xbb\xbf"
_FIRST_TWO_LINES = re.compile(rb"(?:[^\r\n]*(?:\r\n|\r|\n)){0,2}[^\r\n]*")

# A syntax tree takes about a hundred times the size of its text.
MAX_BYTES = 32 * 1024 * 1024


@dataclass(frozen=True)
class SourceFile:
    """One source file.

    Attributes:
      path: where it lies on disk.
      relpath: its path relative to the source root, with ``/``.
      raw: its bytes as read.
      text: its decoded text without the BOM, newlines as in the file; for a Python 2 file the text converted
        to Python 3.
      encoding: the codec's name; never ``utf-8-sig`` (see ``bom``).
      bom: whether the file begins with a UTF-8 byte order mark.
      newline: the newline most lines end with.
      tree: the syntax tree of ``text``; None until `parse`.
      python2: whether ``text`` was converted from Python 2.
      divisions: for a Python 2 file without ``from __future__ import division``, the (line, column) of each
        ``/`` that may have divided integers; both 1-based, columns in characters of ``text``.
    """

    path: Path
    relpath: str
    raw: bytes = field(repr=False)
    text: str = field(repr=False)
    encoding: str = "utf-8"
    bom: bool = False
    newline: str = "\n"
    tree: ast.Module | None = field(default=None, repr=False, compare=False)
    python2: bool = False
    divisions: tuple[tuple[int, int], ...] = ()

    def encode(self, text: str) -> bytes:
        """The bytes of ``text`` in this file's encoding, with its BOM.

        Raises:
          UnicodeEncodeError: ``text`` holds a character that the encoding lacks.
        """
        data = text.encode(self.encoding)
        return _BOM + data if self.bom else data


@dataclass(frozen=True)
class Unreadable:
    """Why a file cannot be processed; ``skipped`` when it is left alone rather than at fault."""

    path: Path
    relpath: str
    reason: str
    line: int = 0
    col: int = 0
    skipped: bool = False
    raw: bytes = field(default=b"", repr=False)


def read_source(path: Path, relpath: str) -> SourceFile | Unreadable:
    """Reads and decodes one file, without parsing it."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        return Unreadable(path, relpath, f"cannot be read: {error.strerror or error}")
    return decode_source(path, relpath, raw)


def decode_source(path: Path, relpath: str, raw: bytes) -> SourceFile | Unreadable:
    """Decodes ``raw`` as Python does: by its BOM, its coding comment (PEP 263), or UTF-8."""

    def unreadable(reason: str, line: int = 0) -> Unreadable:
        return Unreadable(path, relpath, reason, line, raw=raw)

    if len(raw) > MAX_BYTES:
        size, limit = len(raw) / 2**20, MAX_BYTES // 2**20
        return unreadable(f"is too large: {size:.1f} MiB (the limit is {limit} MiB)")
    if b"\0" in raw:
        line = raw.count(b"\n", 0, raw.index(b"\0")) + 1
        wide = raw[:2] in (b"\xff\xfe", b"\xfe\xff") or b"i\0m\0p\0" in raw
        hint = "; it looks like UTF-16: save it as UTF-8" if wide else ""
        return unreadable(f"contains null bytes{hint}", line)
    bom = raw.startswith(_BOM)
    body = raw[len(_BOM) :] if bom else raw
    try:
        encoding = _declared_encoding(raw)
    except (SyntaxError, LookupError) as error:
        return unreadable(f"has a wrong encoding declaration: {error}", 1)
    try:
        text = body.decode(encoding)
        faithful = text.encode(encoding) == body
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        byte = body[error.start]
        return unreadable(
            f"is not valid {encoding}: byte 0x{byte:02x} on line {line}"
            " (declare the encoding in a comment on the first line, as PEP 263 says)",
            line,
        )
    except (UnicodeError, LookupError, ValueError) as error:
        return unreadable(f"cannot be decoded as {encoding}: {error}")
    if not faithful:
        return unreadable(f"cannot be written back exactly in its encoding, {encoding}")
    return SourceFile(path, relpath, raw, text, encoding, bom, dominant_newline(text))


def _declared_encoding(raw: bytes) -> str:
    match = _FIRST_TWO_LINES.match(raw)
    head = match.group() if match else b""
    # detect_encoding reads lines at LF only, so bare CRs would make the file one line; and it blames the
    # declaration for any byte it cannot decode, where decoding the whole says which byte and where.
    head = head.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    bom = head[: len(_BOM)] if head.startswith(_BOM) else b""
    head = bom + re.sub(rb"[^\x00-\x7f]", b"?", head[len(bom) :])
    encoding, _ = tokenize.detect_encoding(io.BytesIO(head).readline)
    return "utf-8" if encoding == "utf-8-sig" else encoding


def parse(source: SourceFile) -> SourceFile | Unreadable:
    """Adds the syntax tree; converts Python 2 on the way.

    Returns:
      The source with ``tree`` set, or why it has none: a syntax error (``skipped`` is False), or Python 2
      that could not be converted (``skipped`` is True).
    """
    if source.tree is not None:
        return source
    tree = parse_text(source.text)
    if isinstance(tree, ast.Module):
        return replace(source, tree=tree)

    from migrate import python2  # imports fissix, which few runs need

    converted = python2.convert(source.text, source.path)
    if converted is None:
        return _syntax_error(source, tree)
    tree2 = parse_text(converted.text)
    if not isinstance(tree2, ast.Module):
        failure = _syntax_error(source, tree2)
        if (tree2.msg, tree2.text) == (tree.msg, tree.text):
            return _syntax_error(source, tree)  # not an error of Python 2's making
        reason = f"Python 2 source: cannot be converted: {failure.reason}"
        return replace(failure, reason=reason, skipped=True)
    try:
        source.encode(converted.text)
    except UnicodeEncodeError as error:
        reason = f"Python 2 source: cannot be converted: {error}"
        return Unreadable(source.path, source.relpath, reason, skipped=True, raw=source.raw)
    return replace(
        source, text=converted.text, tree=tree2, python2=True, divisions=converted.divisions
    )


def parse_text(text: str) -> ast.Module | SyntaxError:
    """`ast.parse`, with every way it can fail as a returned SyntaxError, and without its warnings."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return ast.parse(text)
        except SyntaxError as error:
            return error
        except (RecursionError, MemoryError):
            return SyntaxError("is nested too deeply")
        except ValueError as error:  # lone surrogates, null characters
            return SyntaxError(str(error))


def _syntax_error(source: SourceFile, error: SyntaxError) -> Unreadable:
    line = error.lineno or 0
    where = f" (line {line})" if line else ""
    return Unreadable(
        source.path,
        source.relpath,
        f"syntax error: {error.msg}{where}",
        line,
        error.offset or 0,
        raw=source.raw,
    )
