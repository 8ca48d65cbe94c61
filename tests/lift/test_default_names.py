"""Names of scopes that are None where they are handed on: ``scope or "x"`` of the function that opens the scope."""

from __future__ import annotations

from pathlib import Path

import pytest

from .lifting import Lifted

pytest.importorskip("tensorflow")

import tensorflow as tf

from migrate import checkpoint

SOURCE = """
import tensorflow as tf


def gate(x, units=3, name=None):
    with tf.variable_scope(name or "inner"):
        return tf.layers.dense(x, units)


def mix(x, scope, units=3, name=None):
    with tf.variable_scope(scope):
        return tf.nn.relu(gate(x, units, name=name))


def forward(x):
    return mix(mix(x, "a", 4), "b", name="own")
"""


@pytest.mark.parametrize("target", ["keras", "module"])
def test_a_name_that_is_none_is_the_default_one(target: str, tmp_path: Path) -> None:
    found = Lifted(tmp_path, SOURCE, target)
    assert found.tiers["mix"] == "lifted"
    layer = found.module().Forward()
    layer(tf.ones([2, 3]))
    assert list(checkpoint.names(layer)) == [
        f"{scope}/dense/{name}" for scope in ("a/inner", "b/own") for name in ("kernel", "bias")
    ]
