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
        ("        made = tf", "        made = None\n        made = tf"),
    ],
)
def test_stays(before: str, after: str, tmp_path: Path) -> None:
    assert before in CODE
    found = Lifted(tmp_path, CODE.replace(before, after), "keras")
    assert found.tiers["model"] == "shimmed"
    assert "compat_scope.make_template(" in found.text


GIVEN = """
import tensorflow as tf


def net(x, units=3):
    return tf.layers.dense(x, units, name="fc")


def twice(x, f):
    x = f(x) + x
    return f(tf.tanh(x))


def model(x):
    with tf.variable_scope("model"):
        shared = tf.make_template("shared", net)
        x = twice(x, shared)
        return shared(tf.sin(x))
"""


def test_a_template_that_functions_are_given_is_a_function(tmp_path: Path) -> None:
    found = Lifted(tmp_path, GIVEN, "keras")
    assert found.tiers["net"] == "lifted"
    assert "make_template" not in found.text
    assert "x = twice(x, shared)" in found.text


def test_a_template_in_the_arguments_of_others(tmp_path: Path) -> None:
    for after in ("made(net(x))", "made(tf.tanh(\n            x))"):
        where = tmp_path / str(len(after))
        found = Lifted(where, CODE.replace("made(tf.tanh(x))", after), "keras")
        assert found.tiers["model"] == "lifted"
        assert "make_template" not in found.text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # The function keeps it, calls it in a scope of its own, or later.
        ("    return f(tf.tanh(x))", "    return f(tf.tanh(x)) + len(f.variables)"),
        ("    x = f(x) + x", '    with tf.variable_scope("in"):\n        x = f(x) + x'),
        ("    x = f(x) + x", "    x = (lambda v: f(v))(x) + x"),
        ("    x = f(x) + x", "    x = tf.map_fn(f, x) + x"),
        # It is called in another scope, too.
        (
            "        return shared",
            '        with tf.variable_scope("in"):\n            return shared',
        ),
        ("        return shared(tf.sin(x))", "        return tf.map_fn(lambda v: shared(v), x)"),
        # What it wraps may be another one.
        ('"shared", net)', '"shared", net, units_=3)'),
        ('"shared", net)', '"shared", net if x is None else twice)'),
    ],
)
def test_a_template_that_is_given_stays(before: str, after: str, tmp_path: Path) -> None:
    assert before in GIVEN
    found = Lifted(tmp_path, GIVEN.replace(before, after), "keras")
    assert "compat_scope.make_template(" in found.text
