"""Parameters that only hand a default on to `tf.get_variable`: they go where nobody gives them anything else."""

from __future__ import annotations

from pathlib import Path

import pytest

from .lifting import Lifted

SOURCE = """
import tensorflow as tf


def conv(x, units, name, dtype={dtype}, collections={collections}):
    with tf.variable_scope(name):
        w = tf.get_variable("w", [3, units], dtype, collections=collections)
        return tf.matmul(x, w)


def forward(x, kind):
    return conv(x, 2, "conv"{given})
"""


def test_what_is_never_given_goes(tmp_path: Path) -> None:
    lifted = Lifted(tmp_path, SOURCE.format(dtype="tf.float32", collections=None, given=""))
    assert lifted.verdicts["conv"]["init_params"] == ["units"]
    assert lifted.verdicts["conv"]["call_params"] == ["x"]


@pytest.mark.parametrize(
    ("dtype", "collections", "given"),
    [
        ("tf.float64", "None", ""),
        ("tf.float32", "None", ", collections=['mine']"),
        ("tf.float32", "None", ", dtype=kind"),
        ("tf.float32", "None", ", **kind"),
        ("tf.float32", "['mine']", ""),
    ],
)
def test_what_may_be_given_stays(tmp_path: Path, dtype: str, collections: str, given: str) -> None:
    source = SOURCE.format(dtype=dtype, collections=collections, given=given)
    assert Lifted(tmp_path, source).tiers["conv"] == "shimmed"
