"""Blank lines around generated classes."""

from __future__ import annotations

import pytest

from migrate.rewrite.edits import apply_edits
from migrate.rewrite.spacing import spacing_edits

TIGHT = "import a\n{gap}# about it\n@made\nclass Net:\n    pass\n{gap}def f():\n    pass\n"


@pytest.mark.parametrize("gap", ["", "\n", "  \n", "\n\n", "\n\n\n"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_two_at_least(gap: str, newline: str) -> None:
    text = TIGHT.format(gap=gap).replace("\n", newline)
    wide = TIGHT.format(gap=gap if gap.count("\n") > 1 else "\n\n").replace("\n", newline)
    assert apply_edits(text, spacing_edits(text, {"Net"}, newline)).text == wide
    assert not spacing_edits(text, {"f"}, newline)


def test_one_gap_of_two_classes_and_the_ends_of_the_file() -> None:
    text = "# head\nclass A:\n    pass\nclass B:\n    pass\n\n"
    new = apply_edits(text, spacing_edits(text, {"A", "B"}, "\n")).text
    assert new == "# head\nclass A:\n    pass\n\n\nclass B:\n    pass\n\n"
