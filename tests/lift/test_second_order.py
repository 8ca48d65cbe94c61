"""Gradients of gradients through batch normalization, as gradient penalties take them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import tensorflow as tf

from tests.lift.lifting import Lifted

TEXT = """
import tensorflow as tf


def critic(x, training=True):
    with tf.variable_scope("critic"):
        h = tf.layers.dense(x, 3, name="in")
        h = {norm}
        return tf.layers.dense(tf.layers.flatten(tf.nn.softplus(h)), 1, name="out")
"""
NORMS = {
    "layers": "tf.layers.batch_normalization(h, training=training, epsilon=1e-5, name='bn')",
    "contrib": "tf.contrib.layers.batch_norm(h, is_training=training, epsilon=1e-5, scope='bn')",
    "in place": (
        "tf.contrib.layers.batch_norm(h, is_training=training, updates_collections=None, scope='bn')"
    ),
}


@pytest.mark.parametrize("target", ["keras", "module"])
@pytest.mark.parametrize("norm", NORMS.values(), ids=NORMS)
def test_a_bias_before_batch_normalization_has_no_gradient(
    tmp_path: Path, norm: str, target: str
) -> None:
    """The normalization takes it out again, so no derivative of anything behind depends on it.

    TF1's fused kernel keeps to that in second derivatives; `tf.nn.moments`, which holds the mean still, does not.
    """
    tf.keras.utils.set_random_seed(7)
    lifted = Lifted(tmp_path, TEXT.format(norm=norm), target)
    assert lifted.tiers == {"critic": "lifted"}
    layer = lifted.module().Critic()
    x = tf.constant(np.random.RandomState(3).normal(size=[4, 5, 5, 2]).astype(np.float32))
    layer(x, training=True)
    bias = next(
        v for v in layer.trainable_variables if v.name.startswith("bias") or "in/bias" in v.name
    )
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            inner.watch(x)
            y = layer(x, training=True)
        slopes = tf.sqrt(tf.reduce_sum(tf.square(inner.gradient(y, x)), [1, 2, 3]))
        penalty = tf.reduce_mean(tf.square(slopes - 1.0))
    kernel = next(v for v in layer.trainable_variables if v.shape == [2, 3])
    values = [getattr(v, "value", v) if target == "keras" else v for v in (bias, kernel)]
    none, some = outer.gradient(penalty, values)
    assert np.abs(some).max() > 1e-4
    assert np.abs(none).max() < 1e-3 * np.abs(some).max()
