"""Names of ops in graph programs: what code fetches or exports by name has TF1's names when Keras makes it."""

from __future__ import annotations

from typing import Any

import keras
import pytest
import tensorflow as tf

from migrate import compat_scope

# TF 1.15.5: `tf.layers.dense(x, 2, name="out")`, `tf.layers.conv2d(x, 2, 3, tf.nn.relu, name="out")` and so on.
NAMES = [
    (keras.layers.Dense, (2,), {}, [3, 4], "BiasAdd", ["out/MatMul", "out/BiasAdd"]),
    (keras.layers.Dense, (1,), {}, [3, 4], "BiasAdd", ["out/MatMul", "out/BiasAdd"]),
    (keras.layers.Dense, (1,), {"activation": "relu"}, [3, 4], "Relu", ["out/BiasAdd", "out/Relu"]),
    (keras.layers.Dense, (2,), {"use_bias": False}, [3, 4], "MatMul", ["out/MatMul"]),
    (keras.layers.Conv2D, (1, 3), {}, [1, 5, 5, 2], "BiasAdd", ["out/BiasAdd"]),
]


@pytest.mark.parametrize(("cls", "args", "kwargs", "shape", "last", "names"), NAMES)
def test_of_a_layer(
    cls: Any, args: Any, kwargs: Any, shape: list[int], last: str, names: list[str]
) -> None:
    with tf.Graph().as_default() as graph:
        x = tf.compat.v1.placeholder(tf.float32, shape)
        layer = compat_scope.get_layer(cls, *args, name="out", **kwargs)
        again = compat_scope.get_layer(cls, *args, name="out", reuse=True, **kwargs)
        assert layer(x).op.name == f"out/{last}"
        made = {op.name for op in graph.get_operations()}
        assert set(names) <= made
        activation = layer.layer.activation
        assert again(x).op.name == f"out_1/{last}"
        assert layer.layer.activation is activation
