"""Batch normalization by hand: which forms become layers, and what they compute."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

tf = pytest.importorskip("tensorflow")

from .lifting import Lifted  # noqa: E402

SOURCE = """import tensorflow as tf


def norm(x, training):
    with tf.variable_scope("norm"):
        beta = tf.get_variable("beta", [3], initializer=tf.zeros_initializer())
        gamma = tf.get_variable("gamma", [3], initializer=tf.ones_initializer())
        mean, var = tf.nn.moments(x, [0])
        ema = tf.train.ExponentialMovingAverage(0.75)

        def updated():
            with tf.control_dependencies([ema.apply([mean, var])]):
                return tf.identity(mean), tf.identity(var)

        m, v = tf.cond(training, updated, lambda: (ema.average(mean), ema.average(var)))
        return tf.nn.batch_normalization(x, m, v, beta, gamma, 1e-3)
"""


@pytest.mark.parametrize(
    ("old", "new", "shape"),
    [
        ("", "", "[1:]"),
        ("x, [0])", "x=x, axes=[0, 1])", "[2:]"),
        ("x, [0])", "x, 0, name='statistics')", "[1:]"),
        ("x, [0])", "x, list(range(len(x.get_shape()) - 1)))", "[-1:]"),
        ("(0.75)", "(decay=0.75)", "[1:]"),
        ("(training, updated, lambda:", "(training, true_fn=updated, false_fn=lambda:", "[1:]"),
        (
            "        beta",
            "        training = tf.convert_to_tensor(training, dtype=tf.bool)\n        beta",
            "[1:]",
        ),
        ("([ema.apply([mean, var])])", "((ema.apply((mean, var)),))", "[1:]"),
    ],
)
def test_forms(old: str, new: str, shape: str, tmp_path: Path) -> None:
    found = Lifted(tmp_path, SOURCE.replace(old, new, 1) if old else SOURCE)
    assert found.tiers == {"norm": "lifted"}
    assert f"shape=list(x_shape){shape}" in found.text
    name = "statistics" if "statistics" in new else "moments"
    assert f'"{{scope}}/{name}/Squeeze/ExponentialMovingAverage"' in found.text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("x, [0])", "x, [1])"),
        ("x, [0])", "x, [0], keep_dims=True)"),
        ("x, [0])", "x * 2.0, [0])"),
        ("(0.75)", "(0.75, zero_debias=True)"),
        ("(0.75)", "(0.75, name='average')"),
        ("tf.identity(mean), tf.identity(var)", "tf.identity(var), tf.identity(mean)"),
        ("(ema.average(mean), ema.average(var))", "(mean, var)"),
        ("([mean, var])", "([mean])"),
        ("m, v = tf.cond", "mean = mean + 0.0\n        m, v = tf.cond"),
        ('"gamma", [3],', '"gamma", [3], dtype=x.dtype,'),
    ],
)
def test_stays(old: str, new: str, tmp_path: Path) -> None:
    assert old in SOURCE
    found = Lifted(tmp_path, SOURCE.replace(old, new, 1))
    assert found.codes["norm"][0] == "TF318"


@pytest.mark.parametrize("target", ["keras", "module"])
@pytest.mark.parametrize("training", [True, False])
@pytest.mark.parametrize("kind", ["bool", "tensor", "function"])
def test_computes(training: bool, kind: str, target: str, tmp_path: Path) -> None:
    layer = Lifted(tmp_path, SOURCE, target).module().Norm()
    x = np.arange(12, dtype=np.float32).reshape(4, 3) ** 1.5
    layer(x, training=False)
    layer.moving_mean.assign([1.0, 2.0, 3.0])
    called = tf.function(layer) if kind == "function" else layer
    y = called(tf.constant(x), training=training if kind == "bool" else tf.constant(training))
    kept = np.array([1.0, 2.0, 3.0])
    mean, var = (x.mean(0), x.var(0)) if training else (kept, np.zeros(3))
    np.testing.assert_allclose(y, (x - mean) / np.sqrt(var + 1e-3), rtol=1e-4, atol=1e-4)
    moved = 0.75 * kept + 0.25 * x.mean(0) if training else kept
    np.testing.assert_allclose(layer.moving_mean, moved, rtol=1e-5)


@pytest.mark.parametrize("target", ["keras", "module"])
def test_changed_in_place(target: str, tmp_path: Path) -> None:
    """TF1's ``variable += value`` makes a tensor, TensorFlow 2's raises."""
    source = """import tensorflow as tf


def dense(x):
    with tf.variable_scope("dense"):
        b = tf.get_variable("b", [3], initializer=tf.zeros_initializer())
        b += tf.constant([1.0, 2.0, 3.0])
        return x + b
"""
    found = Lifted(tmp_path, source, target)
    assert found.tiers == {"dense": "lifted"}
    layer = found.module().Dense()
    np.testing.assert_allclose(layer(tf.zeros([1, 3])), [[1.0, 2.0, 3.0]])
    np.testing.assert_allclose(layer(tf.zeros([1, 3])), [[1.0, 2.0, 3.0]])


def test_methods_that_call_such_functions(tmp_path: Path) -> None:
    """Methods are looked at again when what they call is put in other words."""
    source = SOURCE.replace("def norm(x, training)", "def norm(x, training, scope)")
    source = source.replace('variable_scope("norm")', "variable_scope(scope)")
    source += """

class Tower(object):
    def __init__(self, training):
        self.training = training

    def block(self, x, scope):
        with tf.variable_scope(scope):
            x = tf.layers.dense(x, 3, name="hidden")
            return tf.nn.relu(norm(x, self.training, "bn"))
"""
    assert Lifted(tmp_path, source).tiers["Tower.block"] == "lifted"


def test_called_again_beside_a_main_part(tmp_path: Path) -> None:
    """What a module runs itself is one call; those in its functions are told by them."""
    source = SOURCE.replace("def norm(x, training)", "def norm(x, training, scope)")
    source = source.replace('variable_scope("norm")', "variable_scope(scope)")
    source += """

def net(x, training):
    x = norm(x, training, "first")
    return norm(x, training, "second")


if __name__ == "__main__":
    print(net(tf.zeros([2, 3]), tf.constant(True)))
"""
    tiers = Lifted(tmp_path, source).tiers
    assert {tiers["norm"], tiers["net"]} == {"lifted"}
