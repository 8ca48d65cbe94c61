"""Recurrent networks where TF1 never was: tapes, traces, modules, Keras layers, threads."""

from __future__ import annotations

import threading
from typing import Any

import numpy as np
import pytest

pytest.importorskip("tensorflow")
import replay
import tensorflow as tf
from replay import programs

from migrate import compat_scope
from migrate.compat_scope.passes import Pass, entered

rnn_cell = compat_scope.nn.rnn_cell


def _gradients(name: str, traced: bool) -> list[np.ndarray]:
    """Gradients of the sum of squares of a program's outputs, weights as recorded."""
    build = programs.PROGRAMS[name].build

    def loss() -> Any:
        floats = [x for x in tf.nest.flatten(build(replay.shim())) if x.dtype == tf.float32]
        return tf.add_n([tf.reduce_sum(tf.square(x)) for x in floats])

    def step() -> Any:
        with tf.GradientTape() as tape:
            value = loss()
        return tape.gradient(value, list(compat_scope.trainable_variables()))

    store = compat_scope.VariableStore()
    with entered(Pass(store)):
        loss()
        for v in compat_scope.global_variables():
            v.assign(tf.cast(programs.weight_value(v.name[:-2], v.shape.as_list()), v.dtype))
    with entered(Pass(store)):
        found = (tf.function(step, autograph=False) if traced else step)()
        return [g.numpy() for g in found if g is not None]


@pytest.mark.parametrize("traced", [False, True])
@pytest.mark.parametrize(
    "name", ["dynamic_lstm_full", "dynamic_lstm_block_full", "fused_cell_full", "decode_training"]
)
def test_tape_finds_the_gradients_of_tf1(name: str, traced: bool) -> None:
    found = _gradients(name, traced)
    assert (
        replay.differences(f"gradients_{name}", replay.RECORDED[f"gradients_{name}"], found) == []
    )


@pytest.mark.parametrize("name", ["dynamic_multi", "attention_luong", "static_lengths_gru"])
def test_autograph_changes_nothing(name: str) -> None:
    result = replay.run_function(programs.PROGRAMS[name].build, autograph=True)
    assert replay.differences(name, *result) == []


def _encoder(x: Any, cell: Any = None) -> Any:
    stack = cell or rnn_cell.MultiRNNCell([rnn_cell.LSTMCell(3), rnn_cell.GRUCell(2)])
    outputs, _ = compat_scope.nn.dynamic_rnn(stack, x, dtype=tf.float32)
    return outputs


NAMES = [
    "rnn/multi_rnn_cell/cell_0/lstm_cell/kernel:0",
    "rnn/multi_rnn_cell/cell_0/lstm_cell/bias:0",
    "rnn/multi_rnn_cell/cell_1/gru_cell/gates/kernel:0",
    "rnn/multi_rnn_cell/cell_1/gru_cell/gates/bias:0",
    "rnn/multi_rnn_cell/cell_1/gru_cell/candidate/kernel:0",
    "rnn/multi_rnn_cell/cell_1/gru_cell/candidate/bias:0",
]


def test_recorded_names_are_those() -> None:
    assert [row[0] for row in replay.RECORDED["dynamic_multi"]] == NAMES


@pytest.mark.parametrize("kept", [False, True], ids=["cell made per call", "cell kept"])
@pytest.mark.parametrize("traced", [False, True])
def test_module_keeps_its_variables(kept: bool, traced: bool) -> None:
    """Calls of several lengths find the same variables, also with a cell made outside."""
    cell = rnn_cell.MultiRNNCell([rnn_cell.LSTMCell(3), rnn_cell.GRUCell(2)]) if kept else None
    module = compat_scope.ScopedModule(lambda x: _encoder(x, cell))
    call = tf.function(module, autograph=False) if traced else module
    long = tf.constant(programs.numbers("long", (2, 5, 4)))
    first = call(long).numpy()
    assert [v.name for v in module.variables] == NAMES
    short = call(long[:, :3]).numpy()
    np.testing.assert_allclose(short, first[:, :3], atol=1e-6)
    assert [v.name for v in module.variables] == NAMES


def test_module_trains_and_restores(tmp_path: Any) -> None:
    x = tf.constant(programs.numbers("x", (2, 5, 4)))
    module = compat_scope.ScopedModule(_encoder)
    module(x)
    before = module(x).numpy()
    path = tf.train.Checkpoint(m=module).save(str(tmp_path / "ckpt"))
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(tf.square(module(x)))
    for v, g in zip(
        module.trainable_variables, tape.gradient(loss, module.trainable_variables), strict=True
    ):
        v.assign_sub(0.1 * g)
    assert np.abs(module(x).numpy() - before).max() > 1e-3
    other = compat_scope.ScopedModule(_encoder)
    other(x)
    tf.train.Checkpoint(m=other).restore(path).assert_existing_objects_matched()
    np.testing.assert_allclose(other(x).numpy(), before, atol=1e-6)


class _Recurrent(tf.keras.layers.Layer):
    @compat_scope.track_variables
    def call(self, x: Any) -> Any:
        return _encoder(x)[:, -1]


def test_keras_layer_is_trained() -> None:
    model = tf.keras.Sequential([_Recurrent(), tf.keras.layers.Dense(1)])
    x = programs.numbers("x", (8, 5, 4))
    y = x.sum(axis=(1, 2), keepdims=False)[:, None]
    model.compile("sgd", "mse")
    model(x)
    before = [w.numpy() for w in model.weights]
    assert len(before) == len(NAMES) + 2
    model.fit(x, y, epochs=1, verbose=0)
    changed = [np.abs(w.numpy() - b).max() > 0 for w, b in zip(model.weights, before, strict=True)]
    assert all(changed)


def test_default_names_in_a_decoding_loop() -> None:
    """An unnamed layer in an eager loop is one layer, not one per step."""

    def decode(x: Any) -> Any:
        def loop_fn(time: Any, output: Any, state: Any, loop_state: Any) -> Any:
            if output is None:
                return time >= [2, 3], x, tf.zeros([2, 3]), None, None
            fed = compat_scope.layers.dense(output, 4)
            return time >= [2, 3], fed, state, output, None

        return compat_scope.nn.raw_rnn(rnn_cell.GRUCell(3), loop_fn)[0].stack()

    x = tf.constant(programs.numbers("x", (2, 4)))
    module = compat_scope.ScopedModule(decode)
    eager = module(x).numpy()
    assert [v.name for v in module.variables][-2:] == ["rnn/dense/kernel:0", "rnn/dense/bias:0"]
    assert len(module.variables) == 6
    np.testing.assert_allclose(tf.function(module, autograph=False)(x).numpy(), eager, atol=1e-6)
    assert len(module.variables) == 6


@pytest.mark.parametrize("variational", [False, True])
def test_dropout_masks_over_time(variational: bool) -> None:
    """Variational dropout drops the same outputs at every step, plain dropout others."""
    tf.random.set_seed(1)

    def run(x: Any) -> Any:
        cell = rnn_cell.DropoutWrapper(
            rnn_cell.BasicRNNCell(40),
            output_keep_prob=0.5,
            variational_recurrent=variational,
            dtype=tf.float32,
        )
        return _encoder(x, cell)

    x = tf.constant(programs.numbers("x", (1, 6, 4)))
    dropped = compat_scope.ScopedModule(run)(x).numpy()[0] == 0
    assert 0.3 < dropped.mean() < 0.7
    assert np.array_equal(dropped[0], dropped[-1]) == variational


@pytest.mark.parametrize("kept", [False, True], ids=["cell made per call", "cell kept"])
def test_threads_share_a_model(kept: bool) -> None:
    cell = rnn_cell.MultiRNNCell([rnn_cell.LSTMCell(3), rnn_cell.GRUCell(2)]) if kept else None
    module = compat_scope.ScopedModule(lambda x: _encoder(x, cell))
    x = tf.constant(programs.numbers("x", (2, 3, 4)))
    expected = module(x).numpy()
    failures: list[BaseException] = []

    def work() -> None:
        try:
            for _ in range(15):
                np.testing.assert_allclose(module(x).numpy(), expected, atol=1e-6)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert [v.name for v in module.variables] == NAMES
