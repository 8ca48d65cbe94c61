"""Static shapes that are compared; ``golden/programs/equal_shapes.py`` runs them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lift.lifting import Lifted

HEAD = 'import tensorflow as tf\nw = tf.get_variable("w", [1])\n'
SHIM = "compat_scope.equal_shapes"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("x.get_shape() == y.get_shape()", f"{SHIM}(x.get_shape(), y.get_shape())"),
        ("x.get_shape() != y.shape", "compat_scope.unequal_shapes(x.get_shape(), y.shape)"),
        ("x.get_shape()[1:] == y.shape[1:]", f"{SHIM}(x.get_shape()[1:], y.shape[1:])"),
        ("[None, 1] == x.get_shape()", f"{SHIM}([None, 1], x.get_shape())"),
        ("tf.abs(x).shape == y.shape", f"{SHIM}(tf.abs(x).shape, y.shape)"),
    ],
)
def test_what_decides_something(migrated, before, after):
    assert migrated(f"{HEAD}def f(x, y):\n    return {before}\n").endswith(f"    return {after}\n")


@pytest.mark.parametrize(
    "body",
    [
        "x.shape == y.shape",  # no TensorFlow in the function: arrays
        "x.get_shape().as_list() == y.get_shape().as_list()",
        "x.get_shape() == [2, 3]",
        "x.get_shape()[0] == y.get_shape()[0]",
        "x.get_shape() is y.get_shape()",
    ],
)
def test_the_rest_stays(migrated, body):
    assert migrated(f"{HEAD}def f(x, y):\n    return {body}\n").endswith(f"    return {body}\n")


def test_what_only_makes_sure_stays(migrated):
    text = (
        "def f(x, y):\n    assert x.get_shape() == y.get_shape()\n"
        "    if x.get_shape() != y.get_shape() or x is y:\n        raise ValueError\n    return x\n"
    )
    assert migrated(HEAD + text).endswith(text)


BLOCK = """
import tensorflow as tf


def block(x, z):
    with tf.variable_scope("block"):
        y = tf.layers.dense(x, 3)
        if {test}:
            y = y * 2
        return y
"""


@pytest.mark.parametrize(
    ("test", "tier"),
    [
        ("x.get_shape() == z.get_shape()", "shimmed"),
        ("x.shape != z.shape", "shimmed"),
        ("x.shape[1:] == z.shape[1:]", "lifted"),
        ("x.shape.as_list()[1:] == z.shape.as_list()[1:]", "lifted"),
    ],
)
def test_a_layer_does_not_know_which_sizes_the_graph_knew(
    test: str, tier: str, tmp_path: Path
) -> None:
    assert Lifted(tmp_path, BLOCK.format(test=test)).tiers == {"block": tier}
