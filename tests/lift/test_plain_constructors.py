"""Objects of settings that functions make: their classes only keep what they are given."""

from __future__ import annotations

from pathlib import Path

import pytest

from .lifting import Lifted

OBJECT = """
import tensorflow as tf

COUNT = [0]


class Settings(object):
    made = 0

    def __init__(self, width=4, depth=2):
        \"\"\"What the blocks need.\"\"\"
        self.width = width
        self.inner = 2 * self.width
        self.depth = depth

    def wider(self):
        return 2 * self.width


def block(x, settings, scope):
    with tf.variable_scope(scope):
        return tf.layers.dense(x, settings.inner, name="d")


def net(x, n):
    settings = Settings(width=n)
    return block(x, settings, "a")
"""


def test_an_object_that_keeps_what_it_is_given(tmp_path: Path) -> None:
    found = Lifted(tmp_path, OBJECT)
    assert found.tiers["block"] == found.tiers["net"] == "lifted"
    assert "        settings = Settings(width=n)\n        self.a = Block(settings" in found.text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("self.depth = depth", "Settings.made += 1"),  # counts its objects
        ("self.depth = depth", "COUNT.append(self)"),  # somebody sees it
        ("self.depth = depth", "self.depth = read(depth)"),  # of which nothing is known
        ("self.depth = depth", "self.depth = [self]"),
        ("self.depth = depth", "self.wider = depth"),  # a name of the class
        ("class Settings(object)", "class Settings(dict)"),
        ("    made = 0", "    def __setattr__(self, name, value):\n        COUNT[0] += 1"),
        ("class Settings", "@known\nclass Settings"),
    ],
)
def test_an_object_that_may_do_more(before: str, after: str, tmp_path: Path) -> None:
    assert before in OBJECT
    found = Lifted(tmp_path, OBJECT.replace(before, after))
    assert found.tiers["net"] == "shimmed"
    assert found.codes["net"][0] in ("TF319", "TF314")
