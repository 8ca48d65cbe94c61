"""Layers among today's objects: modules, checkpoints, tapes, functions, threads, random values."""

from __future__ import annotations

import copy
import threading

import numpy as np
import pytest
import tensorflow as tf

from migrate import compat_scope
from migrate.compat_scope import layers
from migrate.compat_scope.contrib import framework, slim
from migrate.compat_scope.contrib import layers as contrib_layers


class Net(tf.Module):
    """Layer objects as attributes of a module."""

    def __init__(self):
        super().__init__()
        self.dense = layers.Dense(3)
        self.norm = layers.BatchNormalization(momentum=0.5)

    def __call__(self, x, training=False):
        return self.norm(self.dense(x), training=training)


def test_module_and_checkpoint_hold_the_weights(tmp_path):
    net = Net()
    x = tf.ones([2, 4])
    net(x)
    assert sorted(v.name for v in net.trainable_variables) == [
        "batch_normalization/beta:0",
        "batch_normalization/gamma:0",
        "dense/bias:0",
        "dense/kernel:0",
    ]
    wanted = net(x).numpy()
    path = tf.train.Checkpoint(net=net).save(tmp_path / "c")
    for v in net.variables:
        v.assign_add(tf.ones_like(v))
    assert np.abs(net(x).numpy() - wanted).max() > 0.1
    tf.train.Checkpoint(net=net).restore(path).assert_consumed()
    np.testing.assert_allclose(net(x).numpy(), wanted, atol=1e-6)


def test_updates_and_gradients_in_a_function():
    compat_scope.reset()
    net = Net()
    x = tf.constant(np.random.RandomState(0).rand(8, 4).astype("f"))

    @tf.function
    def step(x):
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(net(x, training=True) ** 2)
        return loss, tape.gradient(loss, net.trainable_variables)

    net(x)
    before = net.norm.moving_mean.numpy()
    mean = net.dense(x).numpy().mean(0)
    _, gradients = step(x)
    assert len(gradients) == 4
    assert all(g is not None for g in gradients)
    # momentum 0.5: half-way from where it was to the mean of the batch
    np.testing.assert_allclose(net.norm.moving_mean.numpy(), (before + mean) / 2, atol=1e-5)
    step(x)
    np.testing.assert_allclose(net.norm.moving_mean.numpy(), (before + 3 * mean) / 4, atol=1e-5)


def test_frozen_statistics_do_not_move():
    compat_scope.reset()
    layer = layers.BatchNormalization(trainable=False)
    layer(tf.random.normal([8, 3]), training=True)
    assert layer.moving_mean.numpy().tolist() == [0.0, 0.0, 0.0]


def test_training_is_passed_on_to_inner_layers():
    class Block(layers.Layer):
        def call(self, inputs, training=False):
            return layers.Dropout(0.9, seed=1)(inputs)

    compat_scope.reset()
    block = Block()
    x = tf.ones([4, 50])
    assert np.all(block(x, training=False).numpy() == 1.0)
    assert set(np.unique(block(x, training=True).numpy().round(3))) == {0.0, 10.0}


def test_dropout_drops_and_scales():
    compat_scope.reset()
    kept = layers.dropout(tf.ones([100, 100]), rate=0.25, training=True, seed=3).numpy()
    np.testing.assert_allclose(np.unique(kept), [0.0, 4 / 3], rtol=1e-5)
    assert abs((kept > 0).mean() - 0.75) < 0.02
    rows = layers.dropout(tf.ones([50, 20]), 0.5, noise_shape=[None, 1], training=True).numpy()
    assert np.all(rows == rows[:, :1])


@pytest.mark.parametrize(
    ("initializer", "deviation"),
    [
        # Fans of [30, 50] are 30 and 50; a uniform distribution's deviation is limit / sqrt(3), a
        # normal one cut at two deviations has 0.8796 of the uncut one.
        (contrib_layers.xavier_initializer(), np.sqrt(1 / 40)),
        (contrib_layers.xavier_initializer(uniform=False), 0.8796 * np.sqrt(1.3 / 40)),
        (contrib_layers.variance_scaling_initializer(), 0.8796 * np.sqrt(2.6 / 30)),
        (contrib_layers.variance_scaling_initializer(1.0, "FAN_OUT", True), np.sqrt(1 / 50)),
    ],
)
def test_initializer_deviation(initializer, deviation):
    values = np.concatenate([initializer([30, 50]).numpy().ravel() for _ in range(20)])
    assert abs(values.std() / deviation - 1) < 0.03
    assert abs(values.mean()) < deviation / 20


def test_arg_scope_belongs_to_a_thread():
    seen = []

    @framework.add_arg_scope
    def function(rate=1):
        return rate

    with framework.arg_scope([function], rate=5):
        thread = threading.Thread(target=lambda: seen.append(function()))
        thread.start()
        thread.join()
        seen.append(function())
    assert seen == [1, 5]
    assert function() == 1


def test_arg_scope_ends_with_an_exception():
    with pytest.raises(KeyError), slim.arg_scope([slim.conv2d], stride=2):
        raise KeyError
    assert slim.current_arg_scope() == {}


def test_end_points_outside_graphs():
    compat_scope.reset()
    with slim.arg_scope([slim.fully_connected], outputs_collections="ends"):
        h = slim.fully_connected(tf.ones([1, 2]), 3, scope="a")
        slim.fully_connected(h, 3, scope="b")
    points = slim.utils.convert_collection_to_dict("ends", clear_collection=True)
    assert list(points) == ["a", "b"]
    assert points["a"] is h
    assert not slim.utils.convert_collection_to_dict("ends")


def test_deep_copy_of_an_unbuilt_layer_has_its_own_weights():
    compat_scope.reset()
    first = layers.Dense(2)
    second = copy.deepcopy(first)
    first(tf.ones([1, 3]))
    second(tf.ones([1, 3]))
    assert first.kernel is not second.kernel
    assert (first.scope_name, second.scope_name) == ("dense", "dense_1")


def test_keras_style_layers_share_nothing():
    compat_scope.reset()
    with layers.experimental.keras_style_scope():
        first, second = layers.Dense(2, name="d"), layers.Dense(2, name="d")
    first(tf.ones([1, 3]))
    second(tf.ones([1, 3]))
    assert first.kernel is not second.kernel
    with pytest.raises(ValueError, match="scope argument not allowed"):
        first(tf.ones([1, 3]), scope="s")


def test_checkpoint_functions(tmp_path):
    compat_scope.reset()
    layers.dense(tf.ones([1, 2]), 2, name="d")
    kernel, bias = compat_scope.global_variables()
    path = str(tmp_path / "model")
    tf.compat.v1.train.Saver([kernel, bias]).save(None, path)
    wanted = kernel.numpy()
    kernel.assign(tf.zeros_like(kernel))
    slim.assign_from_checkpoint(path, [kernel])
    np.testing.assert_array_equal(kernel.numpy(), wanted)
    with pytest.raises(ValueError, match=r"Checkpoint is missing variable \[other\]"):
        slim.assign_from_checkpoint(path, {"other": kernel})
    assert slim.assign_from_checkpoint_fn(path, {"other": kernel}, ignore_missing_vars=True) is None
    assert framework.load_variable(path, "d/kernel:0").tolist() == wanted.tolist()
    assert framework.list_variables(path) == [("d/bias", [2]), ("d/kernel", [2, 2])]


def test_optimize_loss_in_a_graph():
    with tf.Graph().as_default():
        x = tf.constant([[1.0, 2.0]])
        loss = tf.reduce_sum(contrib_layers.linear(x, 1) ** 2)
        step = framework.get_or_create_global_step()
        train = contrib_layers.optimize_loss(loss, step, 0.01, "SGD", clip_gradients=1.0)
        with tf.compat.v1.Session() as session:
            session.run(tf.compat.v1.global_variables_initializer())
            losses = [session.run(train) for _ in range(20)]
            assert session.run(step) == 20
        names = [v.op.name for v in tf.compat.v1.global_variables()]
    assert losses[-1] < losses[0]
    assert names[-1] == "OptimizeLoss/learning_rate"


def test_create_train_op_runs_the_updates():
    with tf.Graph().as_default():
        value = np.random.RandomState(0).rand(8, 3).astype("f")
        x, x_sum = tf.constant(value), value.sum(1).mean()
        ones = tf.compat.v1.ones_initializer()
        h = slim.fully_connected(x, 2, weights_initializer=ones)
        loss = tf.reduce_mean(slim.batch_norm(h))
        optimizer = tf.compat.v1.train.GradientDescentOptimizer(0.1)
        train = slim.learning.create_train_op(loss, optimizer, clip_gradient_norm=1.0)
        mean = slim.get_variables_by_name("moving_mean")[0]
        with tf.compat.v1.Session() as session:
            session.run(tf.compat.v1.global_variables_initializer())
            session.run(train)
            moved = session.run(mean)
    np.testing.assert_allclose(moved, [x_sum * 0.001] * 2, rtol=1e-3)


@pytest.mark.parametrize("given", [{"is_chief": False}, {"trace_every_n_steps": 5}])
def test_what_the_loop_of_slim_cannot_do_is_said(given, tmp_path):
    with tf.Graph().as_default(), pytest.raises(NotImplementedError, match="one process without"):
        slim.learning.train(tf.constant(1.0), str(tmp_path), **given)


def test_a_graph_is_evaluated_for_each_new_checkpoint(tmp_path):
    """Again and again in one graph, which the first session finalizes."""
    v1 = tf.compat.v1
    with tf.Graph().as_default():
        v = v1.get_variable("v", [], initializer=tf.zeros_initializer())
        step = v1.train.get_or_create_global_step()
        saver = v1.train.Saver()
        with v1.Session() as session:
            for number in (1, 2):
                session.run([v.initializer, step.initializer])
                session.run([v1.assign(v, 10.0 * number), v1.assign(step, number)])
                saver.save(session, str(tmp_path / "m"), global_step=number)
    seen = []

    class Note(v1.train.SessionRunHook):
        def end(self, session):
            seen.append(float(session.run(v)))
            if len(seen) == 1:  # an older one is the latest now
                (tmp_path / "checkpoint").write_text('model_checkpoint_path: "m-1"\n')

    with tf.Graph().as_default():
        v = v1.get_variable("v", [])
        v1.train.get_or_create_global_step()
        last = slim.evaluation.evaluation_loop(
            "",
            str(tmp_path),
            str(tmp_path / "log"),
            final_op=v * 2,
            eval_interval_secs=0,
            max_number_of_evaluations=2,
            hooks=[Note()],
        )
    assert seen == [20.0, 10.0]
    assert last == 20.0
