"""Literals that the constructor and the call of a class need are written once, where nobody can change them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import tensorflow as tf

from .lifting import Lifted

SPECS = """
import tensorflow as tf

WIDTH = 4


def {name}(x):
    with tf.variable_scope("net"):
        specs = [3, 5]
        for units in specs:
            x = tf.layers.dense(x, units, name="in_%d" % units)
        # what comes then
        specs = [
            (WIDTH * 8, 0.5, "a rather long name"),  # wide
            (WIDTH * 4, 0.25, "another rather long name"),
            (WIDTH * 2, 0.0, "the last one"),
        ]
        for index, (units, rate, name) in enumerate(specs):
            x = rate * tf.layers.dense(x, units, name="out_%d" % index)
        {rest}
        return x + sum(rate for _, rate, _ in specs) + len(specs)
"""


@pytest.mark.parametrize("target", ["keras", "module"])
def test_written_once(target: str, tmp_path: Path) -> None:
    found = Lifted(tmp_path, SPECS.format(name="net", rest="x = x + 0.0"), target)
    assert found.tiers == {"net": "lifted"}
    assert found.text.count("a rather long name") == 1
    assert found.text.count("# wide") == 1
    assert found.text.count("# what comes then") == 1
    assert "self.specs = [" in found.text
    model = found.module().Net()
    np.testing.assert_array_equal(model(tf.ones([2, 3])), model(tf.ones([2, 3])))


@pytest.mark.parametrize(
    "rest",
    [
        "specs.append((1, 0.5, ''))",
        "specs[0] = (1, 0.5, '')",
        "x += [s for s in (specs,)][0][0][1]",
        "specs = specs + []",
        "x += len(f'{specs[0][0]}')",
        "specs += [(1, 0.5, '')]",
    ],
)
def test_not_what_may_change(rest: str, tmp_path: Path) -> None:
    """In TF1 each call has a list of its own."""
    found = Lifted(tmp_path, SPECS.format(name="net", rest=rest))
    assert found.tiers == {"net": "lifted"}
    assert found.text.count("a rather long name") == 2
    assert "self.specs" not in found.text


def test_not_what_items_change(tmp_path: Path) -> None:
    changed = SPECS.replace(
        '(WIDTH * 8, 0.5, "a rather long name")', '[WIDTH * 8, 0.5, "a rather long name"]'
    )
    found = Lifted(tmp_path, changed.format(name="net", rest="x = x + 0.0"))
    assert found.text.count("a rather long name") == 2
