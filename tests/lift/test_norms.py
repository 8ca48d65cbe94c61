"""Lifted layer normalization of inputs that hardly vary, where a fused kernel with another epsilon shows."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

tf = pytest.importorskip("tensorflow")

from .lifting import Lifted  # noqa: E402

SOURCE = """import tensorflow as tf


def norm(x):
    return tf.contrib.layers.layer_norm(x)
"""


@pytest.mark.parametrize("target", ["keras", "module"])
@pytest.mark.parametrize("shape", [(2, 3), (2, 4, 3)])
def test_small_variance(shape: tuple[int, ...], target: str, tmp_path: Path) -> None:
    x = np.random.RandomState(0).uniform(-0.01, 0.01, size=shape)
    axes = tuple(range(1, len(shape)))
    mean, variance = x.mean(axes, keepdims=True), x.var(axes, keepdims=True)
    wanted = (x - mean) / np.sqrt(variance + 1e-12)
    layer = Lifted(tmp_path, SOURCE, target).module().Norm()
    v1 = tf.compat.v1
    with tf.Graph().as_default(), v1.Session() as sess:
        inputs = v1.placeholder(tf.float32, (None, *shape[1:]))
        outputs = layer(inputs)
        sess.run(v1.global_variables_initializer())
        got = sess.run(outputs, {inputs: x})
    assert got == pytest.approx(wanted, abs=1e-4)
