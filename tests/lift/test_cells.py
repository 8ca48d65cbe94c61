"""Recurrent layers of lifted code: what a GPU's fused kernel is given computes what TF1's weights do."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from .lifting import Lifted

tf = pytest.importorskip("tensorflow")

SOURCE = """
import tensorflow as tf


def encode(x, lengths, units):
    cell = tf.nn.rnn_cell.LSTMCell(units, forget_bias=0.7)
    return tf.nn.dynamic_rnn(cell, x, sequence_length=lengths, dtype=tf.float32)
"""


@pytest.fixture(scope="module")
def layer(tmp_path_factory: pytest.TempPathFactory) -> object:
    module = Lifted(Path(tmp_path_factory.mktemp("cells")), SOURCE).module()
    made = module.Encode(4)
    made(tf.zeros([1, 1, 3]), lengths=tf.constant([1]))
    for number, weight in enumerate(made.weights):
        weight.assign(np.sin(np.arange(np.prod(weight.shape)) + number).reshape(weight.shape))
    return made


def test_it_is_a_layer_that_keras_fuses(layer: object) -> None:
    import keras

    assert isinstance(layer.rnn, keras.layers.LSTM)  # type: ignore[attr-defined]
    assert [w.path for w in layer.weights] == [  # type: ignore[attr-defined]
        "encode/rnn/lstm_cell/kernel",
        "encode/rnn/lstm_cell/bias",
    ]


def test_weights_in_keras_order_compute_the_same(layer: object) -> None:
    """`kernel`, `recurrent_kernel` and `bias` are those of a plain `keras.layers.LSTM`."""
    import keras

    x = tf.constant(np.cos(np.arange(30)).reshape(2, 5, 3).astype("float32"))
    plain = keras.layers.LSTM(4, return_sequences=True, return_state=True)
    plain.build(x.shape)
    cell = layer.rnn.cell  # type: ignore[attr-defined]
    for name in ("kernel", "recurrent_kernel", "bias"):
        getattr(plain.cell, name).assign(getattr(cell, name))
    outputs, h, c = plain(x)
    got, state = layer(x, lengths=tf.constant([5, 5]))  # type: ignore[operator]
    np.testing.assert_allclose(got, outputs, atol=1e-6)
    np.testing.assert_allclose(state.h, h, atol=1e-6)
    np.testing.assert_allclose(state.c, c, atol=1e-6)


def test_rows_end_at_their_length(layer: object) -> None:
    """A row without steps keeps its state, and has no outputs."""
    x = tf.constant(np.cos(np.arange(45)).reshape(3, 5, 3).astype("float32"))
    outputs, state = layer(x, lengths=tf.constant([0, 2, 5]))  # type: ignore[operator]
    whole, _ = layer(x, lengths=tf.constant([5, 5, 5]))  # type: ignore[operator]
    assert not np.any(outputs[0])
    assert not np.any(outputs[1, 2:])
    np.testing.assert_allclose(outputs[1, :2], whole[1, :2], atol=1e-6)
    assert not np.any(state.c[0])
    np.testing.assert_allclose(state.h[1], whole[1, 1], atol=1e-6)
    np.testing.assert_allclose(state.h[2], whole[2, 4], atol=1e-6)
