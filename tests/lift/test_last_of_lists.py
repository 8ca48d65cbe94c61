"""A list of which only the last item is read is written as that item, where the function is lifted then."""

from __future__ import annotations

from pathlib import Path

import pytest

from .lifting import Lifted

NET = """
import tensorflow as tf


def head(x, units):
    w = tf.get_variable("w", [x.get_shape().as_list()[-1], units])
    return tf.matmul(x, w)


def net(x, widths):
    layers = []
    with tf.variable_scope("stem"):
        layers.append(tf.layers.dense(
            x, 3, name="fc"))
    for i, width in enumerate(widths):
        with tf.variable_scope("block%d" % i):
            if i:
                h = tf.layers.dense(layers[-1], width, name="fc")
            else:
                h = tf.layers.dense(layers[-1] + 1.0, width, name="first")
            layers.append(h)
    with tf.variable_scope("head"):
        depth = layers[-1].get_shape().as_list()[-1]
        w = tf.get_variable("w", [depth, 2])
        layers.append(tf.matmul(layers[-1], w))
    return layers[-1]


def both(x):
    return net(x, [4, 5])
"""


@pytest.mark.parametrize("target", ["keras", "module"])
def test_is_the_last_item(target: str, tmp_path: Path) -> None:
    found = Lifted(tmp_path, NET, target)
    assert found.tiers["net"] == found.tiers["both"] == "lifted"
    assert "layers[-1]" not in found.text
    assert "layers = []" not in found.text
    assert " h = " not in found.text
    assert found.text.count("return layer\n") == 2


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("return layers[-1]", "return layers"),  # all are wanted
        ("return layers[-1]", "return layers[-1] + layers[0]"),
        ("return layers[-1]", "return layers.pop()"),
        ("return layers[-1]", "return layers[-1] if len(layers) > 2 else x"),
        ("layers = []", "layers = [x]"),
        ("layers = []", "kept = layers = []"),
        ("def net(x, widths):", "def net(x, widths, layers=None):"),
        ("    return layers[-1]", "    more = lambda t: layers.append(t)\n    return layers[-1]"),
        ("            layers.append(h)", "            layers += [h]"),
        ("            layers.append(h)", "            [layers.append(t) for t in [h]]"),
    ],
)
def test_the_list_is_asked_for_more(before: str, after: str, tmp_path: Path) -> None:
    assert before in NET
    found = Lifted(tmp_path, NET.replace(before, after))
    assert "layer = " not in found.text
    assert "layers = []" in found.text or before.startswith(("layers =", "def net"))


def test_what_is_read_as_well_keeps_its_name(tmp_path: Path) -> None:
    """The name that is appended is read afterwards: it stays beside the last item."""
    text = NET.replace(
        "            layers.append(h)", "            layers.append(h)\n            x = h"
    )
    found = Lifted(tmp_path, text)
    assert found.tiers["net"] == "lifted"
    assert "layer = h\n" in found.text
