"""Counters of constructors that nothing reads any more."""

from __future__ import annotations

import pytest

from migrate.lift.text.last_counts import without_last_counts

BEFORE = """
class Net:
    def __init__(self, depth):
        n = 0
        self.first = Layer(n)
        n += 1
        for i in range(depth):
            self.layers.append(Layer(n))
            n += 1
        for i in range(depth):
            self.more.append(Layer(i))
            n += 1

    def call(self, x):
        n = 0
        x = self.first(x)
        n += 1
        return x
"""
AFTER = BEFORE.replace("(i))\n            n += 1", "(i))")


def test_the_last_one_goes() -> None:
    assert AFTER != BEFORE
    assert without_last_counts(BEFORE) == AFTER == without_last_counts(AFTER)


@pytest.mark.parametrize(
    "body",
    [
        "for i in x:\n            use(n)\n            for j in x:\n                make(j)\n                n += 1",
        "name = lambda: n\n        make()\n        n += 1\n        make(name)",
        "def name():\n            return n\n        n += 1\n        make(name)",
        "while n < 3:\n            make()\n            n += 1",
        "make()\n        # how many\n        n += 1",
        "if x:\n            n += 1",
        "make()\n        n += x.pop()",
        "global n\n        n += 1",
        "if x:\n            n += 1\n            n += 1",
    ],
)
def test_what_stays(body: str) -> None:
    text = f"class Net:\n    def build(self, x):\n        {body}\n"
    assert without_last_counts(text) == text
