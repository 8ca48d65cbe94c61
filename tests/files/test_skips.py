"""What ``# migrate: skip`` covers."""

from __future__ import annotations

import ast

import pytest

from migrate.skips import skipped_lines


def covered(text: str) -> str:
    """The lines it covers, as ``"2-4 7"``; ``"file"`` for all."""
    skips = skipped_lines(text, ast.parse(text))
    if skips.file:
        assert skips.covers(1)
        return "file"
    lines = [line for line in range(1, text.count("\n") + 2) if skips.covers(line)]
    parts: list[list[int]] = []
    for line in lines:
        if parts and parts[-1][-1] == line - 1:
            parts[-1].append(line)
        else:
            parts.append([line])
    return " ".join(f"{p[0]}-{p[-1]}" if len(p) > 1 else str(p[0]) for p in parts)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("x = 1\n", ""),
        ("x = 1  # migrate: skip\ny = 2\n", "1"),
        ("x = '# migrate: skip'\n", ""),
        ('x = """\n# migrate: skip\n"""\n', ""),
        ("# migrate: skip\nimport a\n", "file"),
        ("#!/usr/bin/python\n# Copyright\n#migrate:skip\n\nx\n", "file"),
        ('"""Doc."""\n# migrate: skip\nx\n', "file"),
        ("# migrate: skip\r\nx\r\n", "file"),
        ("# migrate: skip", "file"),
        ("# migrate: skipped lines are\nx\n", ""),
        ("# migrate: skip-this\nx\n", ""),
        ("x = f(  # migrate: skip\n  1,\n)\ny\n", "1-3"),
        ("x = f(\n  1,  # migrate: skip\n)\ny\n", "1-3"),
        ("z\nx = f(\n  # migrate: skip\n  1,\n)\ny\n", "2-5"),
        ("x = f(\n  1,\n)  # noqa # migrate: skip\ny\n", "1-3"),
        ("x\ndef f():  # migrate: skip\n  a\n  b\ny\n", "2-4"),
        ("x\ndef f(\n  a,\n):  # migrate: skip\n  a\n  b\ny\n", "2-6"),
        ("x\n@d  # migrate: skip\ndef f():\n  a\ny\n", "2-4"),
        ("x\n@d\ndef f():  # migrate: skip\n  a\ny\n", "2-4"),
        ("x\nclass C:  # migrate: skip\n  def f(self):\n    a\n  b\ny\n", "2-5"),
        ("class C:\n  def f(self):  # migrate: skip\n    a\n  b\n", "2-3"),
        ("x\nasync def f():  # migrate: skip\n  a\ny\n", "2-3"),
        ("with a:  # migrate: skip\n  b\n", "1"),
        ("with f(\n  a):  # migrate: skip\n  b\n", "1-2"),
        ("x\nmatch a:  # migrate: skip\n  case 1:\n    b\n", "2"),
        ("def f(): return 1  # migrate: skip\nx\n", "1"),
        ("def f():\n  a\n  b  # migrate: skip\n  c\n", "3"),
        ("x\n# migrate: skip\ny\nz\n", "2-3"),
        ("x\n# migrate: skip\n\ndef f():\n  a\nz\n", "2 4-5"),
        ("def f():\n  # migrate: skip\n  a\n  b\n", "2-3"),
        ("x\n# migrate: skip\n", "2"),
        ("if a:\n  b\nelse:  # migrate: skip\n  c\n", "3"),
        ("x\n\x0c\ny  # migrate: skip\n", "3"),
    ],
)
def test_coverage(text, lines):
    assert covered(text) == lines
