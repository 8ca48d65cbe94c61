"""Parameters of `build`: never a name that the function uses for something else, and no needless words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .lifting import Lifted

HEAD = """\
import tensorflow as tf

{above}

def net({parameters}):
    with tf.variable_scope("net"):
        {first}
        w = tf.get_variable("w", {shape})
        return tf.matmul({tensor}, w)
"""


def net(
    tmp_path: Path,
    first: str = "pass",
    shape: str = "[x.shape[-1].value, 3]",
    tensor: str = "x",
    above: str = "",
    parameters: str = "",
) -> str:
    source = HEAD.format(
        parameters=parameters or tensor, first=first, shape=shape, tensor=tensor, above=above
    )
    return Lifted(tmp_path, source).text


def test_a_local_name_is_no_shape(tmp_path: Path) -> None:
    text = net(tmp_path, "x_shape = [3, 4]", "[x.shape[-1].value, x_shape[1]]")
    assert "def build(self, x_shape_2):" in text
    assert "shape=[x_shape_2[-1], x_shape[1]]" in text


def test_a_name_of_the_module_is_no_shape(tmp_path: Path) -> None:
    text = net(tmp_path, shape="[x.shape[-1].value, x_shape[0]]", above="x_shape = (5, 7)")
    assert "shape=[x_shape_2[-1], x_shape[0]]" in text


def test_of_several_the_names_are_fixed(tmp_path: Path) -> None:
    source = HEAD.format(
        parameters="x, y", first="x_shape = [3]", tensor="x + y", above="",
        shape="[x.shape[-1].value, y.shape[-1].value]",
    )  # fmt: skip
    found = Lifted(tmp_path, source)
    assert found.tiers["net"] == "shimmed"
    assert found.codes["net"][0] == "TF311"


def test_an_underscore_that_keeps_a_builtin_free_goes(tmp_path: Path) -> None:
    text = net(tmp_path, shape="[input_.shape[-1].value, 3]", tensor="input_")
    assert "def build(self, input_shape):" in text
    assert "shape=[input_shape[-1], 3]" in text


@pytest.mark.parametrize(
    ("first", "shape", "expected"),
    [
        ("x_shape = x.get_shape()", "[x_shape[-1].value, 3]", "shape=[x_shape[-1], 3]"),
        ("x_shape = x.shape.as_list()", "[x_shape[-1], 3]", "shape=[x_shape[-1], 3]"),
        ("size = x.shape.as_list()[-1]", "[size, 3]", "size = x_shape[-1]"),
        ("*rest, size = x.shape.as_list()", "[size, 3]", "size = x_shape[-1]"),
        ("rows, size = x.shape.as_list()", "[size, 3]", "rows, size = x_shape"),
        ("s = x.shape.as_list()", "s[:1] + [3]", "s = list(x_shape)"),
        ("x_shape = x.shape.as_list()", "x_shape[1:] + [3]", "x_shape = list(x_shape)"),
    ],
)
def test_no_needless_lists(first: str, shape: str, expected: str, tmp_path: Path) -> None:
    build = net(tmp_path, first, shape).split("def build")[1].split("def call")[0]
    assert expected in build
    assert "x_shape = x_shape" not in build
    assert "rest" not in build


def test_a_parameter_that_is_not_kept_takes_no_name(tmp_path: Path) -> None:
    source = """\
import tensorflow as tf


def net(x, dropout, norm):
    with tf.variable_scope("net"):
        x = tf.layers.dropout(x, dropout, name="dropout")
        return tf.layers.dense(x, len(norm), name="norm") * norm[0]


def use(x):
    return net(x, 0.1, [1.0, 2.0])
"""
    text = Lifted(tmp_path, source).text
    assert 'self.dropout = keras.layers.Dropout(dropout, name="dropout")' in text
    assert "self.norm_layer = keras.layers.Dense(" in text  # `norm` is kept for `call`


NUMBER = """\
import tensorflow as tf


class Model(object):
    def __init__(self, x, config):
        steps = config.steps
        h = tf.layers.dense(tf.zeros([steps, 2]) + 1.0, 4, name="d")
        w = tf.get_variable("w", [x.shape[-1].value, 3])
        self.y = tf.reduce_sum(tf.matmul(x, w)) + h
        self.train = tf.train.AdamOptimizer().minimize(tf.reduce_sum(self.y))
"""


@pytest.mark.parametrize("target", ["keras", "module"])
def test_what_may_be_a_number_is_not_asked_for_its_shape(target: str, tmp_path: Path) -> None:
    tf = pytest.importorskip("tensorflow")
    found = Lifted(tmp_path, NUMBER, target)
    assert found.tiers["Model.__init__"] == "lifted"
    names: dict[str, Any] = {}
    text = found.text.replace("tf.compat.v1.disable_v2_behavior()", "")  # of the program
    exec(compile(text, "model.py", "exec"), names)
    layer = names["ModelLayer"]()
    layer(steps=2, x=tf.ones([4, 5]))
    assert layer.w.shape == (5, 3)


def test_named_by_the_first_tensor(tmp_path: Path) -> None:
    source = NUMBER.replace("x.shape[-1].value", "5")
    assert "def build(self, x_shape):" in Lifted(tmp_path, source).text
