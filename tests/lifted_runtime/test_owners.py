"""Who owns the variables of lifted layers that scoped code calls, and how they are saved and restored."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import keras
import lifted
import numpy as np
import pytest
import tensorflow as tf

from migrate import checkpoint
from migrate import compat_scope as cs

X = np.ones([2, 4], np.float32)
NAMES = [
    "net/enc/layer_0/dense/w",
    "net/enc/layer_0/dense/b",
    "net/m/first/w",
    "net/m/first/b",
    "net/m/dense/kernel",
    "net/m/dense/bias",
    "net/m/inner/s",
    "net/m/level/dense/kernel",
    "net/m/level/dense/bias",
    "net/m/level/inner/s",
    "net/m/dense_1/kernel",
    "net/m/dense_1/bias",
    "net/encoder/layer_0/dense/w",
    "net/encoder/layer_0/dense/b",
]


def model(x: Any) -> Any:
    with cs.variable_scope("net"):
        x = cs.get_layer(lifted.Encoder, 4, 1, name="enc")(x)
        x = cs.get_layer(lifted.Mixed, name="m")(x)
        return cs.get_layer(lifted.Similarity, 4, 1)(x, x)


class HostModule(tf.Module):
    @cs.track_variables
    def __call__(self, x: Any) -> Any:
        return model(x)


@keras.saving.register_keras_serializable("tests")
class HostLayer(keras.layers.Layer):
    @cs.track_variables
    def call(self, x: Any) -> Any:
        return model(x)


@keras.saving.register_keras_serializable("tests")
class HostModel(keras.Model):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.head = keras.layers.Dense(2)

    @cs.track_variables
    def call(self, x: Any) -> Any:
        return self.head(tf.expand_dims(model(x), -1))


HOSTS = [lambda: cs.ScopedModule(model), HostModule, HostLayer]


@pytest.mark.parametrize("make", HOSTS)
def test_every_call_finds_the_same_layers(make: Any) -> None:
    host = make()
    first = host(X)
    store = cs.variable_store(host)
    assert list(store.names) == NAMES
    layers = [record.layer for record in store.layers.values()]
    np.testing.assert_array_equal(host(X), first)
    assert list(cs.named_variables(host)) == NAMES
    assert [record.layer for record in store.layers.values()] == layers
    assert len(layers) == 3
    np.testing.assert_allclose(tf.function(host)(X), first, rtol=1e-5)
    assert list(cs.named_variables(host)) == NAMES
    assert cs.global_variables() == []


@pytest.mark.parametrize("make", HOSTS)
def test_traced_first(make: Any) -> None:
    host = make()
    first = tf.function(host)(X)
    assert list(cs.variable_store(host).names) == NAMES
    np.testing.assert_allclose(host(X), first, rtol=1e-5)


def test_constructor_arguments_made_anew_each_step_are_the_same_layer() -> None:
    class Config:
        def __init__(self) -> None:
            self.units = [4, {"a": np.arange(3)}]

    class Configured(keras.layers.Layer):
        def __init__(self, config: Any, act: Any, *, name: str | None = None) -> None:
            super().__init__(name=name)
            self.act = act
            self.dense = lifted.Dense(config.units[0], name="dense")

        def call(self, x: Any) -> Any:
            return self.act(self.dense(x))

    def step(x: Any, factor: float) -> Any:
        return cs.get_layer(Configured, Config(), lambda v: v * factor, name="c")(x)

    module = cs.ScopedModule(step)
    one = module(X, 1.0)
    for _ in range(3):
        np.testing.assert_array_equal(module(X, 1.0), one)
    np.testing.assert_array_equal(module(X, 2.0), 2 * one)  # the same variables
    assert len(module.store.layers) == 2
    assert list(module.names) == ["c/dense/w", "c/dense/b"]


def test_paths_are_names() -> None:
    with cs.variable_scope("a/b"):
        layer = cs.get_layer(lifted.Encoder, 4, 2, name="c/enc")
        layer(X)
        assert layer.dense[0].w.path == "a/b/c/enc/layer_0/dense/w"
        assert layer.layer.path == "a/b/c/enc"
        assert list(checkpoint.names(layer.layer)) == [v.path for v in layer.weights]
        inner = cs.get_layer(lifted.Similarity, 4, 1)
        inner(X, X)
        assert next(iter(checkpoint.names(inner.layer))) == "a/b/encoder/layer_0/dense/w"


def test_attributes_are_those_of_the_layer() -> None:
    layer = cs.get_layer(lifted.Dense, 3, name="d")
    with pytest.raises(AttributeError, match="the Dense was not called yet"):
        _ = layer.units
    layer(X)
    assert layer.units == 3
    layer.w.assign(tf.zeros([4, 3]))
    np.testing.assert_array_equal(cs.global_variables()[0], np.zeros([4, 3]))


@pytest.mark.parametrize("make", HOSTS)
def test_checkpoint_round_trip(make: Any, tmp_path: Path) -> None:
    host = make()
    expected = host(X)
    path = tf.train.Checkpoint(m=host).write(str(tmp_path / "ckpt"))
    other = make()
    other(X)
    tf.train.Checkpoint(m=other).read(path).assert_existing_objects_matched()
    np.testing.assert_array_equal(other(X), expected)


@pytest.mark.parametrize("suffix", [".keras", ".weights.h5", "export"])
def test_keras_saving_loses_no_weight(tmp_path: Path, suffix: str) -> None:
    host = HostModel()
    expected = host(X).numpy()
    assert len(host.weights) == len(NAMES) + 2
    path = str(tmp_path / f"model{suffix}")
    if suffix == ".keras":
        host.save(path)
        other = keras.models.load_model(path)
    elif suffix == ".weights.h5":
        host.save_weights(path)
        other = HostModel()
        other(X)
        other.load_weights(path)
    else:
        host.export(path, verbose=False)
        loaded = tf.saved_model.load(path)
        other = loaded.serve
    np.testing.assert_allclose(other(X), expected, rtol=1e-5)


@pytest.mark.parametrize("eagerly", [False, True])
def test_keras_trains_them(eagerly: bool) -> None:
    host = HostModel()
    host.compile(optimizer="sgd", loss="mse", run_eagerly=eagerly)
    host(X)
    for weight in host.weights:
        weight.assign(np.full(weight.shape, 0.3))  # so that no relu is off
    before = [w.numpy() for w in host.trainable_weights]
    host.fit(X, np.full([2, 2], 5.0), epochs=3, verbose=0)
    assert len(before) == len(NAMES) + 2
    after = [w.numpy() for w in host.trainable_weights]
    assert all((a != b).any() for a, b in zip(after, before, strict=True))


def test_keras_trains_them_without_building_first() -> None:
    host = HostModel()
    host.compile(optimizer="sgd", loss="mse")
    host.fit(X, np.zeros([2, 2]), verbose=0)
    assert list(cs.variable_store(host).names) == NAMES
    assert len(host.trainable_weights) == len(NAMES) + 2


def test_in_a_functional_model() -> None:
    given = keras.Input([4])
    functional = keras.Model(given, HostLayer()(given))
    assert [w.path for w in functional.weights] == NAMES
    assert functional(X).shape == [2]


def test_saved_model_round_trip(tmp_path: Path) -> None:
    host = HostModule()
    expected = host(X)
    spec = tf.TensorSpec([None, 4])
    function = tf.function(host.__call__).get_concrete_function(spec)
    tf.saved_model.save(host, str(tmp_path), signatures=function)
    (result,) = (
        tf.saved_model.load(str(tmp_path)).signatures["serving_default"](tf.constant(X)).values()
    )
    np.testing.assert_allclose(result, expected, rtol=1e-5)


def test_restore_before_and_after_the_layers_are_made(tmp_path: Path) -> None:
    host = cs.ScopedModule(model)
    expected = host(X)
    path = checkpoint.save_tf1(host, tmp_path / "model.ckpt")
    assert sorted(name for name, _ in tf.train.list_variables(path)) == sorted(NAMES)
    later = cs.ScopedModule(model)
    deferred = checkpoint.restore(later, path)
    np.testing.assert_array_equal(later(X), expected)
    assert deferred.complete().ok
    now = cs.ScopedModule(model)
    now(X)
    assert checkpoint.restore(now, path).ok
    np.testing.assert_array_equal(now(X), expected)


def test_a_lifted_layer_that_hosts_owns_what_it_makes(tmp_path: Path) -> None:
    layer = lifted.Mixed(name="m")
    first = layer(X)
    names = [name.removeprefix("net/") for name in NAMES if name.startswith("net/m/")]
    assert sorted(checkpoint.names(layer)) == sorted(names)
    assert len(layer.weights) == len(names)
    np.testing.assert_array_equal(layer(X), first)
    np.testing.assert_allclose(tf.function(layer)(X), first, rtol=1e-5)
    assert len(layer.weights) == len(names)
    assert cs.global_variables() == []  # the default store has no part in it
    path = tf.train.Checkpoint(m=layer).write(str(tmp_path / "ckpt"))
    other = lifted.Mixed(name="m")
    other(X)
    tf.train.Checkpoint(m=other).read(path).assert_existing_objects_matched()
    np.testing.assert_array_equal(other(X), first)
    tf1 = checkpoint.save_tf1(layer, tmp_path / "tf1")
    other = lifted.Mixed(name="m")
    other(X)
    assert checkpoint.restore(other, tf1).ok
    np.testing.assert_array_equal(other(X), first)


def test_transparent_levels_around_hosting_are_dropped() -> None:
    class Outer(keras.layers.Layer):
        tf1_scope = ""

        def __init__(self) -> None:
            super().__init__()
            self.m = lifted.Mixed(name="m")
            self.m.tf1_scope = "x/y"

        def call(self, x: Any) -> Any:
            return self.m(x)

    outer = Outer()
    outer(X)
    assert "x/y/level/dense/kernel" in checkpoint.names(outer)
    assert "x/y/first/w" in checkpoint.names(outer)
    assert all(name.startswith("x/y/") for name in checkpoint.names(outer))


def test_what_hosted_code_collects_is_found_around() -> None:
    class Losing(keras.layers.Layer):
        def call(self, x: Any) -> Any:
            with cs.hosting(self):
                w = cs.get_variable("w", [], regularizer=lambda v: 0.5 * tf.square(v))
                cs.add_to_collection(cs.GraphKeys.UPDATE_OPS, "update")
                cs.add_to_collection("mine", w)
                return x * w

    def step(x: Any) -> Any:
        return cs.get_layer(Losing, name="l")(x)

    module = cs.ScopedModule(step)
    for _ in range(2):
        module(X)
        assert module.get_collection(cs.GraphKeys.UPDATE_OPS) == ["update"]
        assert len(module.get_collection("mine")) == 1
        assert len(module.regularization_losses) == 1
    assert list(module.names) == ["l/w"]


def test_threads_share_layers() -> None:
    module = cs.ScopedModule(model)
    module(X)
    expected, failures = module(X), []

    def work() -> None:
        try:
            for _ in range(10):
                np.testing.assert_array_equal(module(X), expected)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert list(module.names) == NAMES


def test_a_failed_call_leaves_no_layer() -> None:
    class Failing(lifted.Dense):
        fails = True

        def call(self, x: Any) -> Any:
            if Failing.fails:
                raise RuntimeError("no")
            return super().call(x)

    for _ in range(2):
        with pytest.raises((RuntimeError, ValueError)):
            cs.get_layer(Failing, 2, name="d")(X)
    Failing.fails = False
    cs.get_layer(Failing, 2, name="d", reuse=True)(X)
    assert [v.name for v in cs.global_variables()] == ["d/w:0", "d/b:0"]


def test_mirrored_strategy() -> None:
    devices = tf.config.list_logical_devices("CPU")
    strategy = tf.distribute.MirroredStrategy([device.name for device in devices])
    module = HostModule()
    with strategy.scope():

        @tf.function
        def step(x: Any) -> Any:
            return strategy.run(module, (x,))

        step(tf.constant(X))
    assert list(cs.named_variables(module)) == NAMES


def test_threads_that_call_first() -> None:
    module, failures = cs.ScopedModule(model), []
    start = threading.Barrier(6)

    def work() -> None:
        try:
            start.wait()
            for _ in range(3):
                module(X)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert sorted(module.names) == sorted(NAMES)
    assert len(module.store.layers) == 3
