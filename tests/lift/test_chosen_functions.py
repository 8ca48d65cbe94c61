"""Functions inside others that are chosen by an `if`, and those inside methods."""

from __future__ import annotations

from pathlib import Path

import pytest

from .lifting import Lifted

NET = """
import tensorflow as tf


def net(x, deep, config):
    wide = config.wide

    def plain(units):
        return tf.nn.rnn_cell.BasicRNNCell(units)

    make = plain
    if deep and wide:
        def make(units):
            return tf.nn.rnn_cell.GRUCell(units)
    y, _ = tf.nn.dynamic_rnn(make(4), x, dtype=tf.float32)
    return y
"""


def test_one_function_that_asks(tmp_path: Path) -> None:
    found = Lifted(tmp_path, NET)
    assert found.tiers["net"] == "lifted"
    assert "            if deep and wide:\n                return GRUCell(units)\n" in found.text
    assert "            return plain(units)\n" in found.text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("    y, _ =", "    wide = False\n    y, _ ="),  # what it asks changes
        ("    y, _ =", "    deep = 0\n    y, _ ="),
        ("def make(units)", "def make(units, more=1)"),  # they are called in different ways
        ("    y, _ =", "    make = plain\n    y, _ ="),  # it is chosen again
        ("return tf.nn.rnn_cell.GRUCell(units)", "units += 1"),  # it gives nothing
        ("if deep and wide:", "if tf.get_collection(deep):"),  # asks what may change
    ],
)
def test_stays(before: str, after: str, tmp_path: Path) -> None:
    assert before in NET
    found = Lifted(tmp_path, NET.replace(before, after))
    assert found.tiers["net"] == "shimmed"
    assert "    make = plain\n" in found.text


METHOD = """
import tensorflow as tf


class Reader(object):
    def __init__(self, x, units):
        self.units = units

        def make():
            return tf.nn.rnn_cell.GRUCell(units)

        self.outputs, _ = tf.nn.dynamic_rnn(make(), x, dtype=tf.float32)
        self.step = tf.train.get_or_create_global_step()
"""


@pytest.mark.parametrize(
    ("before", "after", "tier"),
    [
        ("", "", "lifted"),
        ("GRUCell(units)", "GRUCell(self.units)", "shimmed"),  # it asks the object
        ("make(), x", "[make][0](), x", "shimmed"),  # it is a value
    ],
)
def test_inside_a_method(before: str, after: str, tier: str, tmp_path: Path) -> None:
    found = Lifted(tmp_path, METHOD.replace(before, after) if before else METHOD)
    assert found.tiers["Reader.__init__"] == tier
    inside = found.text.partition("class Reader(")[2]
    assert ("def make(" in inside) is (tier == "shimmed")
    assert "\n\n\n        self" not in inside
