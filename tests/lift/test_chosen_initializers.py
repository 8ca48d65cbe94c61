"""Initializers that an expression chooses, and those that a `lambda` of the module makes."""

from __future__ import annotations

from pathlib import Path

import pytest

from .lifting import Lifted

MODEL = """\
import tensorflow as tf

small = lambda: tf.random_normal_initializer(stddev=0.1)
{more}

def net(x, wide=True):
    with tf.variable_scope("net"):
        return x * tf.get_variable("w", [3], initializer={initializer})
"""


def net(tmp_path: Path, initializer: str, more: str = "") -> Lifted:
    return Lifted(tmp_path, MODEL.format(initializer=initializer, more=more))


def test_one_of_two(tmp_path: Path) -> None:
    found = net(tmp_path, "tf.ones_initializer() if wide else small()")
    assert found.tiers["net"] == "lifted"
    assert 'initializer="ones" if self.wide else small()' in found.text


@pytest.mark.parametrize(
    "initializer",
    [
        "tf.ones_initializer() if x is None else small()",  # whether there is a tensor
        "tf.ones_initializer() if wide else (lambda *a, **k: x)",
        "tf.ones_initializer() if wide else None",
    ],
)
def test_others_stay(tmp_path: Path, initializer: str) -> None:
    assert net(tmp_path, initializer).tiers["net"] == "shimmed"


@pytest.mark.parametrize(
    "more",
    [
        "small = lambda: tf.zeros_initializer()",
        "small = tf.zeros_initializer",
        "def smaller():\n    global small\n    small = lambda: tf.ones_initializer()",
    ],
)
def test_a_lambda_that_is_bound_again_stays(tmp_path: Path, more: str) -> None:
    assert net(tmp_path, "small()", more).codes["net"][0] == "TF319"


def test_a_lambda_of_the_module(tmp_path: Path) -> None:
    assert "initializer=small()" in net(tmp_path, "small()").text


def test_by_whether_a_function_is_given(tmp_path: Path) -> None:
    source = """\
import tensorflow as tf


def layer(x, activation=None, name="layer"):
    with tf.variable_scope(name):
        start = tf.zeros_initializer() if activation is not None else tf.ones_initializer()
        w = tf.get_variable("w", [3], initializer={initializer})
        return x * w if activation is None else activation(x * w)


def two(x, activation=None):
    with tf.variable_scope("two"):
        return layer(layer(x, tf.tanh, name="a"), activation, name="b")
"""
    written = "tf.ones_initializer() if activation is not None else tf.zeros_initializer()"
    found = Lifted(tmp_path, source.format(initializer=written))
    assert found.tiers == {"layer": "lifted", "two": "lifted"}
    assert 'initializer="ones" if self.activation is not None else "zeros"' in found.text
    assert "Layer(activation, name=" in found.text
    named = Lifted(tmp_path / "named", source.format(initializer="start"))
    assert named.tiers["layer"] == "shimmed" or "self.activation is not None" in named.text
