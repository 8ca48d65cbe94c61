"""Bytes to text and back, exactly; and a clear reason for every file that has no text or no tree."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrate import read
from migrate.lines import Lines, dominant_newline, split_lines
from migrate.read import SourceFile, Unreadable, decode_source, parse, read_source

PATH = Path("model.py")


def decode(raw: bytes) -> SourceFile:
    source = decode_source(PATH, "model.py", raw)
    assert isinstance(source, SourceFile)
    return source


def refuse(raw: bytes) -> Unreadable:
    source = decode_source(PATH, "model.py", raw)
    if isinstance(source, SourceFile):
        source = parse(source)
    assert isinstance(source, Unreadable)
    return source


@pytest.mark.parametrize(
    ("raw", "encoding", "bom", "newline", "text"),
    [
        (b"", "utf-8", False, "\n", ""),
        (b"x = 1", "utf-8", False, "\n", "x = 1"),
        (b"\xef\xbb\xbfx = 1\n", "utf-8", True, "\n", "x = 1\n"),
        (b"x = 1\r\ny = 2\r\n", "utf-8", False, "\r\n", "x = 1\r\ny = 2\r\n"),
        (b"x\r\ny\nz\n", "utf-8", False, "\n", "x\r\ny\nz\n"),
        (b"x\ry\r", "utf-8", False, "\r", "x\ry\r"),
        (
            b"# coding: latin-1\ns = '\xe9'\n",
            "iso-8859-1",
            False,
            "\n",
            "# coding: latin-1\ns = 'é'\n",
        ),
        (b"#!/bin/x\r# coding: latin-1\rs = '\xe9'\r", *("iso-8859-1", False, "\r"), None),
        (b"# -*- coding: cp1252 -*-\ns = '\x80'\n", *("cp1252", False, "\n"), None),
        (b"# vim: set fileencoding=euc-jp :\ns = '\xa4\xa2'\n", *("euc-jp", False, "\n"), None),
        (b"\xef\xbb\xbf# coding: utf-8\n", "utf-8", True, "\n", "# coding: utf-8\n"),
        ("x = 'é'\x0c\n".encode(), "utf-8", False, "\n", "x = 'é'\x0c\n"),
    ],
)
def test_decoding(raw, encoding, bom, newline, text):
    source = decode(raw)
    assert (source.encoding, source.bom, source.newline) == (encoding, bom, newline)
    if text is not None:
        assert source.text == text
    assert source.tree is None
    assert source.encode(source.text) == raw
    assert isinstance(parse(source).tree, ast.Module)


@pytest.mark.parametrize(
    ("raw", "reason", "line"),
    [
        (b"x = 1\n\xff\n", "is not valid utf-8: byte 0xff on line 2", 2),
        (b"# coding: ascii\n# \xe9\n", "is not valid ascii", 2),
        (b"# coding: nonsense\n", "wrong encoding declaration: unknown encoding", 1),
        (b"\xef\xbb\xbf# coding: latin-1\n", "wrong encoding declaration", 1),
        (b"# coding: rot13\n", "", 0),
        (b"# coding: utf-16\nx = 1\n", "utf-16", 0),
        (b"# coding: hex\n", "", 0),
        (b"# coding: idna\nx = 'a..b'\n", "idna", 0),
        (b"x = 1\n\0\n", "contains null bytes", 2),
        ("x = 1\n".encode("utf-16"), "contains null bytes; it looks like UTF-16", 1),
        (b"def f(:\n  pass\n", "syntax error", 1),
        (b"if x:\n\ty\n        z\n  w\n", "syntax error", 3),
        (b"x = " + b"(" * 5000 + b")" * 5000 + b"\n", "", 0),
        (b"-" * 100_000 + b"1", "", 0),
        (b"# \xa9 Example Ltd\nx = 1\n", "is not valid utf-8: byte 0xa9 on line 1", 1),
        (b"x = '\xed\xa0\x80'\n", "is not valid utf-8", 1),
        (b"async = 1\n", "syntax error", 1),
    ],
)
def test_refusals(raw, reason, line):
    refused = refuse(raw)
    assert reason in refused.reason
    assert not refused.skipped
    if line:
        assert refused.line == line
    assert "\n" not in refused.reason


def test_a_huge_file_is_refused(monkeypatch):
    monkeypatch.setattr(read, "MAX_BYTES", 1024 * 1024)
    assert "is too large: 1.1 MiB (the limit is 1 MiB)" in refuse(b"#" * 1_200_000).reason


def test_a_file_that_is_not_there(tmp_path):
    missing = read_source(tmp_path / "x.py", "x.py")
    assert isinstance(missing, Unreadable)
    assert missing.reason == "cannot be read: No such file or directory"
    directory = read_source(tmp_path, "x.py")
    assert isinstance(directory, Unreadable)


@given(
    lines=st.lists(
        st.tuples(
            st.text(st.characters(codec="utf-8", exclude_characters="\r\n\0"), max_size=12),
            st.sampled_from(["\n", "\r\n", "\r", ""]),
        ),
        max_size=8,
    ),
    encoding=st.sampled_from(
        [None, "utf-8", "latin-1", "cp1252", "koi8-r", "shift_jis", "utf-8-sig"]
    ),
)
def test_encode_undoes_decode(lines, encoding):
    text = "".join(line + newline for line, newline in lines)
    if encoding is None:
        raw = text.encode()
    else:
        raw = (f"# coding: {encoding}\n" + text).encode(encoding.removesuffix("-sig"), "replace")
        if encoding == "utf-8-sig":
            raw = b"\xef\xbb\xbf" + raw
    source = decode_source(PATH, "model.py", raw)
    if isinstance(source, Unreadable):  # the text itself declares another encoding
        return
    assert source.encode(source.text) == raw


@given(st.binary(max_size=60))
def test_any_bytes_are_read_exactly_or_refused(raw):
    source = decode_source(PATH, "model.py", raw)
    assert isinstance(source, Unreadable) or source.encode(source.text) == raw
    if isinstance(source, SourceFile):
        parse(source)


def test_line_positions_follow_ast():
    text = "x = 'é\x0c\u2028' + yé\r\nif x:\r    z = '日本', w\n"
    lines = Lines(text)
    names = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)]
    found = {
        node.id: text[
            lines.offset(node.lineno, node.col_offset) : lines.offset(
                node.end_lineno, node.end_col_offset
            )
        ]
        for node in names
    }
    assert found == {"x": "x", "yé": "yé", "z": "z", "w": "w"}
    assert [lines.line(number) for number in (1, 2, 3, 4)] == [
        "x = 'é\x0c\u2028' + yé",
        "if x:",
        "    z = '日本', w",
        "",
    ]
    assert lines.line_col(text.index("w\n")) == (3, 15)
    assert len(lines) == 4


@given(st.text(st.sampled_from("ab\r\n\x0c\u2028é")))
def test_lines_split_and_join(text):
    assert "".join(split_lines(text)) == text
    lines = Lines(text)
    assert all(
        lines.start(line) + col - 1 == i
        for i in range(len(text))
        for line, col in [lines.line_col(i)]
    )
    assert dominant_newline(text) in ("\n", "\r\n", "\r")
