"""Words of slim that say what TensorFlow's own say: variables, and settings of normalizers that objects keep."""

from __future__ import annotations

from pathlib import Path

import pytest

from .lifting import Lifted

VARIABLES = """
import tensorflow as tf
from tensorflow.contrib import slim


def votes(x, n, regularizer):
    with tf.variable_scope("votes"):
        w = slim.variable("w", shape=[3, n], regularizer=regularizer)
        return tf.matmul(x, w)


def net(x):
    with slim.arg_scope([slim.conv2d, slim.variable], {given}):
        return votes(x, 4, slim.l2_regularizer(0.1))
"""


@pytest.mark.parametrize(
    ("given", "tier"), [('device="/cpu:0"', "lifted"), ("trainable=False", "shimmed")]
)
def test_variables_are_those_of_tensorflow(tmp_path: Path, given: str, tier: str) -> None:
    lifted = Lifted(tmp_path, VARIABLES.format(given=given))
    assert lifted.tiers["votes"] == tier
    assert ("self.add_weight(" in lifted.text) is (tier == "lifted")


KEPT = """
import tensorflow as tf
from tensorflow.contrib import slim


class Base(object):
    def __init__(self, width):
        self.width = width
        self.bn = {{"decay": 0.9, "epsilon": 0.01, "updates_collections": None}}
        {more}


class Net(Base):
    def build(self, x, is_training):
        with tf.variable_scope("net"):
            with slim.arg_scope([slim.batch_norm], is_training=is_training):
                return slim.conv2d(x, self.width, 3, normalizer_fn=slim.batch_norm, normalizer_params=self.bn)
"""


@pytest.mark.parametrize(
    ("more", "tier"),
    [
        ("", "lifted"),
        ("self.other = {}", "lifted"),
        ("self.bn = {}", "shimmed"),
        ('self.bn["scale"] = True', "shimmed"),
        ("self.bn.update(scale=True)", "shimmed"),
        ("settings = self.bn", "shimmed"),
        ('setattr(self, "bn", {})', "shimmed"),
    ],
)
def test_dicts_that_objects_keep(tmp_path: Path, more: str, tier: str) -> None:
    lifted = Lifted(tmp_path, KEPT.format(more=more))
    assert lifted.tiers["Net.build"] == tier
    assert ("momentum=0.9" in lifted.text) is (tier == "lifted")


GIVEN = """
import tensorflow as tf
from tensorflow.contrib import slim


def net(x, act=None):
    with tf.variable_scope("net"):
        with tf.variable_scope("one") as scope:
            x = slim.fully_connected(x, 4, scope=scope)
            {more}
        return x
"""


@pytest.mark.parametrize(
    ("more", "tier"),
    [
        ("x = tf.reshape(x, [-1, int(x.get_shape()[1])])", "lifted"),
        ("x = slim.fully_connected(x, 3)", "shimmed"),
        ("x = slim.fully_connected(x, 3, scope=scope, reuse=True)", "shimmed"),
    ],
)
def test_layers_that_are_given_the_scope_around_them(tmp_path: Path, more: str, tier: str) -> None:
    lifted = Lifted(tmp_path, GIVEN.format(more=more))
    assert lifted.tiers == {"net": tier}
    assert ('name="one")' in lifted.text) is (tier == "lifted")
