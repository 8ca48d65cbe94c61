"""Python 2 source becomes Python 3, and nothing else in it changes."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import migrate
from migrate.python2 import convert
from migrate.read import SourceFile, Unreadable, decode_source, parse

CHECKOUT = Path(migrate.__file__).resolve().parent.parent


def read(raw: bytes, path: Path = Path("m.py")) -> SourceFile | Unreadable:
    source = decode_source(path, path.name, raw)
    assert isinstance(source, SourceFile)
    return parse(source)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("print 'a', b\n", "print('a', b)\n"),
        ("print 'a',\n", "print('a', end=' ')\n"),
        ("print >>f, 'a'  # why\n", "print('a', file=f)  # why\n"),
        ("print\n`x`\n", "print()\nrepr(x)\n"),
        ("try:\n  pass\nexcept E, e:\n  pass\n", "try:\n  pass\nexcept E as e:\n  pass\n"),
        ("raise E, 'x'\n", "raise E('x')\n"),
        ("exec 'x' in d\n", "exec('x', d)\n"),
        ("x <> 0777\n", "x != 0o777\n"),
        ("x = 10L\n", "x = 10\n"),
        ("x = ur'a'\n", "x = r'a'\n"),
        ("print d.has_key(1)\n", "print(1 in d)\n"),
        ("print 1\nfor i in xrange(3): pass\n", "print(1)\nfor i in range(3): pass\n"),
        ("print 1\nfor k in d.iteritems(): pass\n", "print(1)\nfor k in d.items(): pass\n"),
        ("print isinstance(x, basestring)\n", "print(isinstance(x, str))\n"),
        ("print raw_input()\n", "print(input())\n"),
        ("print 1\nimport cPickle\n", "print(1)\nimport pickle\n"),
        ("print 1\nimport cPickle as pickle, os as os\n", "print(1)\nimport pickle, os as os\n"),
        ("print 1\nimport Queue as q\n", "print(1)\nimport queue as q\n"),
        ("print map(f, x)\n", "print(list(map(f, x)))\n"),
        ("print it.next()\n", "print(next(it))\n"),
        ("def f((a, b)): pass\n", "def f(xxx_todo_changeme): (a, b) = xxx_todo_changeme; pass\n"),
        # What Python 2 read as tabs of 8.
        ("if x:\n\tprint 1\n        print 2\n", "if x:\n        print(1)\n        print(2)\n"),
        ("if x:\n\ty\n        z = '''\n\ta'''\n", "if x:\n        y\n        z = '''\n\ta'''\n"),
    ],
)
def test_conversion(before, after):
    converted = convert(before)
    assert converted is not None
    assert converted.text == after
    ast.parse(after)


@pytest.mark.parametrize(
    "text", ["x = 1\n", "def f(:\n", "f(**k, *a)\n", "", "x = = 1\n", "async = 1\n"]
)
def test_what_is_not_python2(text):
    assert convert(text) is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"print 1\r\nx\r\n", b"print(1)\r\nx\r\n"),
        (b"print 1\rx\r", b"print(1)\rx\r"),
        (b"x\r\nprint 1\ny\r\n", b"x\r\nprint(1)\ny\r\n"),
        (b"x\nprint 1", b"x\nprint(1)"),
        (b"x\nprint 1\r\n\r\n# end", b"x\nprint(1)\r\n\r\n# end"),
        (b"\xef\xbb\xbfprint 1\n", b"\xef\xbb\xbfprint(1)\n"),
        (b"# coding: latin-1\nprint '\xe9'\n", b"# coding: latin-1\nprint('\xe9')\n"),
        (
            b"\x0cprint 1\n\x0c\ndef f():\n\treturn 1 \n",
            b"\x0cprint(1)\n\x0c\ndef f():\n\treturn 1 \n",
        ),
    ],
)
def test_everything_else_is_kept(before, after):
    source = read(before)
    assert isinstance(source, SourceFile)
    assert source.python2
    assert source.raw == before
    assert source.encode(source.text) == after


def test_what_cannot_be_converted_is_skipped():
    refused = read(b"print 1\nf(**k, *a)\n")
    assert isinstance(refused, Unreadable)
    assert refused.skipped
    assert refused.reason.startswith("Python 2 source: cannot be converted: syntax error: ")
    assert refused.line == 2


@pytest.mark.parametrize(
    "text", [b"x = d.keys()\nf(**k, *a)\n", b"x = map(f, y)\ndef g(async=1): pass\n"]
)
def test_a_syntax_error_of_python3_is_not_blamed_on_python2(text):
    refused = read(text)
    assert isinstance(refused, Unreadable)
    assert not refused.skipped
    assert refused.reason.startswith("syntax error: ")


def test_divisions_that_may_be_of_integers():
    text = (
        "print 1\n"
        "a = x / y; b = x / 2.0; c = 'a/b'; d = x // y\n"
        "e = (x) / (\n    y  # a / b\n) / z\n"
        "x /= 2\n"
        "f = float(x) / y; g = -1. / y; h = x * 1e3 / y; i = 'é', x / 2\n"
    )
    converted = convert(text)
    assert converted is not None
    assert converted.divisions == ((2, 7), (3, 9), (5, 3), (6, 3), (7, 60))
    lines = converted.text.split("\n")
    assert all(lines[line - 1][col - 1] == "/" for line, col in converted.divisions)


def test_true_division_was_asked_for():
    converted = convert("from __future__ import division\nprint x / y\n")
    assert converted is not None
    assert converted.divisions == ()


def test_implicit_relative_imports_follow_the_files_beside(tmp_path):
    (tmp_path / "__init__.py").touch()
    (tmp_path / "layers.py").touch()
    source = read(b"import layers\nimport sys\nprint 1\n", tmp_path / "m.py")
    assert isinstance(source, SourceFile)
    assert source.text == "from . import layers\nimport sys\nprint(1)\n"


def test_a_file_that_python3_accepts_is_not_touched():
    source = read(b"print ('x')\nfor i in xrange(3): pass\n")
    assert isinstance(source, SourceFile)
    assert not source.python2


@pytest.mark.parametrize("cache", ["unwritable", "corrupt"])
def test_a_home_directory_that_is_of_no_use(tmp_path, cache):
    home = tmp_path / "home"
    if cache == "unwritable":
        home.touch()
    else:
        import fissix

        place = home / "fissix" / fissix.CACHE_DIR.name
        place.mkdir(parents=True)
        for file in fissix.CACHE_DIR.iterdir():
            (place / file.name).touch()
        assert any(place.iterdir())
    ran = subprocess.run(
        [
            sys.executable,
            "-c",
            "from migrate.python2 import convert; print(convert('print 1').text)",
        ],
        env={**os.environ, "XDG_CACHE_HOME": str(home), "PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.stdout, ran.stderr) == ("print(1)\n", "")


def test_files_do_not_influence_each_other():
    first = "from __future__ import print_function\nprint(1, file=f)\nraise E, 'x'\n"
    for _ in range(2):
        converted = convert(first)
        assert converted is not None
        assert converted.text == first.replace("E, 'x'", "E('x')")
        converted = convert("def f((a, b)): print a\n")
        assert converted is not None
        assert converted.text == "def f(xxx_todo_changeme): (a, b) = xxx_todo_changeme; print(a)\n"
