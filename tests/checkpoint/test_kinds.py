"""What TF 1.15.5 computed with its checkpoints, computed by models that restore them: RNNs, averages, shards, parts.

The models are written by hand, in Keras 3 and on the shim; outputs and checkpoints are those of the golden cases.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf

from migrate import compat_scope
from migrate.checkpoint import CheckpointMismatch, Reader, restore, save_tf1
from migrate.checkpoint.compare import compare

Prefix = Callable[[str], str]
LIMIT = 2e-5


def arrays(prefix: str) -> dict[str, Any]:
    with np.load(Path(prefix).parents[1] / "recorded.npz") as found:
        return {key: found[key] for key in found.files}


def close(got: Any, want: Any) -> None:
    np.testing.assert_allclose(got, want, rtol=0, atol=LIMIT * np.abs(want).max())


def unrolled(cell: Any, name: str | None = None, **settings: Any) -> keras.layers.Layer:
    """A Keras RNN around the cell; its level is called as TF1 called it."""
    layer = keras.layers.RNN(cell, return_sequences=True, return_state=True, **settings)
    layer.tf1_scope = name or ""
    return layer


def within(x: Any, lengths: Any) -> Any:
    return None if lengths is None else tf.sequence_mask(lengths, tf.shape(x)[1])


# golden/rnn_bidirectional


class Birnn(keras.layers.Layer):
    def __init__(self, size: int, name: str) -> None:
        super().__init__()
        self.tf1_scope = f"{name}/bidirectional_rnn"
        self.fw = unrolled(keras.layers.LSTMCell(size, name="lstm_cell"), "fw")
        self.bw = unrolled(keras.layers.LSTMCell(size, name="lstm_cell"), "bw")

    def call(self, x: Any, lengths: Any = None) -> Any:
        mask = within(x, lengths)
        count = tf.fill(tf.shape(x)[:1], tf.shape(x)[1]) if lengths is None else lengths
        forward, h_forward, _ = self.fw(x, mask=mask)
        backward, h_backward, _ = self.bw(tf.reverse_sequence(x, count, 1), mask=mask)
        states = [forward, tf.reverse_sequence(backward, count, 1)]
        if mask is not None:
            states = [tf.where(mask[..., None], s, 0.0) for s in states]
        return tf.concat(states, -1), tf.concat([h_forward, h_backward], -1)


class Tagger(keras.layers.Layer):
    tf1_scope = ""

    def __init__(self) -> None:
        super().__init__()
        self.char_table = self.table("chars/table", 6, 3)
        self.birnn = Birnn(2, "chars/birnn")
        self.word_table = self.table("words/table", 11, 5)
        self.context = Birnn(3, "context")
        self.scores = keras.layers.Dense(4, name="scores")

    @staticmethod
    def table(scope: str, size: int, width: int) -> Any:
        layer = keras.layers.Embedding(size, width)
        layer.tf1_scope = scope
        return layer

    def call(self, words: Any, chars: Any, lengths: Any) -> Any:
        _, last = self.birnn(tf.reshape(self.char_table(chars), [-1, 3, 3]))
        last = tf.reshape(last, [*chars.shape[:2], 4])
        context, _ = self.context(tf.concat([self.word_table(words), last], 2), lengths)
        return self.scores(context)


def test_a_bidirectional_lstm_of_keras(prefix: Prefix, tmp_path: Path) -> None:
    path = prefix("rnn_bidirectional")
    recorded = arrays(path)
    inputs = {key[6:]: value for key, value in recorded.items() if key.startswith("input/")}
    model = Tagger()
    model(**inputs)
    # Keras calls an embedding's weight "embeddings".
    rename = {f"{scope}/table/embeddings": f"{scope}/table" for scope in ("chars", "words")}
    result = restore(model, path, rename=rename)
    assert result.ok
    assert len(result.matched) == len(model.weights) == 16
    close(model(**inputs), recorded["output/0"])
    # And back: TF 1.15's own layout again.
    saved = Reader(save_tf1(model, tmp_path / "m"))
    for key, shape in Reader(path).shapes.items():
        if "lstm_cell" in key:
            assert saved.shapes[key] == shape
            np.testing.assert_allclose(saved.read(key), Reader(path).read(key), atol=1e-7)


# golden/rnn_dynamic, its LSTM (with a forget bias of 0.8) and its GRU


class Recurrent(keras.layers.Layer):
    tf1_scope = ""

    def __init__(self, reset_after: bool = False) -> None:
        super().__init__()
        self.lstm = unrolled(keras.layers.LSTMCell(4, name="basic_lstm_cell"), "rnn")
        gru = keras.layers.GRUCell(3, reset_after=reset_after, name="gru_cell")
        self.gru = unrolled(gru, "gru/rnn")

    def call(self, x: Any, lengths: Any) -> Any:
        mask = within(x, lengths)
        outputs, h, c = self.lstm(x, mask=mask)
        outputs = tf.where(mask[..., None], outputs, 0.0)
        return {"lstm": outputs, "c": c, "h": h, "gru": self.gru(outputs)[1]}


def recurrent(path: str, **settings: Any) -> tuple[Any, Any, dict[str, Any]]:
    recorded = arrays(path)
    model = Recurrent(**settings)
    inputs = (recorded["input/x"], recorded["input/lengths"])
    model(*inputs)
    return model, inputs, recorded


def test_an_lstm_and_a_gru_of_keras(prefix: Prefix, tmp_path: Path) -> None:
    path = prefix("rnn_dynamic")
    model, inputs, recorded = recurrent(path)
    assert restore(model, path, exclude="projected/", forget_bias=0.8).ok
    outputs = model(*inputs)
    for name in ("lstm", "c", "h", "gru"):
        close(outputs[name], recorded[f"output/0/{name}"])
    saved = Reader(save_tf1(model, tmp_path / "m", forget_bias=0.8))
    differing = compare(saved, Reader(path), atol=1e-7)
    assert {d.key.split("/")[0] for d in differing} == {"projected"}
    # The forget bias matters, and is not in the checkpoint.
    restore(model, path, exclude="projected/")
    with pytest.raises(AssertionError):
        close(model(*inputs)["c"], recorded["output/0/c"])


def test_a_gru_that_computes_something_else(prefix: Prefix, tmp_path: Path) -> None:
    model, _, _ = recurrent(prefix("rnn_dynamic"), reset_after=True)
    with pytest.raises(CheckpointMismatch, match="make it with reset_after=False"):
        restore(model, prefix("rnn_dynamic"), exclude="projected/")
    with pytest.raises(ValueError, match="TF1 has no GRU that resets after"):
        save_tf1(model, tmp_path / "m")


def test_cells_of_another_size(prefix: Prefix) -> None:
    class Smaller(Recurrent):
        def __init__(self) -> None:
            super().__init__()
            self.gru = unrolled(
                keras.layers.GRUCell(2, reset_after=False, name="gru_cell"), "gru/rnn"
            )

    model = Smaller()
    model(np.zeros([3, 5, 4], np.float32), np.array([1, 2, 3]))
    result = restore(model, prefix("rnn_dynamic"), exclude="projected/", strict=False)
    assert [e.name for e in result.missing + result.mismatched] == [
        "gru/rnn/gru_cell/kernel",
        "gru/rnn/gru_cell/recurrent_kernel",
        "gru/rnn/gru_cell/bias",
    ]


# golden/moving_averages


def net(x: Any) -> Any:
    with compat_scope.variable_scope("net"):
        w = compat_scope.get_variable("w", [2, 2])
        b = compat_scope.get_variable("b", [2])
        return tf.matmul(x, w) + b


class Net(keras.layers.Layer):
    def build(self, shape: Any) -> None:
        self.w = self.add_weight(name="w", shape=[2, 2])
        self.b = self.add_weight(name="b", shape=[2])

    def call(self, x: Any) -> Any:
        return tf.matmul(x, self.w) + self.b


@pytest.mark.parametrize("model", [lambda: compat_scope.ScopedModule(net), lambda: Net(name="net")])
@pytest.mark.parametrize("use_ema", [True, False])
def test_moving_averages(model: Any, use_ema: bool, prefix: Prefix) -> None:
    """TF 1.15.5 evaluated with the variables, and with a Saver for ``ema.variables_to_restore()``."""
    path = prefix("moving_averages")
    recorded = arrays(path)
    made, x = model(), recorded["input/x:0"]
    made(x)
    assert restore(made, path, use_ema=use_ema).ok
    close(made(x), recorded["output/program/0/3" if use_ema else "output/0/0"])


# golden/warm_start


@pytest.mark.parametrize("kind", ["keras", "scoped"])
def test_a_part_under_another_name(kind: str, prefix: Prefix) -> None:
    """TF 1.15.5: ``init_from_checkpoint(checkpoint, {"backbone/": "student/"})``, and a head that stays as it is."""
    path = prefix("warm_start")
    recorded = arrays(path)
    x = recorded["input/x:0"]

    class Student(keras.layers.Layer):
        def __init__(self) -> None:
            super().__init__(name="student")
            dense = keras.layers.Dense
            self.dense = [dense(4, "relu", name=f"layer_{i}") for i in range(2)]
            self.head = dense(3, name="head")

        def call(self, x: Any) -> Any:
            for layer in self.dense:
                x = layer(x)
            self.head(x)
            return x

    def scoped(x: Any) -> Any:
        with compat_scope.variable_scope("student"):
            for i in range(2):
                x = compat_scope.layers.dense(x, 4, activation=tf.nn.relu, name=f"layer_{i}")
            compat_scope.layers.dense(x, 3, name="head")
            return x

    model = Student() if kind == "keras" else compat_scope.ScopedModule(scoped)
    model(x)
    result = restore(model, path, include="student/layer_*", rename={"student/": "backbone/"})
    assert result.ok
    assert len(result.matched) == 4
    assert set(result.excluded) == {"student/head/kernel", "student/head/bias"}
    close(model(x), recorded["output/program/0/0/1"])


# golden/partitioned


class Embedding(keras.layers.Layer):
    def build(self, shape: Any) -> None:
        self.table = self.add_weight(name="table", shape=[7, 4])
        self.scalar = self.add_weight(name="scalar", shape=[])

    def call(self, ids: Any) -> Any:
        return tf.gather(self.table, ids), self.scalar


class Product(keras.layers.Layer):
    tf1_scope = ""

    def __init__(self) -> None:
        super().__init__()
        self.embedding = Embedding(name="embedding")

    def build(self, shape: Any) -> None:
        self.w = self.add_weight(name="w", shape=[4, 5])

    def call(self, ids: Any) -> Any:
        rows, scalar = self.embedding(ids)
        return tf.matmul(tf.reshape(rows, [-1, 4]), self.w) * scalar


def test_shards_in_one_piece(prefix: Prefix) -> None:
    """TF 1.15.5 had two of the variables in shards; the Keras weights that replace them are whole."""
    path = prefix("partitioned")
    recorded = arrays(path)
    model = Product()
    model(recorded["input/ids"])
    assert restore(model, path).ok
    close(model(recorded["input/ids"]), recorded["output/0/0"])
