"""The headers of loops: over the layers themselves where only they are used, and without names that nobody reads."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import tensorflow as tf

from .lifting import Lifted

NET = """
import tensorflow as tf


def net(x, sizes):
    with tf.variable_scope("net"):
        for i, size in enumerate(sizes):
            dense = tf.layers.dense(x, size, name="dense_%d" % i)
            x = tf.layers.batch_normalization(dense, name="norm_%d" % i)
        return {returned}
"""


@pytest.mark.parametrize("target", ["keras", "module"])
def test_nobody_asks_for_the_turn(target: str, tmp_path: Path) -> None:
    found = Lifted(tmp_path, NET.format(returned="x"), target)
    assert "for dense_layer, batch_normalization in zip(" in found.text
    assert "for i, _ in enumerate(sizes)" in found.text
    assert "self.sizes" not in found.text
    assert found.module().Net([4, 3])(tf.ones([2, 3])).shape == (2, 3)


@pytest.mark.parametrize("returned", ["x * size", "x * (i + 2)"])
@pytest.mark.parametrize("target", ["keras", "module"])
def test_what_the_last_turn_has_left_is_read(target: str, returned: str, tmp_path: Path) -> None:
    found = Lifted(tmp_path, NET.format(returned=returned), target)
    assert found.tiers == {"net": "lifted"}
    assert "for i, size in enumerate(self.sizes):" in found.text
    layer = found.module().Net([4, 3])
    out = layer(tf.ones([2, 3]))
    kernels = [np.asarray(d.kernel) for d in layer.dense]
    np.testing.assert_allclose(out, np.ones([2, 3]) @ kernels[0] @ kernels[1] * 3, rtol=2e-3)


def test_a_loop_that_names_its_own_turn(tmp_path: Path) -> None:
    text = NET.format(returned="x * sum(i for i in range(3))").replace(
        "enumerate(sizes)", "enumerate([4, 3])"
    )
    found = Lifted(tmp_path, text)
    assert "for dense_layer, batch_normalization in zip(" in found.text


def test_weights_in_step_with_their_list(tmp_path: Path) -> None:
    text = """
import tensorflow as tf


def net(x, sizes):
    with tf.variable_scope("net"):
        for i, size in enumerate(sizes):
            w = tf.get_variable("w_%d" % i, [size])
            x = x + w
        return x
"""
    found = Lifted(tmp_path, text)
    assert "for weight in self.w:\n            w = weight.value" in found.text
    assert found.module().Net([3, 3])(tf.ones([2, 3])).shape == (2, 3)
