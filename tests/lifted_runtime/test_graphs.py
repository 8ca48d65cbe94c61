"""Lifted layers in graph programs with sessions: savers, optimizers, filters by name, several graphs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import keras
import lifted
import numpy as np
import pytest
import tensorflow as tf

from migrate import checkpoint
from migrate import compat_scope as cs

v1 = tf.compat.v1
X = np.random.RandomState(0).standard_normal([8, 4]).astype(np.float32)


def network(x: Any, training: bool = True) -> Any:
    with cs.variable_scope("net"):
        x = cs.get_layer(lifted.Encoder, 4, 2, name="enc")(x)
        x = cs.get_layer(lifted.Normalized, name="n")(x, training=training)
        return cs.get_layer(lifted.Regularized, 3, name="out")(x)


@pytest.mark.parametrize("resources", [False, True])
def test_training_and_saving(resources: bool, tmp_path: Path) -> None:
    (v1.enable_resource_variables if resources else v1.disable_resource_variables)()
    try:
        with tf.Graph().as_default(), v1.Session() as session:
            x = v1.placeholder(tf.float32, [None, 4])
            y = network(x)
            loss = tf.reduce_mean(tf.square(y - 1.0)) + tf.add_n(
                v1.get_collection(v1.GraphKeys.REGULARIZATION_LOSSES)
            )
            updates = v1.get_collection(v1.GraphKeys.UPDATE_OPS, "net/n")
            assert len(updates) == 2
            with tf.control_dependencies(updates):
                train = v1.train.AdamOptimizer(0.01).minimize(loss)
            weights = v1.trainable_variables("net/enc")
            assert [v.name for v in weights] == [
                f"net/enc/layer_{i}/dense/{w}:0" for i in range(2) for w in "wb"
            ]
            assert [v for v in v1.trainable_variables() if v.name.startswith("net/enc/")] == weights
            session.run(v1.global_variables_initializer())
            (mean,) = [v for v in v1.global_variables() if v.name == "net/n/bn/moving_mean:0"]
            if not resources:  # as in TF1, its name is that of a tensor with its value
                np.testing.assert_array_equal(*session.run([mean, mean.name]))
            before = session.run([loss, mean], {x: X})
            for _ in range(40):
                session.run(train, {x: X})
            after = session.run([loss, mean, y], {x: X})
            assert after[0] < before[0]
            assert (after[1] != before[1]).any()
            path = v1.train.Saver().save(session, str(tmp_path / "model.ckpt"))
        keys = {name for name, _ in tf.train.list_variables(path)}
        assert {"net/enc/layer_1/dense/w", "net/enc/layer_1/dense/w/Adam", "net/n/steps"} <= keys
        with tf.Graph().as_default(), v1.Session() as session:
            x = v1.placeholder(tf.float32, [None, 4])
            y = network(x)
            v1.train.Saver().restore(session, path)
            np.testing.assert_allclose(session.run(y, {x: X}), after[2], rtol=1e-5)
    finally:
        v1.enable_resource_variables()
    model = cs.ScopedModule(network)
    model(X)
    assert checkpoint.restore(model, path).ok
    np.testing.assert_allclose(model(X), after[2], rtol=1e-4, atol=1e-5)


def test_each_graph_has_its_own_layers() -> None:
    for _ in range(2):
        with tf.Graph().as_default():
            network(v1.placeholder(tf.float32, [None, 4]))
            assert len(v1.global_variables()) == 13
    network(X)
    assert len(cs.global_variables()) == 13


def test_evaluation_shares_the_variables_of_training() -> None:
    with tf.Graph().as_default(), v1.Session() as session:
        x = v1.placeholder(tf.float32, [None, 4])
        network(x)
        with cs.variable_scope(cs.get_variable_scope(), reuse=True):
            y = network(x, training=False)
        assert len(v1.global_variables()) == 13
        assert len(v1.get_collection(v1.GraphKeys.UPDATE_OPS)) == 2
        assert len(v1.get_collection(v1.GraphKeys.REGULARIZATION_LOSSES)) == 1
        session.run(v1.global_variables_initializer())
        assert session.run(y, {x: X}).shape == (8, 3)


def test_constraints_reach_the_optimizer() -> None:
    class Constrained(keras.layers.Layer):
        def build(self, shape: Any) -> None:
            self.w = self.add_weight(
                name="w", shape=[4], initializer="ones", constraint=keras.constraints.NonNeg()
            )

        def call(self, x: Any) -> Any:
            return x * self.w

    with tf.Graph().as_default(), v1.Session() as session:
        y = cs.get_layer(Constrained, name="c")(tf.constant(X))
        (w,) = v1.global_variables()
        train = v1.train.GradientDescentOptimizer(100.0).minimize(tf.reduce_sum(y * tf.sign(X)))
        session.run(v1.global_variables_initializer())
        session.run(train)
        np.testing.assert_array_equal(session.run(w), np.zeros([4]))


class Noisy(keras.layers.Layer):
    """Makes one dropout in its constructor, one in `build`."""

    def __init__(self, seed: int | None = None, *, name: str | None = None) -> None:
        super().__init__(name=name)
        self.seed = seed
        self.dropout = keras.layers.Dropout(0.5, seed=seed, name="dropout")

    def build(self, shape: Any) -> None:
        self.w = self.add_weight(name="w", shape=[], initializer="ones")
        self.second = keras.layers.Dropout(0.1, seed=self.seed, name="second")

    def call(self, x: Any) -> Any:
        return self.second(self.dropout(x, training=True), training=True) * self.w


@pytest.mark.parametrize("seed", [None, 3])
def test_layers_with_random_state_in_a_graph(seed: int | None) -> None:
    runs = []
    for _ in range(2):
        with tf.Graph().as_default(), v1.Session() as session:
            tf.compat.v1.set_random_seed(1)
            y = cs.get_layer(Noisy, seed, name="n")(tf.ones([1000]))
            assert [v.name for v in v1.global_variables()] == ["n/w:0"]
            assert v1.local_variables() == []
            session.run(v1.global_variables_initializer())
            one, two = session.run(y), session.run(y)
            assert (one != two).any()
            assert 0.35 < np.mean(one == 0) < 0.75
            runs.append([one, two])
    np.testing.assert_array_equal(runs[0], runs[1])  # it follows tf.set_random_seed


def test_layers_with_random_state_in_a_host(tmp_path: Path) -> None:
    class Host(tf.Module):
        @cs.track_variables
        def __call__(self, x: Any) -> Any:
            return cs.get_layer(Noisy, name="n")(x)

    host = Host()
    function = tf.function(host.__call__)
    one, two = function(tf.ones([100])), function(tf.ones([100]))
    assert (one.numpy() != two.numpy()).any()
    assert list(cs.named_variables(host)) == ["n/w"]
    assert list(checkpoint.names(host)) == ["n/w"]
    tf.saved_model.save(
        host, str(tmp_path), signatures=function.get_concrete_function(tf.TensorSpec([None]))
    )
    loaded = tf.saved_model.load(str(tmp_path))
    assert loaded.signatures["serving_default"](tf.ones([3]))


def test_a_variable_made_in_a_constructor_is_refused() -> None:
    class Early(keras.layers.Layer):
        def __init__(self, *, name: str | None = None) -> None:
            super().__init__(name=name)
            self.w = self.add_weight(name="w", shape=[1])

    with pytest.raises(ValueError, match="Early makes the variable e/w in its constructor"):
        cs.get_layer(Early, name="e")(X)


class Sizes(keras.layers.Layer):
    def build(self, shape: Any) -> None:
        self.w = self.add_weight(name="w", shape=[shape[-1]], initializer="ones")

    def call(self, x: Any) -> Any:
        x = x * float(x.shape[-1]) ** 0.5 * self.w
        with cs.hosting(self):
            assert x.shape[-1].value == 4  # as the program around has it
        assert x.shape[-1] // 2 == 2.0
        return x


def test_sizes_are_numbers_in_a_layer_and_dimensions_around_it() -> None:
    v1.disable_v2_tensorshape()
    try:
        with tf.Graph().as_default(), v1.Session() as session:
            y = cs.get_layer(Sizes, name="s")(v1.placeholder_with_default(X, [8, 4]))
            assert y.shape[-1].value == 4
            session.run(v1.global_variables_initializer())
            np.testing.assert_allclose(session.run(y), 2 * X)
    finally:
        v1.enable_v2_tensorshape()
