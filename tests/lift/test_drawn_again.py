"""Weights that share an initializer have values of their own, as in TF1."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import tensorflow as tf

from migrate.checkpoint.owners import owned

from .lifting import Lifted

SHARED = """
import tensorflow as tf


def net(x, large=False):
    with tf.variable_scope("net"):
        init = tf.random_normal_initializer(0., 0.3)
        {body}
        return x
"""
TWICE = {
    "weights": """a = tf.get_variable("a", [3, 3], initializer=init)
        b = tf.get_variable("b", [3, 3], initializer=init)
        x = tf.matmul(tf.matmul(x, a), b)""",
    "layers": """x = tf.layers.dense(x, 3, kernel_initializer=init, name="a")
        x = tf.layers.dense(x, 3, kernel_initializer=init, name="b")""",
    "turns": """for i in range(2):
            x = tf.layers.dense(x, 3, kernel_initializer=init, name="layer_%d" % i)""",
    "an arm and after": """if not large:
            x = tf.layers.dense(x, 3, kernel_initializer=init, name="a")
        x = tf.layers.dense(x, 3, kernel_initializer=init, name="b")""",
}
ONCE = {
    "a weight": """x = x * tf.get_variable("a", [3], initializer=init)""",
    "either": """if large:
            x = tf.layers.dense(x, 6, kernel_initializer=init, name="a")
        else:
            x = tf.layers.dense(x, 3, kernel_initializer=init, name="a")""",
}


@pytest.mark.parametrize("target", ["keras", "module"])
@pytest.mark.parametrize("body", TWICE)
def test_values_of_their_own(body: str, target: str, tmp_path: Path) -> None:
    found = Lifted(tmp_path, SHARED.format(body=TWICE[body]), target)
    assert found.tiers == {"net": "lifted"}
    model = found.module().Net()
    model(tf.ones([2, 3]))
    values = [np.array(item.variable) for item in owned(model)]
    one, other = (value for value in values if value.shape == (3, 3))
    assert not np.any(one == other)


@pytest.mark.parametrize("body", ONCE)
def test_nothing_where_one_is_used(body: str, tmp_path: Path) -> None:
    found = Lifted(tmp_path, SHARED.format(body=ONCE[body]))
    assert found.tiers == {"net": "lifted"}
    assert "clone" not in found.text


def test_an_arm_with_one_use_has_the_initializer_itself(tmp_path: Path) -> None:
    body = """if large:
            x = tf.layers.dense(x, 3, kernel_initializer=init, name="a")
            x = tf.layers.dense(x, 3, kernel_initializer=init, name="b")
        else:
            x = tf.layers.dense(x, 3, kernel_initializer=init, name="c")"""
    text = Lifted(tmp_path, SHARED.format(body=body)).text
    assert text.count("kernel_initializer=init.clone()") == 2
    assert 'kernel_initializer=init, name="c"' in text
