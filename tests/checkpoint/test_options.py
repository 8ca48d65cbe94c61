"""What `restore` can be asked for besides everything: patterns, renaming, shapes, averages, several models."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf

from migrate import compat_scope
from migrate.checkpoint import (
    CheckpointMismatch,
    NamesUnreadable,
    Reader,
    names,
    restore,
    save_tf1,
    write_names,
)

Prefix = Callable[[str], str]
Values = Callable[[str], dict[str, Any]]


def zeros(*names: str, shape: Any = (2,)) -> dict[str, Any]:
    return {name: tf.Variable(tf.zeros(shape)) for name in names}


def held(variables: dict[str, Any]) -> dict[str, float]:
    return {name: float(np.ravel(v.numpy())[0]) for name, v in variables.items()}


@pytest.fixture
def path(tmp_path: Path) -> str:
    values = {"enc/w": 1.0, "enc/b": 2.0, "dec/w": 3.0, "dec/out/w": 4.0}
    return save_tf1({k: tf.Variable([v, v]) for k, v in values.items()}, tmp_path / "m")


@pytest.mark.parametrize(
    ("include", "exclude", "restored"),
    [
        ("enc/*", None, {"enc/w", "enc/b"}),
        ("enc/", None, {"enc/w", "enc/b"}),
        ("*/w", None, {"enc/w", "dec/w", "dec/out/w"}),
        (["enc/w", "dec/w"], None, {"enc/w", "dec/w"}),
        (re.compile("^dec/w|b$"), None, {"dec/w", "enc/b"}),
        (None, "dec/", {"enc/w", "enc/b"}),
        ("*/w", [re.compile("out")], {"enc/w", "dec/w"}),
    ],
)
def test_patterns_choose_variables(include: Any, exclude: Any, restored: Any, path: str) -> None:
    variables = zeros("enc/w", "enc/b", "dec/w", "dec/out/w")
    result = restore(variables, path, include=include, exclude=exclude)
    assert result.ok  # also strict: what was not asked for is not missed
    assert set(result.matched) == restored
    assert set(result.excluded) == set(variables) - restored
    assert {name for name, value in held(variables).items() if value} == restored


def test_a_warm_start_of_a_new_head(path: str) -> None:
    """The body from the checkpoint, a head that it does not have: no strict=False needed."""
    variables = zeros("enc/w", "enc/b", "head/w")
    assert restore(variables, path, include="enc/").ok
    with pytest.raises(CheckpointMismatch, match=r"head/w"):
        restore(variables, path, exclude="dec/")
    with pytest.raises(ValueError, match="leave no variable"):
        restore(variables, path, include="encoder/")


def test_patterns_mean_shards_by_the_name_of_the_whole(prefix: Prefix) -> None:
    variables = zeros("embedding/table/part_0", shape=(7, 4)) | zeros("w/part_0", shape=(4, 5))
    result = restore(variables, prefix("partitioned"), include="embedding/table")
    assert (result.matched, result.excluded) == (("embedding/table/part_0",), ("w/part_0",))


@pytest.mark.parametrize("as_file", [False, True])
@pytest.mark.parametrize(
    "rename",
    [
        {"a/kernel": "enc/w", "a/bias": "enc/b"},
        {"a/": "enc/", "a/kernel": "enc/w", "a/bias": "enc/b"},
    ],
)
def test_a_dict_of_new_and_old_names(rename: Any, as_file: bool, path: str, tmp_path: Path) -> None:
    variables = zeros("a/kernel", "a/bias", "dec/w", "dec/out/w")
    if as_file:
        (tmp_path / "rename.json").write_text(json.dumps(rename))
    assert restore(variables, path, rename=tmp_path / "rename.json" if as_file else rename).ok
    assert list(held(variables).values()) == [1, 2, 3, 4]


def test_scopes_and_functions_rename(path: str) -> None:
    variables = zeros("x/enc/w", "x/enc/b", "y/w", "y/out/w")
    assert restore(variables, path, rename={"x/enc/": "enc/", "y/": "dec/"}).ok
    assert list(held(variables).values()) == [1, 2, 3, 4]
    variables = zeros("my_enc/w", "my_enc/b", "dec/w", "dec/out/w")
    assert restore(variables, path, rename=lambda n: n[3:] if n[:2] == "my" else None).ok
    assert list(held(variables).values()) == [1, 2, 3, 4]


def test_a_typing_error_in_rename_is_not_passed_over(path: str) -> None:
    with pytest.raises(ValueError, match=r"no variable is called 'a/kernal'; did you mean 'a/kern"):
        restore(zeros("a/kernel"), path, rename={"a/kernal": "enc/w"})
    with pytest.raises(ValueError, match=r"no variable is called 'b/'"):
        restore(zeros("a/kernel"), path, rename={"b/": "enc/"})


def test_shards_rename_as_a_whole(prefix: Prefix) -> None:
    variables = zeros("new/part_0", shape=(3, 4)) | zeros("new/part_1", shape=(4, 4))
    path = prefix("partitioned")
    result = restore(variables, path, rename={"new": "embedding/table"}, strict=False)
    assert result.matched == ("new/part_0", "new/part_1")
    table = Reader(path).read("embedding/table")
    np.testing.assert_array_equal(np.concatenate(list(variables.values())), table)


def test_names_written_before_a_class_was_renamed(tmp_path: Path) -> None:
    def model(first: str, second: str) -> Any:
        layers = [keras.layers.Dense(3, name=first), keras.layers.Dense(3, name=second)]
        return keras.Sequential([keras.Input((3,)), *layers])

    old, new = model("a", "b"), model("renamed", "too")
    checkpoint = save_tf1(old, tmp_path / "m")
    write_names(old, tmp_path / "names.json")
    assert restore(new, checkpoint, rename=tmp_path / "names.json").ok
    for one, other in zip(old.weights, new.weights, strict=True):
        np.testing.assert_array_equal(one.numpy(), other.numpy())
    with pytest.raises(ValueError, match="has 1 variables, the names are those of 4"):
        restore(zeros("w"), checkpoint, rename=names(old))
    with pytest.raises(ValueError, match=r"w has shape \[2\], .* at the same place had \[3, 3\]"):
        restore(zeros("w", "x", "y", "z"), checkpoint, rename=names(old))
    (tmp_path / "names.json").write_text("{")
    with pytest.raises(NamesUnreadable, match=r"names\.json: cannot be read as JSON"):
        restore(new, checkpoint, rename=tmp_path / "names.json")


def test_other_shapes_can_be_ignored(path: str) -> None:
    variables = zeros("enc/w", "enc/b", "dec/w") | zeros("dec/out/w", shape=(5,))
    with pytest.raises(CheckpointMismatch):
        restore(variables, path)
    result = restore(variables, path, ignore_shapes=True)
    assert result.ok
    assert [e.name for e in result.mismatched] == ["dec/out/w"]
    assert list(held(variables).values()) == [1, 2, 3, 0]
    variables["dec/out/w"] = tf.Variable(np.zeros(2))
    with pytest.raises(
        CheckpointMismatch, match="dtype float64"
    ):  # of another dtype is another matter
        restore(variables, path, ignore_shapes=True)


@pytest.mark.parametrize("stored", [tf.float16, tf.bfloat16])
@pytest.mark.parametrize("wanted", [tf.float32, tf.float64])
def test_half_precision_is_widened(stored: Any, wanted: Any, tmp_path: Path) -> None:
    value = tf.cast([0.1, -65000.0, 1e-5], stored)
    path = save_tf1({"w": tf.Variable(value)}, tmp_path / "m")
    variable = tf.Variable(tf.zeros([3], wanted))
    assert restore({"w": variable}, path).ok
    np.testing.assert_array_equal(variable.numpy(), tf.cast(value, wanted).numpy())
    module = compat_scope.ScopedModule(lambda: compat_scope.get_variable("w", [3], wanted))
    result = restore(module, path)
    np.testing.assert_array_equal(module().numpy(), variable.numpy())
    assert result.complete().ok
    # And not narrowed: that would change values.
    wide = save_tf1({"w": variable}, tmp_path / "wide")
    with pytest.raises(CheckpointMismatch, match="dtype"):
        restore({"w": tf.Variable(tf.zeros([3], stored))}, wide)


def test_averages_in_place_of_values(prefix: Prefix, written: Values) -> None:
    variables = zeros("net/w", shape=(2, 2)) | zeros("net/b")
    result = restore(variables, prefix("moving_averages"), use_ema=True)
    assert result.ok
    assert result.matched == ("net/w", "net/b")
    reasons = {e.name: e.reason for e in result.unused}
    assert reasons["net/w"] == "its moving average was restored"
    for name, variable in variables.items():
        expected = written("moving_averages")[f"{name}/ExponentialMovingAverage"]
        np.testing.assert_array_equal(variable.numpy(), expected)
        assert not np.array_equal(expected, written("moving_averages")[name])


def test_averages_where_there_are_some(tmp_path: Path) -> None:
    values = {"w": 1.0, "w/ExponentialMovingAverage": 2.0, "s": 3.0}
    values |= {"v": 4.0, "train/v/ExponentialMovingAverage": 5.0}  # apply() inside a scope
    path = save_tf1({k: tf.Variable([x, x]) for k, x in values.items()}, tmp_path / "m")
    variables = zeros("w", "s", "v")
    assert restore(variables, path, use_ema=True).ok
    assert held(variables) == {"w": 2, "s": 3, "v": 5}
    module = compat_scope.ScopedModule(lambda: compat_scope.get_variable("w", [2]))
    result = restore(module, path, use_ema=True, include="w")
    assert module().numpy().tolist() == [2, 2]
    assert result.complete().matched == ("w",)


def test_averages_of_shards(tmp_path: Path) -> None:
    values = {"t": [[1.0], [2.0]], "t/ExponentialMovingAverage": [[3.0], [4.0]]}
    path = save_tf1({k: tf.Variable(v) for k, v in values.items()}, tmp_path / "m")
    shards = zeros("t/part_0", "t/part_1", shape=(1, 1))
    assert restore(shards, path, use_ema=True).ok
    assert held(shards) == {"t/part_0": 3, "t/part_1": 4}


def test_no_averages_is_an_error(path: str) -> None:
    with pytest.raises(ValueError, match="no key ends in /ExponentialMovingAverage"):
        restore(zeros("enc/w"), path, use_ema=True)


def build(name: str) -> Any:
    def run() -> Any:
        with compat_scope.variable_scope(name):
            return compat_scope.get_variable("w", [2]), compat_scope.get_variable("b", [2])

    module = compat_scope.ScopedModule(run)
    module()
    return module


@pytest.mark.parametrize("kind", ["list", "tuple", "dict", "mixed"])
def test_several_models_at_once(kind: str, tmp_path: Path) -> None:
    values = {"g/w": 1.0, "g/b": 2.0, "d/w": 3.0, "d/b": 4.0, "step": 5.0}
    path = save_tf1({k: tf.Variable([v, v]) for k, v in values.items()}, tmp_path / "m")
    g, d, step = build("g"), build("d"), tf.Variable([0.0, 0.0], name="step")
    models = {
        "list": [g, d, step],
        "tuple": (g, d.store, step),
        "dict": {"generator": g, "discriminator": d, "step": step},
        "mixed": {"models": [g, d], "step": step},
    }[kind]
    assert restore(models, path).ok
    assert held({**g.names, **d.names, "step": step}) == values
    assert set(names(models)) == set(values)
    with pytest.raises(ValueError, match="two variables are called 'g/w'"):
        restore([g, build("g")], path)


def test_deferred_with_patterns_and_new_names(path: str) -> None:
    def run() -> Any:
        with compat_scope.variable_scope("my"):
            return compat_scope.get_variable("w", [2]), compat_scope.get_variable(
                "b", [2], initializer=tf.compat.v1.zeros_initializer()
            )

    module = compat_scope.ScopedModule(run)
    result = restore(module, path, rename={"my/": "enc/"}, exclude=["my/b", "enc/b", "dec/"])
    w, b = module()
    assert (w.numpy().tolist(), b.numpy().tolist()) == ([1, 1], [0, 0])
    done = result.complete()
    assert (done.ok, done.matched, done.excluded) == (True, ("my/w",), ("my/b",))


@pytest.mark.parametrize("shape", [[2], [5]])
def test_deferred_with_ignored_shapes(shape: list[int], path: str) -> None:
    def run() -> Any:
        with compat_scope.variable_scope("enc"):
            return [
                compat_scope.get_variable(n, s, initializer=tf.compat.v1.zeros_initializer())
                for n, s in (("w", shape), ("b", [2]))
            ]

    module = compat_scope.ScopedModule(run)
    result = restore(module, path, include="enc/", ignore_shapes=True)
    w, b = module()
    assert b.numpy().tolist() == [2, 2]
    assert w.numpy().tolist() == ([1, 1] if shape == [2] else [0] * 5)
    done = result.complete()
    assert done.ok
    assert [e.name for e in done.mismatched] == ([] if shape == [2] else ["enc/w"])
    with pytest.raises(ValueError, match="cast needs variables"):
        restore(compat_scope.ScopedModule(run), path, cast=True)


@pytest.mark.parametrize("wanted", [tf.float16, tf.bfloat16, tf.float64])
def test_values_are_rounded_when_asked_for(wanted: Any, tmp_path: Path) -> None:
    value = np.float32([0.1, 1e-8, 3e4])
    checkpoint = save_tf1({"w": tf.Variable(value), "n": tf.Variable([1])}, tmp_path / "m")
    variables = {"w": tf.Variable(tf.zeros([3], wanted)), "n": tf.Variable([0])}
    with pytest.raises(
        CheckpointMismatch, match=rf"dtype {wanted.name}, in the checkpoint float32"
    ):
        restore(variables, checkpoint)
    assert restore(variables, checkpoint, cast=True).ok
    np.testing.assert_array_equal(variables["w"].numpy(), value.astype(wanted.as_numpy_dtype))
    variables["n"] = tf.Variable([0.0])
    with pytest.raises(CheckpointMismatch, match="dtype float32, in the checkpoint int32"):
        restore(variables, checkpoint, cast=True)


def test_tables_of_strings_are_left_out_with_a_note(tmp_path: Path) -> None:
    values = {"w": tf.Variable([1.0]), "table/keys": tf.Variable(["a", "b"])}
    checkpoint = save_tf1(values, tmp_path / "m")
    result = restore({"w": tf.Variable([0.0])}, checkpoint)
    assert result.ok
    assert [(e.name, e.reason) for e in result.unused] == [
        ("table/keys", "strings, which are no weights")
    ]


def test_the_variables_of_a_saved_model_of_tensorflow_1(tmp_path: Path) -> None:
    v1 = tf.compat.v1
    with tf.Graph().as_default(), v1.Session() as session:
        v1.get_variable("net/w", initializer=[1.0, 2.0], use_resource=False)
        session.run(v1.global_variables_initializer())
        builder = v1.saved_model.Builder(str(tmp_path / "export"))
        builder.add_meta_graph_and_variables(session, ["serve"])
        builder.save()
    for path in ("export", "export/variables", "export/variables/variables"):
        variables = zeros("net/w")
        assert restore(variables, tmp_path / path).ok
        assert variables["net/w"].numpy().tolist() == [1, 2]
