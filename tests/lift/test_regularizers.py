"""Regularizers that a module makes once, on the shim, and that lifted layers are given."""

from __future__ import annotations

from pathlib import Path

import pytest

from .lifting import Lifted

pytest.importorskip("tensorflow")

SOURCE = """\
import tensorflow as tf

DECAY = tf.contrib.layers.{kind}_regularizer(0.5)


def net(x):
    with tf.variable_scope("net"):
        return tf.layers.dense(x, 2, kernel_initializer=tf.ones_initializer(), kernel_regularizer=DECAY)
"""


@pytest.mark.parametrize(("kind", "loss"), [("l1", 3.0), ("l2", 1.5)])
def test_of_the_module(kind: str, loss: float, tmp_path: Path) -> None:
    import tensorflow as tf

    found = Lifted(tmp_path, SOURCE.format(kind=kind))
    assert found.tiers["net"] == "lifted"
    layer = found.module().Net()
    layer(tf.ones([1, 3]))
    assert [float(one) for one in layer.losses] == [pytest.approx(loss)]
