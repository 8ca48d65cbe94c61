"""Functions of TensorFlow that lifted code has its own of, or TensorFlow 2's, instead of the shim's."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import tensorflow as tf

from .lifting import Lifted

SOURCE = """\
import tensorflow as tf

{above}

def up(x):
    with tf.variable_scope("up"):
        w = tf.get_variable("w", [3, 3, 4, x.shape[-1].value])
        b = tf.get_variable("b", [4])
        y = tf.nn.conv2d_transpose(x, w, [5, 8, 8, 4], strides=[1, 2, 2, 1]{more})
        return tf.reshape(tf.nn.bias_add(y, b), y.get_shape())
"""


def test_transposed_convolutions_keep_their_static_shape(tmp_path: Path) -> None:
    found = Lifted(tmp_path, SOURCE.format(above="", more=', padding="SAME"'))
    assert "compat_scope" not in found.text
    layer = found.module().Up()

    @tf.function(input_signature=[tf.TensorSpec([None, 4, 4, 3])])
    def run(x: tf.Tensor) -> tf.Tensor:
        y = layer(x)
        assert y.shape == [5, 8, 8, 4]
        return y

    layer(tf.ones([5, 4, 4, 3]))
    x = np.random.RandomState(0).rand(5, 4, 4, 3).astype("float32")
    np.testing.assert_allclose(run(x), layer(x), rtol=1e-5)


def test_a_name_that_is_taken(tmp_path: Path) -> None:
    text = Lifted(
        tmp_path, SOURCE.format(above="def conv2d_transpose(x):\n    return x\n\n", more="")
    ).text
    assert "def conv2d_transpose_(\n" in text
    assert "y = conv2d_transpose_(x, self.w" in text


def test_arguments_that_it_does_not_take(tmp_path: Path) -> None:
    text = Lifted(tmp_path, SOURCE.format(above="", more=", dilations=[1, 1, 1, 1]")).text
    assert "compat_scope.nn.conv2d_transpose(" in text


@pytest.mark.parametrize(
    ("table", "native"),
    [
        ("w", True),
        ("[w, w]", False),
        ("tables", False),
        ("tf.concat([w, w], 0)", False),
    ],
)
@pytest.mark.parametrize("target", ["keras", "module"])
def test_lookups(table: str, native: bool, target: str, tmp_path: Path) -> None:
    source = f"""\
import tensorflow as tf


def embed(ids, tables):
    with tf.variable_scope("embed"):
        w = tf.get_variable("w", [5, 4])
        return tf.nn.embedding_lookup({table}, ids)
"""
    text = Lifted(tmp_path, source, target).text
    assert ("return tf.nn.embedding_lookup(" in text) is native


def test_a_class_of_the_users_has_its_name(tmp_path: Path) -> None:
    source = """\
import tensorflow as tf


def layer_norm(x):
    return tf.contrib.layers.layer_norm(x, begin_norm_axis=-1, begin_params_axis=-1, scope="LayerNorm")
"""
    text = Lifted(tmp_path, source).text
    assert "class LayerNormalization(keras.layers.LayerNormalization):" in text
    assert "class LayerNorm(keras.layers.Layer):" in text
