"""The cuDNN layers hold what TF1's documentation says is in their checkpoints, and compute the same."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("tensorflow")
import replay
import tensorflow as tf
from replay import programs


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
