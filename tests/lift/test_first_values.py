"""First values of weights that code computes."""

from __future__ import annotations

from pathlib import Path

import pytest

from .lifting import Lifted

SOURCE = """\
import numpy as np
import tensorflow as tf

SCALES = np.ones([2], np.float32)


def drawn(shape):
    return tf.random_normal(shape, stddev=0.1)


def reshaped(shape):
    shape = [shape[0], 2]
    return tf.random_normal(shape)


def net(x, n):
    w = tf.get_variable("w", initializer={value})
    return tf.matmul(x, w)
"""


def lifted(place: Path, value: str) -> Lifted:
    return Lifted(place, SOURCE.format(value=value))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("drawn([3, n])", "initializer=lambda shape, dtype: drawn(shape)"),
        ("tf.random_normal([3, n]) * 0.01", "RandomNormal(stddev=0.01)"),
        ("tf.truncated_normal([3, n], stddev=0.5) / np.sqrt(n)", "(stddev=0.5 / np.sqrt(self.n))"),
        ("tf.zeros([3, n]) + 0.1", "Constant(0.1)"),
        ("1.5 - tf.ones([3, n])", ""),
        ("tf.eye(3, n)", "shape=[3, self.n], initializer=keras.initializers.Identity()"),
        ("np.random.randn(3, n).astype(np.float32)", "RandomNormal(stddev=1.0)"),
        (
            "np.random.uniform(-1, 1, (3, n)).astype('float32')",
            "RandomUniform(minval=-1, maxval=1)",
        ),
        ("np.random.normal(0, 0.1, (3, n))", ""),  # a variable of float64
        ("np.random.normal(0, SCALES, (3, n)).astype(np.float32)", ""),
        ("tf.random_normal([3, n]) * SCALES", ""),
        ("reshaped([3, n])", ""),
    ],
)
def test_first_values(tmp_path: Path, value: str, shown: str) -> None:
    found = lifted(tmp_path, value)
    assert found.tiers["net"] == ("lifted" if shown else "shimmed")
    assert shown in " ".join(found.text.split()).replace("( ", "(").replace(" )", ")")
