"""`tf.make_template`: one layer that is called again, where its name and its scope are certain."""

from __future__ import annotations

from pathlib import Path

import pytest

from .lifting import Lifted

CODE = """
import tensorflow as tf


def net(x, units=3):
    return tf.layers.dense(x, units, name="fc")


def other(x):
    with tf.variable_scope("other"):
        return net(x)


def model(x, units=2):
    with tf.variable_scope("model"):
        made = tf.make_template("shared", net, units=units)
        a = made(x)  # first
        b = made(tf.tanh(x))
        return a + b


def forward(x):
    return model(x) + other(x)
"""


@pytest.mark.parametrize("target", ["keras", "module"])
def test_one_layer_called_twice(target: str, tmp_path: Path) -> None:
    found = Lifted(tmp_path, CODE, target)
    assert set(found.tiers.values()) == {"lifted"}
    assert "make_template" not in found.text
    assert found.text.count("self.shared_net") + found.text.count("self.net(") >= 2
    assert "# first" in found.text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # The name may be taken, or be counted by what has none.
        ('"other"', '"shared"'),
        ('make_template("shared"', 'make_template("dense"'),
        ('make_template("shared"', 'make_template("shared_1"'),
        # The function runs again, in the same scope.
        ("return model(x) + other(x)", "return model(x) + other(x) + model(x)"),
        ("return model(x) + other(x)", "return sum(model(x) for _ in range(2)) + other(x)"),
        ("return model(x) + other(x)", "return [f(x) for f in (model, other)]"),
        # The template itself is more than its calls.
        ("return a + b", "return a + b, made"),
        ("return a + b", "return a + b + tf.map_fn(lambda v: made(v), x)"),
        ("units=units)", "units=units, create_scope_now_=True)"),
        ("units=units)", "units=units, unique_name_='x')"),
        ('"shared", net, units=units)', '"shared", lambda x: net(x, units))'),
        # What it is given changes.
        ("        a = made(x)", "        units = 5\n        a = made(x)"),
        # The calls stand in several scopes, or amid other variables.
        ("        b = made", '        with tf.variable_scope("in"):\n            b = made'),
        ("made(tf.tanh(x))", "made(net(x))"),
        ("        b = made(tf.tanh(x))", "        b = made(tf.tanh(\n            x))"),
        ("        made = tf", "        made = None\n        made = tf"),
    ],
)
def test_stays(before: str, after: str, tmp_path: Path) -> None:
    assert before in CODE
    found = Lifted(tmp_path, CODE.replace(before, after), "keras")
    assert found.tiers["model"] == "shimmed"
    assert "compat_scope.make_template(" in found.text
