"""Code on scopes that a Keras layer of a mixed policy hosts: variables in float32, computation in half precision."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf

from migrate import checkpoint
from migrate import compat_scope as cs


def own_variables(x: Any) -> Any:
    with cs.variable_scope("own"):
        w = cs.get_variable("w", [6, 4])
        b = cs.get_variable("b", [4], initializer=tf.ones_initializer(), dtype=x.dtype)
        scale = cs.Variable(2.0, name="scale")
        table = cs.get_variable("table", [5, 4])
        steps = cs.get_variable("steps", [], tf.int32, trainable=False)
        assert steps.dtype == tf.int32
        y = (tf.matmul(x, w) + b) * scale + tf.nn.embedding_lookup(table, [1])
        wide = tf.cast(y, tf.float32) * b  # code that asks for float32 gets it
        assert wide.dtype == tf.float32
        assert isinstance(w, tf.Variable)
        return y + w[0] + tf.cast(wide, y.dtype)


def dense_layers(x: Any) -> Any:
    x = cs.layers.dense(x, 8, activation=tf.nn.relu)
    x = cs.layers.batch_normalization(x, training=True)
    return cs.contrib.layers.fully_connected(cs.contrib.layers.layer_norm(x), 4)


def convolutions(x: Any) -> Any:
    x = tf.reshape(x, [-1, 3, 2, 1])
    x = cs.layers.conv2d(x, 4, 2, padding="same")
    x = cs.layers.batch_normalization(x, training=True)
    x = cs.contrib.slim.conv2d(x, 4, [2, 2], normalizer_fn=cs.contrib.slim.batch_norm, scope="conv")
    x = cs.contrib.layers.batch_norm(x, updates_collections=None, scope="bn", fused=False)
    return cs.layers.separable_conv2d(x, 2, 2)


def recurrent(x: Any) -> Any:
    x = tf.reshape(x, [-1, 3, 2])
    cell = cs.nn.rnn_cell.MultiRNNCell([cs.nn.rnn_cell.BasicLSTMCell(4), cs.nn.rnn_cell.GRUCell(3)])
    outputs, _ = cs.nn.dynamic_rnn(cell, x, dtype=x.dtype)
    cell = cs.nn.rnn_cell.LSTMCell(3, use_peepholes=True, num_proj=2)
    with cs.variable_scope("second"):
        outputs, _ = cs.nn.dynamic_rnn(cell, outputs, dtype=x.dtype)
    return outputs


def partitioned(x: Any) -> Any:
    with cs.variable_scope("parts", partitioner=cs.fixed_size_partitioner(2)):
        w, table = cs.get_variable("w", [6, 4]), cs.get_variable("table", [5, 4])
        assert isinstance(w, cs.PartitionedVariable)
        y = tf.matmul(x, w) + tf.nn.embedding_lookup(table, [1])
        y += tf.concat(list(w), 0)[:1]
        assert tf.convert_to_tensor(w).dtype == x.dtype
        return cs.layers.dense(y, 3)


MODELS: list[Callable[[Any], Any]] = [
    own_variables,
    dense_layers,
    convolutions,
    recurrent,
    partitioned,
]


@keras.saving.register_keras_serializable("migrate_tests")
class Hosting(keras.layers.Layer):
    function = staticmethod(own_variables)

    def call(self, x: Any) -> Any:
        with cs.hosting(self):
            return type(self).function(x)


class Tracking(keras.layers.Layer):
    function = staticmethod(own_variables)

    @cs.track_variables
    def call(self, x: Any) -> Any:
        return type(self).function(x)


@pytest.fixture(autouse=True)
def policy() -> Iterator[None]:
    yield
    keras.mixed_precision.set_dtype_policy("float32")


def inputs() -> Any:
    return np.sin(np.arange(24, dtype=np.float32).reshape(4, 6))


def host(base: type, function: Any, **kwargs: Any) -> Any:
    return type("Host", (base,), {"function": staticmethod(function)})(name="host", **kwargs)


@pytest.mark.parametrize("base", [Hosting, Tracking])
@pytest.mark.parametrize("function", MODELS)
@pytest.mark.parametrize("name", ["mixed_float16", "mixed_bfloat16"])
def test_variables_are_float32_and_outputs_half(
    name: str, function: Any, base: type, tmp_path: Path
) -> None:
    full = host(base, function)
    full(inputs())
    for i, variable in enumerate(full.trainable_variables):
        ramp = np.sin(i + np.arange(variable.value.shape.num_elements()))
        variable.assign(ramp.reshape(variable.shape))
    expected = full(inputs())
    checkpoint.save_tf1(full, tmp_path / "model.ckpt")
    keras.mixed_precision.set_dtype_policy(name)
    layer = host(base, function)
    layer(inputs())
    checkpoint.restore(layer, tmp_path / "model.ckpt")  # of float32, as TF1 wrote it
    half = tf.as_dtype(layer.compute_dtype)
    for call in (layer, tf.function(layer)):
        with tf.GradientTape() as tape:
            found = call(inputs())
            loss = tf.reduce_sum(tf.cast(found, tf.float32) ** 2)
        assert found.dtype == half
        gap = np.abs(tf.cast(found, tf.float32) - expected).max() / np.abs(expected).max()
        assert 0 < gap < (0.01 if half == tf.float16 else 0.08)
        gradients = tape.gradient(loss, layer.trainable_variables)
        assert all(g is not None and g.dtype == "float32" for g in gradients)
    assert list(checkpoint.names(layer)) == list(checkpoint.names(full))
    assert {tf.as_dtype(v.dtype) for v in layer.variables} <= {tf.float32, tf.int32}
    if base is Hosting:
        assert all(v.path.startswith("host/") for v in layer.variables)


def test_training_and_files_of_a_mixed_model(tmp_path: Path) -> None:
    keras.mixed_precision.set_dtype_policy("mixed_float16")
    given = keras.Input([6])
    model = keras.Model(given, Hosting(name="host")(given))
    optimizer = keras.optimizers.LossScaleOptimizer(keras.optimizers.SGD(0.01), initial_scale=8.0)
    model.compile(optimizer, "mse")
    before = [v.numpy() for v in model.trainable_variables]
    model.fit(inputs(), np.ones([4, 4], np.float32), epochs=2, verbose=0)
    for old, new in zip(before, model.trainable_variables, strict=True):
        assert new.dtype == "float32"
        assert np.abs(old - new).max() > 0
    model.save(tmp_path / "model.keras")
    again = keras.models.load_model(tmp_path / "model.keras")
    np.testing.assert_array_equal(again(inputs()), model(inputs()))


def test_the_policy_of_the_layer_decides() -> None:
    keras.mixed_precision.set_dtype_policy("mixed_float16")
    assert host(Hosting, own_variables, dtype="float32")(inputs()).dtype == tf.float32
    whole = host(Hosting, lambda x: cs.layers.dense(x, 2), dtype="float16")
    assert whole(inputs()).dtype == tf.float16
    assert {v.dtype for v in whole.variables} == {"float16"}
    assert cs.ScopedModule(dense_layers)(inputs()).dtype == tf.float32  # not hosted by a layer


def test_a_layer_of_keras_in_the_scope_holds_the_variable_itself() -> None:
    def function(x: Any) -> Any:
        with cs.variable_scope("net"):
            y = cs.get_layer(keras.layers.Dense, 3, name="enc", reuse=cs.AUTO_REUSE)(x)
            with cs.variable_scope("enc", reuse=True):
                kernel = cs.get_variable("kernel")
            return y + kernel[0]

    keras.mixed_precision.set_dtype_policy("mixed_float16")
    layer = host(Hosting, function)
    assert layer(inputs()).dtype == tf.float16
    assert layer(inputs()).dtype == tf.float16
    assert [v.dtype for v in layer.variables] == ["float32"] * 2


@pytest.mark.parametrize("function", [dense_layers, partitioned])
def test_in_a_graph(function: Any) -> None:
    keras.mixed_precision.set_dtype_policy("mixed_float16")
    v1 = tf.compat.v1
    with tf.Graph().as_default():
        layer = host(Hosting, function)
        y = layer(tf.constant(inputs()))
        assert y.dtype == tf.float16
        made = v1.trainable_variables()
        assert all(v.dtype.base_dtype == tf.float32 for v in v1.global_variables())
        gradients = [tf.convert_to_tensor(g) for g in v1.gradients(tf.reduce_sum(y), made)]
        with v1.Session() as sess:
            sess.run(v1.global_variables_initializer())
            assert all(np.isfinite(g).all() for g in sess.run(gradients))
            assert made[0].op.name in ("host/dense/kernel", "host/parts/w/part_0")
