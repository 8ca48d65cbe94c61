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


TURNS = """
import tensorflow as tf


def stack(x, units, depth):
    {first}
    for i in range(depth):
        with tf.variable_scope("layer_%d" % i):
            {made}
            x, _ = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32)
    return x
"""


@pytest.mark.parametrize("target", ["keras", "module"])
@pytest.mark.parametrize(
    ("first", "made", "lifted"),
    [
        ("pass", "cell = tf.nn.rnn_cell.GRUCell(units)", True),
        ("cell = tf.nn.rnn_cell.GRUCell(units)", "pass", False),
        ("cell = None", "cell = cell or tf.nn.rnn_cell.GRUCell(units)", False),
        ("pass", "cell = tf.nn.rnn_cell.GRUCell(units) if not i else cell", False),
        (
            "pass",
            "cell = tf.nn.rnn_cell.GRUCell(units); x += cell.zero_state(1, tf.float32)",
            False,
        ),
    ],
)
def test_cells_of_each_turn(
    first: str, made: str, lifted: bool, target: str, tmp_path: Path
) -> None:
    """A cell that a loop makes anew in each turn is run in it; one of several turns has the variables of the first."""
    found = Lifted(tmp_path, TURNS.format(first=first, made=made), target)
    assert (found.tiers["stack"] == "lifted") is lifted
    if lifted:
        layer = found.module().Stack(3, 2)
        layer(tf.zeros([2, 4, 5]))
        from migrate.checkpoint.owners import owned

        names = [item.name for item in owned(layer)]
        assert names[0].endswith("layer_0/rnn/gru_cell/gates/kernel")
        assert names[-1].endswith("layer_1/rnn/gru_cell/candidate/bias")
        assert len(names) == 8


SHARED = """
import tensorflow as tf


def twice(x):
    with tf.variable_scope("twice"):
        cell = tf.nn.rnn_cell.GRUCell(3)
        x, _ = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32, scope="alone")
        both = tf.nn.rnn_cell.MultiRNNCell([cell])
        return tf.nn.dynamic_rnn(both, x, dtype=tf.float32, scope="stacked")[0]
"""


@pytest.mark.parametrize("target", ["keras", "module"])
def test_a_cell_that_another_cell_has_too_is_one(target: str, tmp_path: Path) -> None:
    """TF 1.15 has its variables where it is run first, and no others."""
    from migrate.checkpoint.owners import owned

    found = Lifted(tmp_path, SHARED, target)
    assert found.tiers["twice"] == "lifted"
    layer = found.module().Twice()
    layer(tf.zeros([2, 4, 3]))
    assert [item.name for item in owned(layer)] == [
        "twice/alone/gru_cell/gates/kernel",
        "twice/alone/gru_cell/gates/bias",
        "twice/alone/gru_cell/candidate/kernel",
        "twice/alone/gru_cell/candidate/bias",
    ]
