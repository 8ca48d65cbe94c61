"""What was set apart in vain comes back into its expression."""

from __future__ import annotations

import pytest

from migrate.lift.normal.joined_again import joined_again

TEXT = "class Net:\n    def call(self, x):\n        {}\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a_out = self.a(x)\n        return self.b(a_out)", "return self.b(self.a(x))"),
        ("a_out = self.a(x)\n        y += a_out + self.b(x)", "y += self.a(x) + self.b(x)"),
        (
            "a_out = self.a(x)\n        a_out_2 = self.a(y)\n        return [a_out, a_out_2, self.b(x)]",
            "return [self.a(x), self.a(y), self.b(x)]",
        ),
    ],
)
def test_comes_back(before: str, after: str) -> None:
    assert joined_again(TEXT.format(before), "def net(x): ...") == TEXT.format(after)


@pytest.mark.parametrize(
    "body",
    [
        "a_out = self.a(x)\n        return self.b(x) + a_out",  # in another order
        "a_out = self.a(x)\n        return a_out + a_out",
        "a_out = self.a(x)\n        return a_out if x else y",
        "a_out = self.a(x)\n        with host():\n            return b(a_out)",
        "a_out = self.a(x)\n        x = self.b(x)\n        return a_out + x",
        "mine_out = self.a(x)\n        return self.b(mine_out)",  # the source has it
        "a_outer = self.a(x)\n        return self.b(a_outer)",
    ],
)
def test_what_stays(body: str) -> None:
    text = TEXT.format(body)
    assert joined_again(text, "def net(x):\n    mine_out = a(x)\n") == text


def test_other_text_stays() -> None:
    assert joined_again("\n    a_out = (", "") == "\n    a_out = ("
