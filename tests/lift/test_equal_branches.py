"""Branches of `call` in equal words, and what else stood for what has gone."""

from __future__ import annotations

import pytest

from migrate.lift.text.equal_branches import without_equal_branches
from migrate.lift.text.tidy import tidied

BEFORE = """
class Net:
    def __init__(self, deep, units):
        self.deep = deep
        if deep:
            self.blocks = Blocks(units, n=9)
        else:
            self.blocks = Blocks(units, n=6)

    def call(self, x):
        for _ in range(2):
            if self.deep:
                # nine blocks
                x = self.blocks(x)  # [batch, units]
            else:
                # six blocks
                x = self.blocks(x)  # [batch, units]
        return x
"""
AFTER = """
class Net:
    def __init__(self, deep, units):
        if deep:
            # nine blocks
            self.blocks = Blocks(units, n=9)
        else:
            # six blocks
            self.blocks = Blocks(units, n=6)

    def call(self, x):
        for _ in range(2):
            x = self.blocks(x)  # [batch, units]
        return x
"""
TWO = """
class Net:
    def build(self, shape):
        if self.deep:
            make(9)
        else:
            make(6)

    def call(self, x):
        if {test}:
            {one}
        else:
            {other}
        return x
"""


def test_they_become_one() -> None:
    assert without_equal_branches(BEFORE, of_function=True) == AFTER
    assert without_equal_branches(AFTER, of_function=True) == AFTER
    kept = AFTER.replace("units):\n", "units):\n        self.deep = deep\n")
    assert without_equal_branches(BEFORE) == kept  # others may read what a class says of itself


@pytest.mark.parametrize(
    ("test", "one", "other"),
    [
        ("self.deep", "x = f(x)", "x = f(x, 1)"),
        ("next(x)", "x = f(x)", "x = f(x)"),
        ("self.deep", "x = f(x)  # nine", "x = f(x)  # six"),
        ("self.wide", "# nine\n            x = f(x)", "x = f(x)"),  # nothing makes it there
        ("self.deep", "x = '''\n'''", "x = '''\n'''"),
    ],
)
def test_what_stays(test: str, one: str, other: str) -> None:
    text = TWO.format(test=test, one=one, other=other)
    assert without_equal_branches(text, of_function=True) == text


def test_an_elif_stays() -> None:
    text = TWO.format(test="self.deep", one="x = f(x)", other="x = f(x)")
    chain = text.replace("        else:\n            x", "        elif self.flat:\n            x")
    chain = chain.replace("        return", "        else:\n            x = f(x)\n        return")
    assert without_equal_branches(chain) == chain


def test_blocks_begin_with_code() -> None:
    text = TWO.format(
        test="self.deep", one="\n\n            # why\n            x = f(x)", other="y = x"
    )
    assert "if self.deep:\n            # why\n            x = f(x)\n" in tidied(text)
    inline = "class Net:\n    def call(self, x):\n        y = x\n\n        if y: x = y\n        return x\n"
    assert tidied(inline) == inline
