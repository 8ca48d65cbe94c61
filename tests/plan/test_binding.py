"""Binding times: the example of the design, and what comes too late."""

from __future__ import annotations

import textwrap

import pytest

from migrate.plan.binding import BindingTimes, Late
from migrate.plan.times import Time
from tests.model.reading import graph_of

CONFIG, SHAPE, CALL = Time.CONFIG, Time.SHAPE, Time.CALL


def times(text: str) -> BindingTimes:
    source = "import tensorflow as tf\n" + textwrap.dedent(text)
    return BindingTimes(graph_of({"m.py": source}, flow=True))


SIMILARITY = """
def dense(x, units, scope, reuse=None):
    with tf.variable_scope(scope, reuse=reuse):
        w = tf.get_variable("w", [x.shape[-1].value, units], initializer=tf.random_normal_initializer(stddev=0.02))
        b = tf.get_variable("b", [units], initializer=tf.zeros_initializer())
        return tf.matmul(x, w) + b


def encoder(x, units, depth, scope="encoder", reuse=False):
    with tf.variable_scope(scope, reuse=reuse):
        for i in range(depth):
            x = tf.nn.relu(dense(x, units, "layer_%d" % i))
        return x


def similarity(a, b, units, depth):
    left = encoder(a, units, depth)
    right = encoder(b, units, depth, reuse=True)
    return tf.reduce_sum(left * right, -1)
"""


def test_the_example_of_the_design() -> None:
    found = times(SIMILARITY)
    assert found["m", "dense"].params == {
        "x": CALL,
        "units": CONFIG,
        "scope": CONFIG,
        "reuse": CONFIG,
    }
    assert found["m", "encoder"].params == {
        "x": CALL,
        "units": CONFIG,
        "depth": CONFIG,
        "scope": CONFIG,
        "reuse": CONFIG,
    }
    assert found["m", "similarity"].params == {
        "a": CALL,
        "b": CALL,
        "units": CONFIG,
        "depth": CONFIG,
    }
    assert all(found["m", name].liftable for name in ("dense", "encoder", "similarity"))


SHAPES = [
    "[x.shape[-1].value, 3]",
    "[int(x.get_shape()[3]), 3]",
    "x.get_shape().as_list()[1:]",
    "[n, hparams.n_head]",
    "shape_list(x)[-1:]",
    "[width, 3]",
    "[len(parts)]",
    "[y.shape[1]]",
]


@pytest.mark.parametrize("shape", SHAPES)
def test_shapes_that_are_known_in_time(shape: str) -> None:
    found = times(f"""
        def shape_list(t):
            static = t.shape.as_list()
            dynamic = tf.shape(t)
            return [dynamic[i] if s is None else s for i, s in enumerate(static)]
        def f(x, n, hparams, parts):
            *start, width = shape_list(x)
            y = tf.nn.relu(x)
            return tf.get_variable("w", {shape})
        """)
    assert found["m", "f"].late == ()


def test_a_shape_helper_that_fills_in_dynamic_dimensions_in_a_loop() -> None:
    found = times("""
        def shape_of(tensor):
            shape = tensor.shape.as_list()
            unknown = [i for (i, dim) in enumerate(shape) if dim is None]
            if not unknown:
                return shape
            dynamic = tf.shape(tensor)
            for i in unknown:
                shape[i] = dynamic[i]
            return shape
        def f(x):
            batch, width = shape_of(x)
            return tf.get_variable("w", [width])
        """)
    assert found["m", "f"].liftable


LATE = {
    "tf.get_variable('w', [tf.shape(x)[1], 3])": Late(
        "shape of `w`", "[tf.shape(x)[1], 3]", 4, ("x",)
    ),
    "n = tf.reduce_max(x)\n    w = tf.get_variable('w', [n])": Late(
        "shape of `w`", "[n]", 5, ("n",)
    ),
    "if tf.reduce_sum(x) > 0:\n        tf.get_variable('w', [3])": Late(
        "test of the branch", "tf.reduce_sum(x) > 0", 4, ("x",)
    ),
    "tf.layers.dense(x, tf.size(x), name='d')": Late("units of `d`", "tf.size(x)", 4, ("x",)),
    "for t in range(tf.shape(x)[0]):\n        tf.get_variable('w%d' % t, [3])": Late(
        "length of the loop", "range(tf.shape(x)[0])", 4, ("x",)
    ),
}


@pytest.mark.parametrize(("body", "late"), LATE.items(), ids=[late.text for late in LATE.values()])
def test_what_comes_too_late(body: str, late: Late) -> None:
    found = times(f"\ndef f(x):\n    {body}\n")["m", "f"]
    assert late in found.late
    assert not found.liftable


def test_a_caller_that_passes_a_tensor_for_a_size() -> None:
    found = times("""
        def leaf(x, n):
            return tf.matmul(x, tf.get_variable("w", [n, 3]))
        def good(x):
            return leaf(x, x.shape[-1].value)
        def bad(x):
            return leaf(x, tf.shape(x)[1])
        """)
    assert found["m", "leaf"].params["n"] is CALL
    assert [late.because for late in found["m", "leaf"].late] == [("n",)]


def test_initializers_may_be_tensors_made_of_constants() -> None:
    found = times("""
        def f(x, scale):
            a = tf.get_variable("a", initializer=tf.ones([3]) * scale)
            b = tf.Variable(tf.truncated_normal([3, 4], stddev=0.1), name="b")
            initial = tf.random_uniform([3], minval=-scale)
            return a + b + x + tf.Variable(initial, name="d")
        def g(x):
            y = tf.nn.relu(x)
            return tf.get_variable("c", initializer=y)
        def top(x):
            return g(tf.nn.relu(x))
        """)
    assert found["m", "f"].liftable
    assert [late.text for late in found["m", "g"].late] == ["y"]


def test_whether_an_argument_is_given_is_known_in_time() -> None:
    found = times("""
        def f(x, labels=None):
            if labels is not None:
                x = x + tf.nn.relu(labels)
                x = tf.layers.dense(x, 3, name="d")
            return x
        """)
    assert found["m", "f"].liftable


def test_attributes_of_objects() -> None:
    found = times("""
        class Net:
            def __init__(self, n, x):
                self.n = n
                self.x = tf.nn.relu(x)
            def build(self):
                return tf.get_variable("w", [self.n, self.x.shape[-1]])
            def wrong(self):
                return tf.get_variable("v", [self.x])
        """)
    assert found["m", "Net.build"].liftable
    assert not found["m", "Net.wrong"].liftable
