"""A batch normalization that several places share: Keras' takes tensors of one rank only."""

from __future__ import annotations

from pathlib import Path

import pytest

from .lifting import Lifted

SHARED = """\
import tensorflow as tf


def both(x, y):
    h = {first}
    h = tf.layers.batch_normalization(h, name="norm")
    g = {second}
    g = tf.layers.batch_normalization(g, name="norm", reuse=True)
    return h, g
"""


@pytest.mark.parametrize(
    ("first", "second", "tier"),
    [
        ("x", "x", "lifted"),
        ("x", "y", "shimmed"),
        ("tf.concat([x, x], -1)", "tf.concat([y, y], -1)", "shimmed"),
        ("tf.reshape(x, [-1, 4])", "tf.reshape(y, [-1, 4])", "lifted"),
        ("tf.reshape(x, [-1, 4])", "tf.reshape(y, [-1, 2, 4])", "shimmed"),
        (
            'tf.nn.relu(tf.layers.conv2d(x, 3, 3, name="c"))',
            'tf.nn.relu(tf.layers.conv2d(y, 3, 3, name="c", reuse=True))',
            "lifted",
        ),
    ],
)
def test_ranks(tmp_path: Path, first: str, second: str, tier: str) -> None:
    found = Lifted(tmp_path, SHARED.format(first=first, second=second))
    assert found.tiers["both"] == tier
    if tier == "shimmed":
        reason = found.verdicts["both"]["reasons"][0]
        assert "may be of several ranks" in reason["message"]
