"""What TF1 shares by names alone, between functions, is not made twice; names that only look alike are."""

from __future__ import annotations

from pathlib import Path

import pytest
import tensorflow as tf

from migrate import compat_scope

from .lifting import Lifted

SHARED = """
import tensorflow as tf


def embed(x):
    with tf.variable_scope("embed", reuse=tf.AUTO_REUSE):
        return tf.layers.dense(x, 2, name="table")


def encode(x):
    return embed(x) + 1.0


def decode(x):
    return tf.tanh(embed(x))


def both(x):
    return encode(x) + decode(x)


def either(x, up):
    if up:
        return encode(x)
    return decode(x)
"""
NUMBERED = """
import tensorflow as tf


def conv(x, units):
    return tf.layers.dense(x, units, name="conv")


def tower(x, depth):
    layers = []
    with tf.variable_scope("layer_1"):
        layers.append(conv(x, 3))
    for i in range(depth):
        with tf.variable_scope("layer_%d" % (len(layers) + 1)):
            layers.append(conv(layers[-1], 3))
    with tf.variable_scope("layer_%d" % (len(layers) + 1)):
        layers.append(conv(layers[-1], 1))
    return layers[-1]
"""


def test_two_functions_that_share_are_not_made_into_two(tmp_path: Path) -> None:
    verdicts = Lifted(tmp_path, SHARED).verdicts
    reason = verdicts["both"]["reasons"][0]
    assert verdicts["both"]["tier"] == "shimmed"
    assert reason["code"] == "TF303"
    assert reason["message"].startswith("`decode` shares `")
    assert "with `encode` (line" in reason["message"]
    assert verdicts["encode"]["tier"] == verdicts["decode"]["tier"] == "lifted"


def test_names_that_a_list_numbers_are_several(tmp_path: Path) -> None:
    assert Lifted(tmp_path, NUMBERED).tiers["tower"] == "lifted"


VALUES = """
import tensorflow as tf


def make(n):
    def net(x):
        return tf.layers.dense(x, n{name})

    return net


def forward(x):
    net = make(3)
    return net(net(x))
"""


def test_what_tf1_counts_where_a_value_is_called(tmp_path: Path) -> None:
    for target in ("keras", "module"):
        counted = Lifted(tmp_path / target, VALUES.format(name=""), target)
        assert counted.tiers["make.<locals>.net"] == "lifted"
        model = compat_scope.ScopedModule(counted.module().forward)
        model(tf.ones([2, 3]))
        model(tf.ones([2, 3]))
        layers = ["dense/kernel", "dense/bias", "dense_1/kernel", "dense_1/bias"]
        assert list(model.names) == layers
    named = Lifted(tmp_path / "named", VALUES.format(name=", name='own'"))
    assert named.tiers["make.<locals>.net"] == "lifted"


def test_what_tf1_counts_through_a_value_that_calls_it(tmp_path: Path) -> None:
    text = VALUES.replace("return tf.layers.dense(x, n{name})", "return below(x)") + """

def below(x):
    return tf.layers.dense(x, 3)
"""
    for target in ("keras", "module"):
        counted = Lifted(tmp_path / target, text, target)
        assert counted.tiers["make.<locals>.net"] == "lifted"
        model = compat_scope.ScopedModule(counted.module().forward)
        model(tf.ones([2, 3]))
        layers = ["dense/kernel", "dense/bias", "dense_1/kernel", "dense_1/bias"]
        assert list(model.names) == layers


@pytest.mark.parametrize(
    "given",
    [
        "tf.layers.dense(x, 2, name='dense_7')",
        "tf.layers.dense(x, 2, name='dense_%d' % n)",
        "scoped(x)",
    ],
)
def test_a_name_that_looks_like_one_that_is_counted(tmp_path: Path, given: str) -> None:
    text = (
        VALUES.replace("return tf.layers.dense(x, n{name})", f"return tf.layers.dense({given}, n)")
        + """

def scoped(x):
    with tf.variable_scope("dense_3"):
        return tf.layers.dense(x, 3, name="inner")
"""
    )
    found = Lifted(tmp_path, text).verdicts["make.<locals>.net"]
    assert (found["tier"], found["reasons"][0]["code"]) == ("shimmed", "TF307")


IN_LOOPS = """
import tensorflow as tf


def mlp(x, sizes):
    for size in sizes:
        x = tf.layers.dense(x, size)
    return x


def forward(x):
    return mlp(mlp(x, [3, 3]), [2])
"""


def test_what_tf1_counts_in_loops_where_the_function_is_called(tmp_path: Path) -> None:
    for target in ("keras", "module"):
        found = Lifted(tmp_path / target, IN_LOOPS, target)
        assert found.tiers == {"mlp": "lifted", "forward": "shimmed"}
        model = compat_scope.ScopedModule(found.module().forward)
        model(tf.ones([2, 3]))
        kernels = [name for name in model.names if name.endswith("kernel")]
        assert kernels == ["dense/kernel", "dense_1/kernel", "dense_2/kernel"]
