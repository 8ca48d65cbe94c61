"""What asks whether scopes share variables is known where nothing in the tree makes any do so."""

from __future__ import annotations

from pathlib import Path

import pytest

from .lifting import Lifted

MODEL = """\
import tensorflow as tf


def weight(shape, wd):
    w = tf.get_variable("w", shape)
    if wd and (not tf.get_variable_scope().reuse):
        # once
        loss = tf.multiply(tf.nn.l2_loss(w), wd,
                           name="loss")
        tf.add_to_collection("losses", loss)
    return w


def scale(x):
    b = tf.get_variable("b", [3])
    if not tf.get_variable_scope().reuse:
        # of the bias
        tf.add_to_collection("losses", tf.nn.l2_loss(b))  # too

        tf.add_to_collection("biases", b)
    return x * b


def net(x, wd=0.1):
    with tf.variable_scope("net"{given}):
        return scale(tf.matmul(x, weight([3, 3], wd)))

{more}
"""


def test_none(tmp_path: Path) -> None:
    found = Lifted(tmp_path, MODEL.format(given="", more=""))
    assert set(found.tiers.values()) == {"lifted"}
    assert "    def call(self, wd):\n        if wd:\n            # once\n" in found.text
    assert (
        "    def call(self, x):\n        # of the bias\n        compat_scope.add_to" in found.text
    )
    assert "reuse" not in found.text


@pytest.mark.parametrize(
    ("given", "more"),
    [
        (", reuse=tf.AUTO_REUSE", ""),
        (", None, None, None, None, None, None, None, True", ""),
        ("", "def again(x):\n    tf.get_variable_scope().reuse_variables()\n    return net(x)"),
        ("", "def again(x, **more):\n    with tf.variable_scope('a', **more):\n        return net(x)"),
        ("", "def again(x, reuse):\n    with tf.variable_scope('a', reuse=reuse):\n        return net(x)"),
        ("", "twice = tf.make_template('twice', net)"),
    ],
)  # fmt: skip
def test_some(tmp_path: Path, given: str, more: str) -> None:
    found = Lifted(tmp_path, MODEL.format(given=given, more=more))
    assert found.tiers["weight"] == found.tiers["scale"] == "shimmed"
    assert found.codes["scale"][0] == "TF306"
