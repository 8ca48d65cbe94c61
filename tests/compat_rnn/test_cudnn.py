"""The cuDNN layers hold what TF1's documentation says is in their checkpoints, and compute the same."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("tensorflow")
sys.path.insert(0, str(Path(__file__).parents[1] / "oracle"))
import record_cudnn
import replay
import tensorflow as tf
from replay import programs

from migrate import checkpoint
from migrate import compat_scope as cs


def lstm(tf1: Any) -> Any:
    x = programs.inputs(tf1, programs.TIME, programs.BATCH, programs.DEPTH)
    outputs, (h, c) = tf1.contrib.cudnn_rnn.CudnnLSTM(2, programs.UNITS)(x)
    return outputs, c[0], h[0], c[1], h[1]


def gru(tf1: Any) -> Any:
    x = programs.inputs(tf1, programs.TIME, programs.BATCH, programs.DEPTH)
    layer = tf1.contrib.cudnn_rnn.CudnnGRU(2, programs.UNITS)
    outputs, (h,) = layer(x, sequence_lengths=programs.lengths(tf1))
    return outputs, h[0], h[1]


def lstm_both_ways(tf1: Any) -> Any:
    x = programs.inputs(tf1, programs.TIME, programs.BATCH, programs.DEPTH)
    layer = tf1.contrib.cudnn_rnn.CudnnLSTM(2, programs.UNITS, direction="bidirectional")
    outputs, (h, c) = layer(x, training=False)
    forward_first = [0, 2, 1, 3]  # cuDNN orders states by layer, TF1's function by direction
    return outputs, [(c[i], h[i]) for i in forward_first]


@pytest.mark.parametrize("mode", sorted(replay.RUNNERS))
@pytest.mark.parametrize(
    ("recorded", "build"),
    [("cudnn_lstm", lstm), ("cudnn_gru", gru), ("cudnn_lstm_both_ways", lstm_both_ways)],
)
def test_layer_is_its_compatible_cells(recorded: str, build: Any, mode: str) -> None:
    assert replay.differences(recorded, *replay.RUNNERS[mode](build)) == []


def test_dropout_only_while_training() -> None:
    def build(tf1: Any) -> Any:
        x = programs.inputs(tf1, programs.TIME, programs.BATCH, programs.DEPTH)
        layer = tf1.contrib.cudnn_rnn.CudnnLSTM(2, programs.UNITS, dropout=0.9, seed=1)
        off, _ = layer(x, training=False)
        on, _ = layer(x, training=True)
        switched, _ = layer(x, training=tf.constant(False))
        return off, on, switched

    _, (off, on, switched) = replay.run_eager(build)
    assert abs(off - on).max() > 1e-3
    assert abs(off - switched).max() < 1e-6


SAVER = json.loads((Path(__file__).parent / "recorded" / "cudnn_saver.json").read_text())


def module_of(build: Any) -> Any:
    """A module that builds the program's layers, built."""
    module = cs.ScopedModule(lambda: build(cs, lambda: tf.ones([7, 3, record_cudnn.SIZE])))
    module()
    return module


@pytest.mark.parametrize("name", sorted(SAVER["keys"]))
def test_keys_are_those_of_tf1s_saver(name: str, tmp_path: Path) -> None:
    module = module_of(record_cudnn.programs()[name])
    moved = {"": "cudnn_lstm/opaque_kernel", "enc/in": "enc/in/cudnn_gru/opaque_kernel"}
    prefix = checkpoint.save_tf1(
        module,
        tmp_path / "model.ckpt",
        extra=checkpoint.opaque_kernels(
            module, moved if name in ("built before", "in scopes") else None
        ),
    )
    written = sorted(key for key, _ in tf.train.list_variables(prefix))
    assert written == SAVER["keys"][name]
    values = {k: v.numpy() for k, v in cs.named_variables(module).items()}
    for variable in cs.named_variables(module).values():
        variable.assign(tf.zeros_like(variable))
    result = checkpoint.restore(module, prefix)
    assert all("opaque_kernel" in str(entry) for entry in result.unused)
    for key, variable in cs.named_variables(module).items():
        np.testing.assert_array_equal(variable.numpy(), values[key])


@pytest.mark.parametrize("name", sorted(SAVER["opaque"]))
def test_weights_are_split_as_tf1_split_them(name: str) -> None:
    kind, direction = name.split()
    module = module_of(record_cudnn.layer(kind, direction))
    variables = cs.named_variables(module)
    order = [key for key in variables if key.endswith("kernel")]
    order += [key for key in variables if key.endswith("bias")]
    for key, value in zip(order, record_cudnn.ramps(kind, direction), strict=True):
        variables[key].assign(value)
    (found,) = checkpoint.opaque_kernels(module).values()
    np.testing.assert_allclose(found, SAVER["opaque"][name], atol=2e-6)


@pytest.mark.parametrize("kind", ["LSTM", "GRU", "RNNTanh"])
def test_the_opaque_kernel_alone_says_what_to_do(kind: str, tmp_path: Path) -> None:
    module = module_of(record_cudnn.layer(kind, "bidirectional"))
    before = {k: v.numpy() for k, v in cs.named_variables(module).items()}
    variables = {k: tf.Variable(v) for k, v in checkpoint.opaque_kernels(module).items()}
    prefix = checkpoint.save_tf1(variables, tmp_path / "model.ckpt")  # as Saver(var_list) wrote it
    with pytest.raises(checkpoint.CheckpointMismatch, match="only cuDNN knows") as raised:
        checkpoint.restore(module, prefix)
    assert len(raised.value.result.missing) == len(before)
    assert all("tf.train.Saver().save" in entry.reason for entry in raised.value.result.missing)
    for key, variable in cs.named_variables(module).items():
        np.testing.assert_array_equal(variable.numpy(), before[key])


def test_slots_of_the_opaque_kernel_cannot_be_split(tmp_path: Path) -> None:
    import keras

    module = module_of(record_cudnn.layer("LSTM", "unidirectional"))
    slots = {
        f"{key}/{slot}": np.zeros(1, np.float32)
        for key in checkpoint.opaque_kernels(module)
        for slot in ("Adam", "Adam_1")
    }
    extra = checkpoint.opaque_kernels(module)
    prefix = checkpoint.save_tf1(module, tmp_path / "model.ckpt", extra={**extra, **slots})
    assert checkpoint.restore(module, prefix).ok  # the weights are there
    optimizer = keras.optimizers.Adam()
    with pytest.raises(checkpoint.CheckpointMismatch, match="cannot be split") as raised:
        checkpoint.restore(module, prefix, optimizer=optimizer)
    assert len(raised.value.result.missing) == 2 * len(cs.named_variables(module))


CASES = {"LSTM": "cudnn_lstm", "GRU": "cudnn_gru"}


@pytest.mark.parametrize("kind", sorted(CASES))
def test_what_tf1s_saver_wrote_of_its_compatible_cells(kind: str) -> None:
    """The golden case runs the cells themselves; here the cuDNN layer restores their checkpoint."""
    golden = Path(__file__).parents[2] / "golden" / "cudnn_compatible_cells"
    recorded = np.load(golden / "recorded.npz")
    x = recorded["input/x"]

    def model(x: Any) -> Any:
        with cs.variable_scope("tagger"):
            layer = getattr(cs.contrib.cudnn_rnn, f"Cudnn{kind}")(2, 4, name=CASES[kind])
            return layer(tf.transpose(x, [1, 0, 2]), training=False)[0]

    module = cs.ScopedModule(model)
    module(x)
    result = checkpoint.restore(
        module, golden / "checkpoint" / "model.ckpt", include=f"tagger/{CASES[kind]}/"
    )
    assert result.ok
    assert len(result.matched) == len(cs.named_variables(module))
    outputs = tf.transpose(module(x), [1, 0, 2])
    which = {"LSTM": 0, "GRU": 1}[kind]
    np.testing.assert_allclose(outputs, recorded[f"output/0/{which}"], atol=1e-6)


def test_batch_major_states_are_batch_major() -> None:
    x = tf.random.stateless_normal([3, 7, 5], [1, 2])
    h, c = (tf.random.stateless_normal([3, 4, 4], [i, i]) for i in (3, 4))

    def model() -> Any:
        layer = cs.contrib.cudnn_rnn.CudnnLSTM(2, 4, direction="bidirectional")
        batch = layer(x, (h, c), time_major=False)
        swap = [1, 0, 2]
        time = layer(tf.transpose(x, swap), (tf.transpose(h, swap), tf.transpose(c, swap)))
        zero = layer(x, time_major=False)
        return batch, tf.nest.map_structure(lambda t: tf.transpose(t, swap), time), zero

    batch, time, zero = cs.ScopedModule(model)()
    for a, b in zip(tf.nest.flatten(batch), tf.nest.flatten(time), strict=True):
        np.testing.assert_allclose(a, b, atol=1e-6)
    assert [t.shape.as_list() for t in tf.nest.flatten(zero)] == [[3, 7, 8], [3, 4, 4], [3, 4, 4]]


def test_what_auto_select_would_leave_out_is_an_error() -> None:
    def model(size: int) -> Any:
        return cs.contrib.cudnn_rnn.CudnnGRU(1, 4, "auto_select")(tf.ones([7, 3, size]))

    cs.ScopedModule(model)(5)
    with pytest.raises(ValueError, match="'auto_select' leaves out"):
        cs.ScopedModule(model)(4)
