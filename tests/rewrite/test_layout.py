"""The format stage: what is formatted, what stays byte for byte, and where places go."""

from __future__ import annotations

import pytest

from migrate.rewrite.edits import apply_edits
from migrate.rewrite.layout import layout_edits

LONG = "compat_scope.get_layer(Layer, first_setting, second_setting, name='the_name_of_it')(inputs, mask)"


def laid_out(text: str, *names: str, newline: str = "\n") -> str:
    return apply_edits(text, layout_edits(text, names, newline)).text


def test_only_the_classes_named_are_formatted() -> None:
    text = "x=1\nclass A(B):\n  y=f( 2 )\n\nclass C(B):\n  y=f( 2 )\n"
    assert laid_out(text, "A") == "x=1\nclass A(B):\n    y = f(2)\n\nclass C(B):\n  y=f( 2 )\n"


def test_long_comments_come_above() -> None:
    comment = "# " + "word " * 15 + "end"
    text = f"class A(B):\n    x = f(a, b)  {comment}\n    y = [\n        1,  # one\n        2,  {comment}\n    ]\n"
    assert laid_out(text, "A") == (
        f"class A(B):\n    {comment}\n    x = f(a, b)\n    y = [\n"
        f"        # one\n        1,\n        {comment}\n        2,\n    ]\n"
    )


@pytest.mark.parametrize("mark", ["noqa: E501", "type: ignore", "pylint: disable=line-too-long"])
def test_comments_for_tools_stay_in_their_line(mark: str) -> None:
    line = f"    x = 1  # {mark} {'because of this ' * 5}".rstrip()
    assert laid_out(f"class A(B):\n{line}\n", "A") == f"class A(B):\n{line}\n"


def test_a_comma_behind_the_last_parameter() -> None:
    text = f"class A(B):\n    def f(self, {', '.join(f'parameter_{i}' for i in range(8))}, **kwargs):\n        pass\n"
    assert "        **kwargs,\n    ):" in laid_out(text, "A")


def test_statements_that_make_layers() -> None:
    text = f"def f(inputs):\n  x = g( 1 )\n  return {LONG}\n"
    assert laid_out(text) == (
        "def f(inputs):\n  x = g( 1 )\n"
        "  return compat_scope.get_layer(\n"
        "      Layer, first_setting, second_setting, name='the_name_of_it'\n"
        "  )(inputs, mask)\n"
    )
    short = "x = compat_scope.get_layer( Layer )(x)\n"
    assert laid_out(short) == short


def test_the_comment_of_a_statement_that_is_split_comes_above() -> None:
    assert laid_out(f"x = {LONG}  # why\n").startswith("# why\nx = compat_scope.get_layer(")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("if {}:\n  pass\n", "if compat_scope.get_layer("),
        ("if a:\n  pass\nelif {}:\n  pass\n", "if a:\n  pass\nelif compat_scope.get_layer("),
        ("for x in {}:\n  pass\n", "for x in compat_scope.get_layer(\n"),
        ("while {}:\n  pass\nelse:\n  f()\n", "while compat_scope.get_layer(\n"),
        ("with f({}):\n  pass\n", "with f(\n"),
    ],
)
def test_headers(before: str, after: str) -> None:
    new = laid_out(before.format(LONG))
    assert new.startswith(after)
    assert all(len(line) <= 88 for line in new.split("\n"))


@pytest.mark.parametrize(
    "text",
    [
        "x = {}; y = 2\n",
        "if a: x = {}\n",
        "x = {}  # noqa\n",
        'x = f("""\n  a\n""", {})\n',
    ],
)
def test_what_cannot_be_split_stays(text: str) -> None:
    assert laid_out(text.format(LONG)) == text.format(LONG)


def test_newlines_are_those_of_the_file() -> None:
    new = laid_out(f"class A(B):\r\n  x=1\r\n\r\ny = {LONG}\r\n", "A", newline="\r\n")
    assert new.count("\n") == new.count("\r\n") > 4


def test_places_are_followed() -> None:
    text = f"class A(B):\n  x='one'\n  y=f(first,'two')  # {'long ' * 20}\n  z=third\n"
    rendered = apply_edits(text, layout_edits(text, {"A"}, "\n"))
    for word in ("x", "first", "third"):
        assert rendered.text[rendered.moved(text.index(word)) :].startswith(word)


def test_formatting_twice_changes_nothing() -> None:
    comment = "# " + "word " * 15
    text = f"class A(B):\n  x = f(a, b)  {comment}\n  y = [1,  # one\n    2]\ndef f():\n  return {LONG}\n"
    once = laid_out(text, "A")
    assert laid_out(once, "A") == once


def test_a_comment_behind_what_is_split_comes_above_it() -> None:
    words = ", ".join(f'"{name * 12}"' for name in "abcdefgh")
    below = "".join(f'        "{name * 12}",\n' for name in "abcdefgh")
    text = f"class A(B):\n    x = ({words})  # in order\n    y = f(\n        1\n    )  # here\n"
    assert laid_out(text, "A") == (
        f"class A(B):\n    # in order\n    x = (\n{below}    )\n    y = f(1)  # here\n"
    )
