"""``scope.reuse_variables()`` at the start of a function, and objects that are made where they are called."""

from __future__ import annotations

from pathlib import Path

import pytest

from .lifting import Lifted

MODEL = """\
import tensorflow as tf


def net(x, {parameter}):
    with tf.variable_scope("net") as scope:
        {switch}
        y = tf.layers.dense(x, 3, name="first")
        return tf.layers.dropout(y, training={training})


def use(x):
    return net(x, {given})
"""


def net(tmp_path: Path, switch: str, **parts: str) -> Lifted:
    given = {"parameter": "reuse=False", "training": "False", "given": "False", **parts}
    return Lifted(tmp_path, MODEL.format(switch=switch, **given))


def test_one_that_always_runs_is_said_where_the_layer_is_called(tmp_path: Path) -> None:
    found = net(tmp_path, "scope.reuse_variables()", parameter="y=None", given="None")
    assert found.tiers["net"] == "lifted"
    assert 'compat_scope.get_layer(Net, name="net", reuse=True)(x' in found.text


def test_one_that_a_parameter_decides_about_is_the_caller_s(tmp_path: Path) -> None:
    found = net(tmp_path, "if reuse: scope.reuse_variables()", given="True")
    assert 'compat_scope.get_layer(Net, name="net", reuse=True)(x' in found.text


@pytest.mark.parametrize(
    ("switch", "parts"),
    [
        ("if not first: scope.reuse_variables()", {"parameter": "first=True"}),
        (
            "if training: scope.reuse_variables()",
            {"parameter": "training=False", "training": "training"},
        ),
        ("if x.shape[0] > 1: scope.reuse_variables()", {}),
    ],
)
def test_one_that_anything_else_decides_about_stays(
    tmp_path: Path, switch: str, parts: dict[str, str]
) -> None:
    found = net(tmp_path, switch, **parts)
    assert found.codes["net"][0] == "TF303"


def test_one_that_reaches_the_callers_scope_stays(tmp_path: Path) -> None:
    found = Lifted(
        tmp_path,
        """\
import tensorflow as tf


def net(x):
    tf.get_variable_scope().reuse_variables()
    return tf.layers.dense(x, 3, name="first")
""",
    )
    assert found.codes["net"][0] == "TF303"


def test_an_object_makes_its_variables_after_those_of_its_argument(tmp_path: Path) -> None:
    found = Lifted(
        tmp_path,
        """\
import tensorflow as tf


class Norm(object):
    def __init__(self, name):
        self.name = name

    def __call__(self, x):
        return tf.contrib.layers.batch_norm(x, scope=self.name)


def net(x):
    with tf.variable_scope("net"):
        h = tf.nn.relu(Norm("n")(tf.layers.dense(x, 3, name="first")))
        return tf.layers.dense(h, 2, name="second")
""",
    )
    text = " ".join(found.text.split())
    made = 'self.first = keras.layers.Dense(3, name="first") self.n = Norm("n")'
    assert made in text
    assert "h = tf.nn.relu(self.n(self.first(x))) return self.second(h)" in text
