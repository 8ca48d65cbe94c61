"""Literals that the constructor and the call of a class need are written once, where nobody can change them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import tensorflow as tf

from .lifting import Lifted

SPECS = """
import tensorflow as tf

WIDTH = 4


def {name}(x):
    with tf.variable_scope("net"):
        specs = [3, 5]
        for units in specs:
            x = tf.layers.dense(x, units, name="in_%d" % units)
        # what comes then
        specs = [
            (WIDTH * 8, 0.5, "a rather long name"),  # wide
            (WIDTH * 4, 0.25, "another rather long name"),
            (WIDTH * 2, 0.0, "the last one"),
        ]
        for index, (units, rate, name) in enumerate(specs):
            x = rate * tf.layers.dense(x, units, name="out_%d" % index)
        {rest}
        return x + sum(rate for _, rate, _ in specs) + len(specs)
"""


@pytest.mark.parametrize("target", ["keras", "module"])
def test_written_once(target: str, tmp_path: Path) -> None:
    found = Lifted(tmp_path, SPECS.format(name="net", rest="x = x + 0.0"), target)
    assert found.tiers == {"net": "lifted"}
    assert found.text.count("a rather long name") == 1
    assert found.text.count("# wide") == 1
    assert found.text.count("# what comes then") == 1
    assert "self.specs = [" in found.text
    model = found.module().Net()
    np.testing.assert_array_equal(model(tf.ones([2, 3])), model(tf.ones([2, 3])))


@pytest.mark.parametrize(
    "rest",
    [
        "specs.append((1, 0.5, ''))",
        "specs[0] = (1, 0.5, '')",
        "x += [s for s in (specs,)][0][0][1]",
        "specs = specs + []",
        "x += len(f'{specs[0][0]}')",
        "specs += [(1, 0.5, '')]",
    ],
)
def test_not_what_may_change(rest: str, tmp_path: Path) -> None:
    """In TF1 each call has a list of its own."""
    found = Lifted(tmp_path, SPECS.format(name="net", rest=rest))
    assert found.tiers == {"net": "lifted"}
    assert found.text.count("a rather long name") == 2
    assert "self.specs" not in found.text


def test_not_what_items_change(tmp_path: Path) -> None:
    changed = SPECS.replace(
        '(WIDTH * 8, 0.5, "a rather long name")', '[WIDTH * 8, 0.5, "a rather long name"]'
    )
    found = Lifted(tmp_path, changed.format(name="net", rest="x = x + 0.0"))
    assert found.text.count("a rather long name") == 2


NUMBERS = """
import tensorflow as tf


def net(x, width, heads):
    with tf.variable_scope("net"):
        depth = 3
        size = width // heads
        for i in range(depth):
            x = tf.layers.dense(x, size * heads, name="layer_%d" % i)
        w = tf.get_variable("w", [size])
        return tf.reshape(x, [-1, heads, size]) * w / depth
"""


@pytest.mark.parametrize("target", ["keras", "module"])
def test_numbers_and_what_settings_make_of_them(target: str, tmp_path: Path) -> None:
    found = Lifted(tmp_path, NUMBERS, target)
    assert found.text.count("depth = 3") == found.text.count("self.depth = 3") == 1
    assert found.text.count("width // ") == found.text.count("self.size = width // heads") == 1
    model = found.module().Net(4, 2)
    assert model(tf.ones([2, 3])).shape == (2, 2, 2)


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("depth = 3", "depth += 1"),  # another value
        ("depth = 3", "depth = 4"),
        ("depth = int(x.shape[-1])", "x = x + 0.0"),  # no setting
        ("depth = 3", "x += (lambda: depth)()"),  # which runs at any time
    ],
)
def test_numbers_that_change_stay(first: str, then: str, tmp_path: Path) -> None:
    text = f"""
import tensorflow as tf


def net(x):
    with tf.variable_scope("net"):
        {first}
        for i in range(depth):
            x = tf.layers.dense(x, 4, name="layer_%d" % i)
        {then}
        return x * depth
"""
    found = Lifted(tmp_path, text, "keras")
    assert "self.depth = " not in found.text


INITIALIZERS = """
import tensorflow as tf


def net(x, scale):
    with tf.variable_scope("net"):
        init_w = tf.random_normal_initializer(0.0, scale)
        init_b = tf.constant_initializer(0.5)
        w = tf.get_variable("w", [int(x.shape[-1]), 4], initializer=init_w)
        b = tf.get_variable("b", [4], initializer=init_b)
        return tf.layers.dense(x @ w + b, 4, kernel_initializer=init_w, bias_initializer=init_b, name="out")
"""


def test_initializers_of_constructor_and_build(tmp_path: Path) -> None:
    found = Lifted(tmp_path, INITIALIZERS, "keras")
    assert found.tiers == {"net": "lifted"}
    assert found.text.count("RandomNormal(") == found.text.count("Constant(0.5)") == 1
    assert "self.init_w = keras.initializers.RandomNormal(" in found.text
    layer = found.module().Net(0.1)
    layer(tf.ones([2, 4]))
    assert not np.array_equal(layer.w, layer.out.kernel)  # each has values of its own
    np.testing.assert_array_equal(layer.b, layer.out.bias)
