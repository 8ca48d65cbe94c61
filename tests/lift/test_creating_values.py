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
    ("more", "tier"),
    [
        ("", "lifted"),
        ("OTHERS = [scaled]", "lifted"),
        ("OTHERS = [joined]", "lifted"),  # it takes two arguments
        ("OTHERS = [gated]", "shimmed"),
        ("OTHERS = {'gated': gated}", "shimmed"),
        ("OTHERS = [lambda x: gated(x)]", "shimmed"),
        ("OTHERS = [lambda x: scaled(x)]", "lifted"),
        ("OTHERS = [tf.layers.dense]", "shimmed"),
        ("def find(name):\\n    return globals()[name]\\n\\n\\nGATED = find('gated')", "shimmed"),
        ("class Net(object):\\n    def __call__(self, x):\\n        return gated(x)", "shimmed"),
    ],
)
def test_what_may_be_called(tmp_path: Path, more: str, tier: str) -> None:
    found = Lifted(tmp_path, NET.format(more=more.replace("\\n", "\n")))
    assert found.tiers["full"] == tier
