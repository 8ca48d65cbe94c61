"""Restoring by name into everything that can hold variables, from files that TF 1.15.5 wrote."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf

from migrate import compat_scope
from migrate.checkpoint import CheckpointMismatch, RestoreResult, restore

Prefix = Callable[[str], str]
Values = Callable[[str], dict[str, Any]]

# golden/reuse_true: encoder/layer_0/w and encoder/layer_1/w, both [5, 5].
CASE = "reuse_true"
NAMES = ["encoder/layer_0/w", "encoder/layer_1/w"]


def scoped(x: Any) -> Any:
    with compat_scope.variable_scope("encoder"):
        for i in range(2):
            with compat_scope.variable_scope(f"layer_{i}"):
                x = tf.matmul(x, compat_scope.get_variable("w", [5, 5]))
    return x


class Part(keras.layers.Layer):
    def build(self, shape: Any) -> None:
        self.w = self.add_weight(name="w", shape=[5, 5])

    def call(self, x: Any) -> Any:
        return tf.matmul(x, self.w)


class Layered(keras.layers.Layer):
    """Keras weights whose paths are the TF1 names."""

    def __init__(self) -> None:
        super().__init__(name="encoder")
        self.parts = [Part(name=f"layer_{i}") for i in range(2)]

    def call(self, x: Any) -> Any:
        return self.parts[1](self.parts[0](x))


class Plain(tf.Module):
    def __init__(self) -> None:
        super().__init__()
        self.first = tf.Variable(tf.zeros([5, 5]), name=NAMES[0])
        self.second = tf.Variable(tf.zeros([5, 5]), name=NAMES[1])


def as_dict() -> tuple[Any, list[Any]]:
    variables = [tf.Variable(tf.zeros([5, 5])) for _ in NAMES]
    return dict(zip(NAMES, variables, strict=True)), variables


def as_list() -> tuple[Any, list[Any]]:
    variables = [tf.Variable(tf.zeros([5, 5]), name=name) for name in NAMES]
    return variables, variables


def as_keras_dict() -> tuple[Any, list[Any]]:
    variables = [keras.Variable(np.zeros([5, 5], np.float32)) for _ in NAMES]
    return dict(zip(NAMES, variables, strict=True)), variables


def as_keras_layer() -> tuple[Any, list[Any]]:
    layer = Layered()
    layer(tf.ones([1, 5]))
    return layer, [part.w for part in layer.parts]


def as_module() -> tuple[Any, list[Any]]:
    module = Plain()
    return module, [module.first, module.second]


def as_scoped_module() -> tuple[Any, list[Any]]:
    module = compat_scope.ScopedModule(scoped)
    module(tf.ones([1, 5]))
    return module, list(module.variables)


def as_store() -> tuple[Any, list[Any]]:
    module, variables = as_scoped_module()
    return module.store, variables


def as_outer_module() -> tuple[Any, list[Any]]:
    module, variables = as_scoped_module()
    outer = tf.Module()
    outer.inner = module
    return outer, variables


HOLDERS = [
    as_dict,
    as_list,
    as_keras_dict,
    as_keras_layer,
    as_module,
    as_scoped_module,
    as_store,
    as_outer_module,
]


def assert_written(values: dict[str, Any], variables: list[Any]) -> None:
    for (name, value), variable in zip(values.items(), variables, strict=True):
        np.testing.assert_array_equal(variable.numpy(), value, err_msg=name)


@pytest.mark.parametrize("holder", HOLDERS, ids=lambda h: h.__name__[3:])
def test_every_holder_gets_the_values(holder: Any, prefix: Prefix, written: Values) -> None:
    target, variables = holder()
    result = restore(target, prefix(CASE))
    assert result == RestoreResult(prefix(CASE), matched=tuple(NAMES))
    assert result.ok
    assert result.complete() is result
    assert_written(written(CASE), variables)


def test_a_restore_before_there_are_variables(prefix: Prefix, written: Values) -> None:
    module = compat_scope.ScopedModule(scoped)
    result = restore(module, prefix(CASE))
    assert (result.matched, result.pending, result.ok) == ((), tuple(sorted(NAMES)), False)
    module(tf.ones([1, 5]))
    assert_written(written(CASE), list(module.variables))
    assert result.complete() == RestoreResult(prefix(CASE), matched=tuple(NAMES))


def test_a_deferred_restore_finds_out_what_is_missing(prefix: Prefix) -> None:
    def other(x: Any) -> Any:
        return scoped(x) * compat_scope.get_variable("gain", [])

    module = compat_scope.ScopedModule(other)
    result = restore(module, prefix(CASE))
    module(tf.ones([1, 5]))
    with pytest.raises(CheckpointMismatch, match=r"missing .*\n  gain") as raised:
        result.complete()
    assert raised.value.result.matched == tuple(NAMES)


def test_completing_before_the_model_ran_is_an_error(prefix: Prefix) -> None:
    result = restore(compat_scope.ScopedModule(scoped), prefix(CASE))
    with pytest.raises(ValueError, match="still has no variables"):
        result.complete()


def test_strict_changes_nothing_when_it_raises(prefix: Prefix) -> None:
    variables = {
        "encoder/layer_0/w": tf.Variable(tf.zeros([5, 5])),
        "encoder/layer1/w": tf.Variable(tf.zeros([5, 5])),
        "encoder/bias": tf.Variable(tf.zeros([3])),
    }
    with pytest.raises(CheckpointMismatch) as raised:
        restore(variables, prefix(CASE))
    text = str(raised.value)
    assert "encoder/layer1/w: did you mean 'encoder/layer_1/w'?" in text
    assert "\n  encoder/bias\n" in text
    assert "unused keys:\n  encoder/layer_1/w: shape [5, 5], dtype float32" in text
    assert all(not v.numpy().any() for v in variables.values())


def test_not_strict_restores_what_matches(prefix: Prefix, written: Values) -> None:
    first, other = tf.Variable(tf.zeros([5, 5])), tf.Variable(tf.ones([2]))
    result = restore({NAMES[0]: first, "other": other}, prefix(CASE), strict=False)
    assert result.matched == (NAMES[0],)
    assert [e.name for e in result.missing] == ["other"]
    assert [e.name for e in result.unused] == [NAMES[1]]
    np.testing.assert_array_equal(first.numpy(), written(CASE)[NAMES[0]])
    np.testing.assert_array_equal(other.numpy(), [1, 1])


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (np.zeros([5, 4], np.float32), r"shape \[5, 4\], in the checkpoint \[5, 5\]"),
        (np.zeros([5, 5], np.float64), "dtype float64, in the checkpoint float32"),
    ],
)
def test_shape_and_dtype_must_fit(value: Any, reason: str, prefix: Prefix) -> None:
    variables = dict(zip(NAMES, (tf.Variable(value), tf.Variable(tf.zeros([5, 5]))), strict=True))
    with pytest.raises(CheckpointMismatch, match=reason):
        restore(variables, prefix(CASE))
    result = restore(variables, prefix(CASE), strict=False)
    assert [e.name for e in result.mismatched] == [NAMES[0]]
    assert not variables[NAMES[0]].numpy().any()


def test_training_state_may_be_left_over(prefix: Prefix) -> None:
    """golden/gan_pair was saved with two Adam optimizers; a sampler restores the generator alone."""
    path = prefix("gan_pair")
    shapes = dict(tf.train.list_variables(path))
    model = [n for n in shapes if "Adam" not in n and "_power" not in n]
    assert len(shapes) > 2 * len(model)
    variables = {name: tf.Variable(tf.zeros(shapes[name])) for name in model}
    result = restore(variables, path)
    assert result.ok
    assert sorted(result.matched) == sorted(model)
    assert all(entry.harmless for entry in result.unused)
    reasons = {entry.name: entry.reason for entry in result.unused}
    assert reasons["generator/g_h1/w/Adam_1"] == "optimizer slot of generator/g_h1/w"
    assert reasons["beta1_power_1"] == "training progress"


def test_moving_averages_are_training_state(prefix: Prefix, written: Values) -> None:
    variables = {
        name: tf.Variable(tf.zeros([2] * rank)) for name, rank in [("net/w", 2), ("net/b", 1)]
    }
    result = restore(variables, prefix("moving_averages"))
    assert {e.name: e.reason for e in result.unused} == {
        "global_step": "training progress",
        "net/b/ExponentialMovingAverage": "moving average of net/b",
        "net/w/ExponentialMovingAverage": "moving average of net/w",
    }
    np.testing.assert_array_equal(variables["net/b"].numpy(), written("moving_averages")["net/b"])


def test_shards_take_their_slices(prefix: Prefix) -> None:
    """golden/partitioned: embedding/table is [7, 4] in the file, whatever it was sharded into."""
    path = prefix("partitioned")
    reader = tf.train.load_checkpoint(path)
    table, w = reader.get_tensor("embedding/table"), reader.get_tensor("w")
    variables = {
        "embedding/table/part_0": tf.Variable(tf.zeros([4, 4])),
        "embedding/table/part_1": tf.Variable(tf.zeros([3, 4])),
        "embedding/scalar": tf.Variable(0.0),
        "w/part_0": tf.Variable(tf.zeros([4, 1])),
        "w/part_1": tf.Variable(tf.zeros([4, 2])),
        "w/part_2": tf.Variable(tf.zeros([4, 2])),
    }
    assert restore(variables, path).ok
    np.testing.assert_array_equal(variables["embedding/table/part_0"], table[:4])
    np.testing.assert_array_equal(variables["embedding/table/part_1"], table[4:])
    np.testing.assert_array_equal(variables["w/part_0"], w[:, :1])
    np.testing.assert_array_equal(variables["w/part_2"], w[:, 3:])


def test_shards_that_do_not_add_up_are_mismatched(prefix: Prefix) -> None:
    variables = {
        "embedding/table/part_0": tf.Variable(tf.zeros([4, 4])),
        "embedding/table/part_1": tf.Variable(tf.zeros([4, 4])),
    }
    result = restore(variables, prefix("partitioned"), strict=False)
    assert [e.reason for e in result.mismatched] == [
        "shape [4, 4] as a part of embedding/table, in the checkpoint [7, 4]"
    ] * 2


@pytest.mark.parametrize("given", ["argument", "default"])
def test_graph_mode_assigns_in_a_session(given: str, prefix: Prefix, written: Values) -> None:
    v1 = tf.compat.v1
    with tf.Graph().as_default() as graph:
        for use_resource, name in zip((True, False), NAMES, strict=True):
            v1.get_variable(name, [5, 5], use_resource=use_resource)
        graph.finalize()
        session = v1.Session()
        with session.as_default() if given == "default" else graph.as_default():
            result = restore(None, prefix(CASE), session=None if given == "default" else session)
        assert result.matched == tuple(NAMES)
        values = session.run(graph.get_collection("variables"))
    for value, expected in zip(values, written(CASE).values(), strict=True):
        np.testing.assert_array_equal(value, expected)


def test_graph_mode_without_a_session_says_what_to_do(prefix: Prefix) -> None:
    with tf.Graph().as_default():
        for name in NAMES:
            tf.compat.v1.get_variable(name, [5, 5])
        with pytest.raises(ValueError, match=r"pass session=.*tf\.compat\.v1\.train\.Saver"):
            restore(None, prefix(CASE))


def test_an_unbuilt_keras_model_must_be_built(prefix: Prefix) -> None:
    with pytest.raises(ValueError, match="Layered has no variables yet: build it"):
        restore(Layered(), prefix(CASE))


@pytest.mark.parametrize(
    ("holder", "error", "text"),
    [
        ([], ValueError, "the list or dict is empty"),
        (object(), TypeError, "cannot take a object"),
        (
            [tf.Variable(1.0, name="v"), tf.Variable(1.0, name="v")],
            ValueError,
            "two variables are called 'v'",
        ),
    ],
)
def test_what_cannot_be_restored_into(holder: Any, error: Any, text: str, prefix: Prefix) -> None:
    with pytest.raises(error, match=text):
        restore(holder, prefix(CASE))


def test_the_result_reads_well(prefix: Prefix) -> None:
    text = str(restore({NAMES[0]: tf.Variable(tf.zeros([5, 5]))}, prefix(CASE), strict=False))
    first, *rest = text.splitlines()
    assert first == f"{prefix(CASE)}: 1 matched, 1 unused"
    assert rest == ["unused keys:", "  encoder/layer_1/w: shape [5, 5], dtype float32"]
