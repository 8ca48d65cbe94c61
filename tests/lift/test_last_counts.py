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

    def __call__(self, x):
        width = 8
        x = self.first(x, width)
        for layer in self.layers:
            x = layer(x)
            width = width // 2
        for layer in self.more:
            x = layer(x)
            width //= 2
        return x
"""
AFTER = (
    BEFORE.replace("(i))\n            n += 1", "(i))")
    .replace("        n = 0\n        x", "        x")
    .replace("        n += 1\n        return", "        return")
    .replace("            width = width // 2\n", "")
    .replace("            width //= 2\n", "")
)


def test_the_last_one_goes() -> None:
    assert AFTER != BEFORE
    assert without_last_counts(BEFORE) == AFTER == without_last_counts(AFTER)


@pytest.mark.parametrize(
    "body",
    [
        "width = 8\n        for f in x:\n            x = f(x, width)\n            width = width // 2",
        "width = self.width\n        use(width)\n        width += 1",  # may be a list
        "width = 8\n        use(lambda: width)\n        width += 1",
        "width = 8\n        width = width // 2\n        use(width)",
        "width = 8\n        use(x)\n        width = width // x\n        use(width)",
    ],
)
def test_what_stays_in_call(body: str) -> None:
    text = f"class Net:\n    def call(self, x):\n        {body}\n        return x\n"
    assert without_last_counts(text) == text


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
