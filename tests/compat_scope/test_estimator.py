"""Estimators beyond what programs recorded on TF 1.15.5 print (golden/programs/estimator_*.py): what cannot be, and modes."""

from __future__ import annotations

import numpy as np
import pytest

tf = pytest.importorskip("tensorflow")

from migrate import compat_scope as cs  # noqa: E402


def model_fn(features, labels, mode):
    with cs.variable_scope("m"):
        w = cs.get_variable("w", [], initializer=tf.compat.v1.constant_initializer(2.0))
    y = features * w
    if mode == cs.estimator.ModeKeys.PREDICT:
        return cs.estimator.EstimatorSpec(mode, predictions=y)
    loss = tf.reduce_mean(tf.square(y - labels))
    step = tf.compat.v1.train.get_global_step()
    op = tf.compat.v1.train.GradientDescentOptimizer(0.1).minimize(loss, global_step=step)
    return cs.estimator.EstimatorSpec(mode, loss=loss, train_op=op)


def data():
    x = np.array([1.0, 2.0], np.float32)
    return tf.data.Dataset.from_tensor_slices((x, 3 * x)).batch(2).repeat(3)


@pytest.fixture
def estimator(tmp_path):
    return cs.estimator.Estimator(model_fn, str(tmp_path / "m"))


def test_trains_in_an_eager_process_without_a_trace_in_it(estimator):
    cs.reset()
    estimator.train(data)
    assert tf.executing_eagerly()
    assert estimator.get_variable_names() == ["global_step", "m/w"]
    assert estimator.get_variable_value("global_step") == 3
    expected = 2.0
    for _ in range(3):
        expected -= 0.1 * 2 * np.mean(np.square([1.0, 2.0])) * (expected - 3)
    assert estimator.get_variable_value("m/w") == pytest.approx(expected)
    assert cs.named_variables(cs.default_store()) == {}


def test_two_predictions_may_take_turns(estimator):
    estimator.train(data, steps=1)
    first, second = estimator.predict(data), estimator.predict(data)
    turns = [float(next(one)) for _ in range(2) for one in (first, second)]
    assert turns[0] == turns[1] != turns[2] == turns[3]
    assert tf.executing_eagerly()


def test_a_graph_around_is_left_alone(estimator):
    with tf.Graph().as_default() as graph:
        tf.constant(1.0, name="mine")
        estimator.train(data, steps=1)
        estimator.evaluate(data, steps=1)
        list(estimator.predict(data))
        assert [op.name for op in graph.get_operations()] == ["mine"]


def test_columns_of_a_frame_are_features():
    class Columns(dict):
        index, columns = [0, 1], ["a"]

    class Column:
        index = [0, 1]

        def to_numpy(self):
            return np.array([4.0, 5.0], np.float32)

    frame = Columns(a=Column())
    with tf.Graph().as_default(), tf.compat.v1.Session() as session:
        function = cs.estimator.inputs.pandas_input_fn(frame, Column(), 2, shuffle=False)
        features, labels = function()
        session.run(tf.compat.v1.tables_initializer())
        got = session.run((features, labels))
    assert got[0]["a"].tolist() == got[1].tolist() == [4.0, 5.0]
    other = Column()
    other.index = [1, 0]
    with pytest.raises(ValueError, match="Index for x and y are mismatched"):
        cs.estimator.inputs.pandas_input_fn(frame, other, shuffle=False)


def test_shuffled_rows_are_all_there_and_belong_together():
    x = np.arange(10)
    function = cs.estimator.inputs.numpy_input_fn(x, -x, batch_size=4, num_epochs=2, shuffle=True)
    with tf.Graph().as_default(), tf.compat.v1.Session() as session:
        pair = function()
        session.run(tf.compat.v1.tables_initializer())
        batches = [session.run(pair) for _ in range(5)]
        with pytest.raises(tf.errors.OutOfRangeError):
            session.run(pair)
    rows = np.concatenate([features for features, _ in batches])
    assert sorted(rows[:10]) == sorted(rows[10:]) == list(range(10))
    assert (np.concatenate([labels for _, labels in batches]) == -rows).all()


def test_what_one_machine_cannot_do_is_said(monkeypatch):
    strategy = tf.distribute.OneDeviceStrategy("/cpu:0")
    with pytest.raises(NotImplementedError, match="without distribution strategies"):
        cs.estimator.RunConfig(train_distribute=strategy)
    with pytest.raises(NotImplementedError, match="use_tpu=False"):
        cs.estimator.tpu.TPUEstimator(model_fn, config=cs.estimator.tpu.RunConfig())
    with pytest.raises(NotImplementedError, match="TPUStrategy"):
        cs.estimator.tpu.RunConfig(master="grpc://10.0.0.1:8470")
    monkeypatch.setenv("TF_CONFIG", '{"cluster": {"worker": ["a:1", "b:1"]}}')
    with pytest.raises(NotImplementedError, match="TF_CONFIG describes a cluster"):
        cs.estimator.RunConfig()
    monkeypatch.setenv("TF_CONFIG", "{}")
    cs.estimator.RunConfig()
    with pytest.raises(NotImplementedError, match="is gone from TensorFlow 2"):
        cs.estimator.DNNClassifier([10], [])


def test_listeners_need_something_that_saves(tmp_path):
    listener = tf.compat.v1.train.CheckpointSaverListener()
    config = cs.estimator.RunConfig(save_checkpoints_secs=None)
    never = cs.estimator.Estimator(model_fn, str(tmp_path), config)
    with pytest.raises(ValueError, match="There should be a CheckpointSaverHook"):
        never.train(data, steps=1, saving_listeners=[listener])


def test_host_calls_run_with_each_step(tmp_path):
    runs = []

    def with_host_call(features, labels, mode, params):
        spec = model_fn(features, labels, mode)
        note = (
            lambda x: tf.compat.v1.py_func(lambda v: runs.append(v) or v, [x], tf.float32),
            [spec.loss],
        )
        return cs.estimator.tpu.TPUEstimatorSpec(
            mode, loss=spec.loss, train_op=spec.train_op, host_call=note
        )

    config = cs.estimator.tpu.RunConfig(model_dir=str(tmp_path))
    estimator = cs.estimator.tpu.TPUEstimator(with_host_call, config=config, use_tpu=False)
    estimator.train(lambda params: data(), steps=2)
    assert len(runs) == 2
