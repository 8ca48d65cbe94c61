"""Functions that change what they are given stay as they are: Keras hands a layer copies of lists and dictionaries."""

from __future__ import annotations

from pathlib import Path

import pytest

from .lifting import Lifted

SOURCE = """
import tensorflow as tf


def note(outs, h):
    outs.append(h)


def layer(x, outs, table=None):
    with tf.variable_scope("layer"):
        h = tf.layers.dense(x, 3, name="dense")
        {change}
        return h, outs


def forward(x):
    outs = []
    return layer(x, outs), outs
"""


@pytest.mark.parametrize(
    "change",
    [
        "outs.append(h)",
        "outs += [h]",
        "outs[0] = h",
        "del outs[0]",
        "table['h'] = h",
        "outs[0], h = h, outs[0]",
        "note(outs, h)",
        "note(h=h, outs=outs)",
    ],
)
def test_a_change_that_the_caller_sees_is_no_layers(tmp_path: Path, change: str) -> None:
    verdict = Lifted(tmp_path, SOURCE.format(change=change)).verdicts["layer"]
    assert verdict["tier"] == "shimmed"
    assert verdict["reasons"][0]["code"] == "TF319"


@pytest.mark.parametrize("change", ["outs = list(outs); outs.append(h)", "outs = outs + [h]"])
def test_a_change_of_a_copy_is_nobodys_business(tmp_path: Path, change: str) -> None:
    assert Lifted(tmp_path, SOURCE.format(change=change)).tiers["layer"] == "lifted"
