"""The names of what Keras layers and `tf.Module`s hold, against names, checkpoints and outputs of TF 1.15.5."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf

from migrate import compat_scope
from migrate.checkpoint import CheckpointMismatch, Reader, names, restore, save_tf1
from migrate.checkpoint.compare import compare

from . import keras_versions as versions

Prefix = Callable[[str], str]

CASES = {
    "gpt_style": versions.Gpt,
    "conv_batchnorm": versions.Convnet,
    "tied_embeddings": versions.LanguageModel,
    "layer_loop": versions.Mlp3,
}


def recorded(case: str, prefix: Prefix) -> tuple[list[dict[str, Any]], list[Any]]:
    """names.json and the inputs, as TF 1.15.5 recorded them."""
    folder = Path(prefix(case)).parents[1]
    with np.load(folder / "recorded.npz") as arrays:
        inputs = [arrays[key] for key in arrays.files if key.startswith("input/")]
    return json.loads((folder / "names.json").read_text()), inputs


def rows(model: Any) -> list[dict[str, Any]]:
    return [
        {"name": r.name, "shape": list(r.shape or ()), "dtype": r.dtype, "trainable": r.trainable}
        for r in names(model).values()
    ]


@pytest.mark.parametrize("case", CASES)
def test_names_values_and_outputs_of_tensorflow_1(
    case: str, prefix: Prefix, tf1_reference: Any, tmp_path: Path
) -> None:
    model = CASES[case]()
    folder = Path(prefix(case)).parents[1]
    tf1_reference(folder).check(model, ordered=True, exclude="program/*")
    # And back: the checkpoint that TF 1.15 would restore is the one it wrote.
    saved = save_tf1(model, tmp_path / "model.ckpt")
    assert compare(Reader(prefix(case)), Reader(saved)) == []


@pytest.mark.parametrize("case", ["gpt_style", "tied_embeddings"])
def test_names_do_not_depend_on_what_ran_first(case: str, prefix: Prefix) -> None:
    """A sublayer that is called before its owner has a shorter Keras path, and the same TF1 name."""
    expected, inputs = recorded(case, prefix)
    model = CASES[case]()
    if case == "gpt_style":
        model.ln_f(tf.ones([1, 1, 8]))
        assert model.ln_f.g.path == "ln_f/g"
    else:
        model.embeddings(*inputs)
        assert model.embeddings.word.path == "embeddings/word"
    model(*inputs)
    assert rows(model) == expected


class Dense(keras.layers.Dense):
    tf1_scope = "a/b"


def built(layer: Any) -> Any:
    layer(tf.ones([1, 2]))
    return layer


def test_a_scope_of_the_object_or_of_its_class() -> None:
    named, scoped = built(keras.layers.Dense(2, name="d")), built(Dense(2, name="d"))
    assert list(names(named)) == ["d/kernel", "d/bias"]
    assert list(names(scoped)) == ["a/b/kernel", "a/b/bias"]
    scoped.tf1_scope = ""
    assert list(names(scoped)) == ["kernel", "bias"]
    assert list(names([named, {"label": [scoped]}])) == ["d/kernel", "d/bias", "kernel", "bias"]


def test_the_name_that_keras_makes_up_for_a_root_is_in_its_names() -> None:
    class Similarity(keras.layers.Layer):
        def __init__(self) -> None:
            super().__init__()
            self.dense = keras.layers.Dense(2, name="dense")

        def call(self, x: Any) -> Any:
            return self.dense(x)

    first, second = built(Similarity()), built(Similarity())
    assert list(names(second)) == [f"{second.name}/dense/kernel", f"{second.name}/dense/bias"]
    assert first.name != second.name
    Similarity.tf1_scope = ""  # type: ignore[attr-defined]
    assert list(names(second)) == ["dense/kernel", "dense/bias"]


def test_layers_in_containers_in_containers() -> None:
    class Nested(keras.layers.Layer):
        def __init__(self) -> None:
            super().__init__(name="n")
            dense = [keras.layers.Dense(2, name=f"d{i}") for i in range(5)]
            self.parts = [[dense[0]], {"k": (dense[1], [dense[2]])}]
            self.more = {"a": {"b": dense[3]}}
            self._last = dense[4]

        def call(self, x: Any) -> Any:
            (a,), inner = self.parts
            for layer in (a, inner["k"][0], inner["k"][1][0], self.more["a"]["b"], self._last):
                x = layer(x)
            return x

    expected = [f"n/d{i}/{w}" for i in range(5) for w in ("kernel", "bias")]
    assert list(names(built(Nested()))) == expected


def test_keras_models_made_of_layers() -> None:
    """Functional models are no scope; what Keras itself nests has the names Keras gives it."""
    given = keras.Input([2])
    functional = keras.Model(given, keras.layers.Dense(2, name="d")(given))
    assert list(names(functional)) == ["d/kernel", "d/bias"]
    outer = keras.Model(given, built(Dense(2))(functional(given)))
    assert list(names(outer)) == ["d/kernel", "d/bias", "a/b/kernel", "a/b/bias"]
    sequential = built(keras.Sequential([keras.layers.Dense(2, name="d")], name="s"))
    assert list(names(sequential)) == ["s/d/kernel", "s/d/bias"]
    rnn = keras.layers.Bidirectional(keras.layers.LSTM(2, name="lstm"), name="bi")
    rnn(tf.ones([1, 2, 2]))
    assert list(names(rnn)) == [w.path for w in rnn.weights]


def test_a_layer_with_two_owners_belongs_where_it_was_made() -> None:
    class Part(keras.layers.Layer):
        def __init__(self, inner: Any, name: str) -> None:
            super().__init__(name=name)
            self.inner = inner

        def call(self, x: Any) -> Any:
            return self.inner(x)

    class Whole(keras.layers.Layer):
        tf1_scope = ""

        def __init__(self) -> None:
            super().__init__()
            shared = keras.layers.Dense(2, name="shared")
            self.first, self.second = Part(shared, "first"), Part(shared, "second")

        def call(self, x: Any) -> Any:
            return self.first(self.second(x))

    whole = Whole()
    whole.first.tf1_scope = "one"
    whole.second.tf1_scope = "two"
    # The paths of the owners as Keras has them: whole/second/shared.
    assert list(names(built(whole))) == ["two/shared/kernel", "two/shared/bias"]


def test_modules_that_hold_layers_and_modules() -> None:
    class Agent(tf.Module):
        def __init__(self) -> None:
            super().__init__()
            self.actor = built(keras.layers.Dense(2, name="actor"))
            self.step = tf.Variable(0, name="step", trainable=False)
            self.old = compat_scope.ScopedModule(lambda: compat_scope.get_variable("old/w", [1]))
            self.old()

    agent = Agent()
    assert set(names(agent)) == {"actor/kernel", "actor/bias", "step", "old/w"}
    agent.tf1_scope = "agent"
    assert set(names(agent)) == {"agent/actor/kernel", "agent/actor/bias", "agent/step", "old/w"}


def test_module_name_scopes_are_not_doubled() -> None:
    class Inner(tf.Module):
        def __init__(self) -> None:
            super().__init__(name="inner")
            with self.name_scope:
                self.w = tf.Variable(1.0, name="w")

    class Outer(tf.Module):
        def __init__(self) -> None:
            super().__init__(name="outer")
            with self.name_scope:
                self.inner = Inner()

    outer = Outer()
    assert list(names(outer)) == ["outer/inner/w"]
    outer.tf1_scope = "x/y"
    assert list(names(outer)) == ["x/y/inner/w"]


def test_equal_names_are_an_error_and_wrong_ones_are_explained(tmp_path: Path) -> None:
    class Twice(keras.layers.Layer):
        tf1_scope = ""

        def __init__(self) -> None:
            super().__init__()
            self.parts = [keras.layers.Dense(2, name="d"), keras.layers.Dense(2, name="d")]

        def call(self, x: Any) -> Any:
            return self.parts[1](self.parts[0](x))

    with pytest.raises(ValueError, match="called 'd/kernel'"):
        names(built(Twice()))
    path = save_tf1(built(keras.layers.Dense(2, name="d")), tmp_path / "m")
    with pytest.raises(CheckpointMismatch, match="e/kernel: did you mean 'd/kernel'"):
        restore(built(keras.layers.Dense(2, name="e")), path)
