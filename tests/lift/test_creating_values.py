"""Parameters that are called: whether anything of the tree that creates variables can be what they stand for."""

from __future__ import annotations

from pathlib import Path

import pytest

from .lifting import Lifted

NET = """\
import tensorflow as tf


class Config(object):
    def __init__(self, act="relu"):
        self.act = act


def chosen(act):
    if not isinstance(act, str):
        return act
    return tf.tanh if act == "tanh" else tf.nn.relu


def scaled(x, factor=2.0):
    return x * factor


def gated(x, width=3):
    return x * tf.layers.dense(x, width, name="gate")


def joined(x, y):
    return tf.layers.dense(x, 3, name="one") + y


def full(x, activation):
    h = tf.layers.dense(x, 3, name="h")
    return activation(h)


def net(x, config):
    return full(x, chosen(config.act))


{more}
"""


@pytest.mark.parametrize(
    "more", ["", "OTHERS = [scaled]", "OTHERS = [joined]", "OTHERS = [lambda x: scaled(x)]"]
)
def test_nothing_that_may_be_called_creates_variables(tmp_path: Path, more: str) -> None:
    found = Lifted(tmp_path, NET.format(more=more))
    assert found.tiers["full"] == "lifted"


# Settings may hold it, and `chosen` gives back what it is given.
@pytest.mark.parametrize(
    "more",
    [
        "OTHERS = [gated]",
        "OTHERS = {'gated': gated}",
        "OTHERS = [lambda x: gated(x)]",
        "OTHERS = [tf.layers.dense]",
        "def find(name):\n    return globals()[name]\n\n\nGATED = find('gated')",
        "class Net(object):\n    def __call__(self, x):\n        return gated(x)",
    ],
)
def test_what_is_called_may_create_variables(tmp_path: Path, more: str) -> None:
    found = Lifted(tmp_path, NET.format(more=more))
    assert found.tiers["full"] == "shimmed"
    reason = found.verdicts["full"]["reasons"][0]
    assert "`activation`, which may create variables" in reason["message"]
