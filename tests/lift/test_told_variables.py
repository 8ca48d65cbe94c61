"""`tf.Variable`s of functions that are called again: callers tell the names that TF1 counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from .lifting import Lifted

TWICE = """\
import tensorflow as tf


def affine(x, n):
    w = tf.Variable(tf.ones([3, n]){name})
    {more}return tf.matmul(x, w)


def net(x):
    x = x + tf.get_variable("start", [3])
    {between}x = affine(x, 3)
    return affine(x, {last})
{others}"""


def twice(place: Path, **parts: str) -> Lifted:
    given = {"name": "", "more": "", "between": "", "last": "4", "others": ""}
    return Lifted(place, TWICE.format(**{**given, **parts}))


def test_the_second_call_is_told(tmp_path: Path) -> None:
    found = twice(tmp_path)
    assert found.tiers == {"affine": "lifted", "net": "lifted"}
    assert 'def __init__(self, n, *, w_name="Variable", name=None, **kwargs)' in found.text
    assert "self.affine = Affine(3)" in found.text
    assert 'self.affine_2 = Affine(4, w_name="Variable_1")' in found.text


def test_what_is_made_between_counts_too(tmp_path: Path) -> None:
    found = twice(tmp_path, between="x = x * tf.Variable(2.0)\n    ")
    assert 'Affine(3, w_name="Variable_1")' in found.text
    assert 'Affine(4, w_name="Variable_2")' in found.text


def test_a_name_of_its_own_is_counted_on(tmp_path: Path) -> None:
    found = twice(tmp_path, name=', name="w"')
    assert 'w_name="w"' in found.text
    assert 'Affine(4, w_name="w_1")' in found.text


@pytest.mark.parametrize(
    "parts",
    [
        {"more": "if n > 3:\n        x = x * tf.Variable(2.0)\n    "},  # nobody knows how many
        {"others": "\n\ndef both(x):\n    return net(net(x))\n"},
        {"others": "\n\nwith tf.Session() as sess:\n    net(sess)\n    affine(sess, 3)\n"},
        {"others": "\n\nfor f in [affine]:\n    f(tf.zeros([1, 3]), 3)\n"},
        {"between": "x = list(map(make, [x]))[0]\n    "},
        {"between": "for _ in range(2):\n        x = affine(x, 3)\n    "},
    ],
)
def test_what_callers_cannot_tell(tmp_path: Path, parts: dict[str, str]) -> None:
    assert twice(tmp_path, **parts).tiers["affine"] == "shimmed"


NAMED = """\
import tensorflow as tf


def layer(x, name{default}):
    with tf.name_scope(name){alias}:
        w = tf.Variable(tf.ones([3, 3]), name="w")
        return tf.matmul(x, w)


def net(x):
    x = x + tf.get_variable("start", [3])
    x = layer(x, {first})
    return layer(x, "second")
"""


def named(place: Path, default: str = "", first: str = '"first"', alias: str = "") -> Lifted:
    return Lifted(place, NAMED.format(default=default, first=first, alias=alias))


def test_a_name_scope_is_the_name_of_the_layer(tmp_path: Path) -> None:
    found = named(tmp_path)
    assert found.tiers == {"layer": "lifted", "net": "lifted"}
    assert 'self.first = Layer(name="first")' in found.text
    assert "tf1_scope" not in found.text.partition("class Net")[0]


@pytest.mark.parametrize("parts", [{"first": '"second"'}, {"first": '"Second"'}, {"first": "None"}])
def test_a_scope_that_tf1_numbers(tmp_path: Path, parts: dict[str, str]) -> None:
    assert named(tmp_path, **parts).tiers["net"] == "shimmed"
