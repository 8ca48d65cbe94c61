"""Saving for TF1. What TF 1.15.5 restored from such files is in ``recorded/save_tf1``.

To record again: ``TF1_PYTHON=/path/to/python3.7 pytest tests/checkpoint/test_save.py --record-saved``; with only
``TF1_PYTHON`` set, the test runs TF 1.15.5 on what it has just saved and compares.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf

from migrate import compat_scope
from migrate.checkpoint import (
    NamesUnreadable,
    Reader,
    names,
    read_names,
    restore,
    save_tf1,
    write_names,
)

Prefix = Callable[[str], str]
RECORDED = Path(__file__).parent / "recorded" / "save_tf1"
RESTORE = Path(__file__).parents[1] / "oracle" / "record_saved.py"
FILES = ("model.ckpt.index", "model.ckpt.data-00000-of-00001", "checkpoint")


def scoped(x: Any) -> Any:
    with compat_scope.variable_scope("net"):
        with compat_scope.variable_scope(
            "embedding", partitioner=compat_scope.fixed_size_partitioner(2)
        ):
            table = compat_scope.get_variable("table", [7, 4])
        rows = compat_scope.get_variable(
            "rows", [3, 8], partitioner=compat_scope.fixed_size_partitioner(4, axis=1)
        )
        half = compat_scope.get_variable("half", [2], dtype=tf.float16)
        steps = compat_scope.get_variable("steps", [], dtype=tf.int64, trainable=False)
        flags = compat_scope.get_variable("flags", [2], dtype=tf.bool, trainable=False)
    return tf.convert_to_tensor(table), tf.convert_to_tensor(rows), half, steps, flags, x


def value_of(name: str, shape: Any, dtype: Any) -> Any:
    size = int(np.prod(shape))
    return (np.arange(size).reshape(shape) * 0.25 - len(name)).astype(
        tf.as_dtype(dtype).as_numpy_dtype
    )


def model() -> compat_scope.ScopedModule:
    module = compat_scope.ScopedModule(scoped)
    module(0.0)
    for name, variable in module.names.items():
        variable.assign(value_of(name, variable.shape, variable.dtype))
    return module


def whole(module: Any) -> dict[str, Any]:
    """Key -> the value it should be restored with, put together by hand."""
    v = module.names
    return {
        "net/embedding/table": np.concatenate(
            [v[f"net/embedding/table/part_{i}"] for i in range(2)]
        ),
        "net/rows": np.concatenate([v[f"net/rows/part_{i}"] for i in range(4)], axis=1),
        "net/half": v["net/half"].numpy(),
        "net/steps": v["net/steps"].numpy(),
        "net/flags": v["net/flags"].numpy(),
    }


def assert_restored(read: dict[str, Any], module: Any) -> None:
    expected = whole(module)
    assert sorted(read) == sorted(expected)
    for key, row in read.items():
        assert (tuple(row["shape"]), row["dtype"]) == (
            expected[key].shape,
            expected[key].dtype.name,
        )
        np.testing.assert_array_equal(
            np.reshape(row["values"], row["shape"]), expected[key].astype(np.float64), err_msg=key
        )


def test_tensorflow_1_restores_it(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """The files are byte for byte those that TF 1.15.5 restored, with another partitioner."""
    module = model()
    prefix = save_tf1(module, tmp_path / "model.ckpt")
    if python := os.environ.get("TF1_PYTHON"):
        write_names(module, tmp_path / "names.json")
        arguments = [prefix, str(tmp_path / "names.json"), str(tmp_path / "restored.json")]
        ran = subprocess.run([python, str(RESTORE), *arguments], capture_output=True, text=True)
        assert ran.returncode == 0, ran.stderr
        assert_restored(json.loads((tmp_path / "restored.json").read_text()), module)
        if request.config.getoption("--record-saved", default=False):
            RECORDED.mkdir(parents=True, exist_ok=True)
            for name in (*FILES, "restored.json"):
                shutil.copy(tmp_path / name, RECORDED / name)
    assert_restored(json.loads((RECORDED / "restored.json").read_text()), module)
    for name in FILES:
        assert (tmp_path / name).read_bytes() == (RECORDED / name).read_bytes(), name


def test_a_golden_checkpoint_goes_round(prefix: Prefix, tmp_path: Path) -> None:
    """Restored from TF 1.15.5's files and saved again: the same keys, shapes, dtypes and values."""
    reader = Reader(prefix("gan_pair"))
    variables = {k: tf.Variable(tf.zeros(s, reader.dtypes[k])) for k, s in reader.shapes.items()}
    assert restore(variables, reader.path).ok
    again = Reader(save_tf1(variables, tmp_path / "new" / "model.ckpt"))
    assert (again.shapes, again.dtypes) == (reader.shapes, reader.dtypes)
    for key in reader.shapes:
        np.testing.assert_array_equal(again.read(key), reader.read(key), err_msg=key)


def test_partitioned_variables_restore_into_other_shards(tmp_path: Path) -> None:
    module = model()
    path = save_tf1(module, tmp_path / "model.ckpt")
    table = whole(module)["net/embedding/table"]
    parts = [tf.Variable(tf.zeros([n, 4])) for n in (3, 2, 2)]
    variables = {f"net/embedding/table/part_{i}": v for i, v in enumerate(parts)}
    restore(variables, path, strict=False)
    np.testing.assert_array_equal(np.concatenate(parts), table)
    # Shards in a dict, without the object that made them, tell their axis by their shapes.
    again = Reader(save_tf1(variables, tmp_path / "again.ckpt"))
    assert again.shapes == {"net/embedding/table": (7, 4)}
    np.testing.assert_array_equal(again.read("net/embedding/table"), table)


def test_shards_that_do_not_tell_their_axis(tmp_path: Path) -> None:
    square = {f"v/part_{i}": tf.Variable(tf.zeros([2, 2])) for i in range(2)}
    with pytest.raises(ValueError, match=r"do not tell along which axis they make up v"):
        save_tf1(square, tmp_path / "model.ckpt")
    assert list(tmp_path.iterdir()) == []


def test_names_that_only_look_like_shards(tmp_path: Path) -> None:
    variables = {
        "a/part_1": tf.Variable([1.0]),
        "b/part_0": tf.Variable([2.0]),
        "b": tf.Variable(3.0),
    }
    assert list(Reader(save_tf1(variables, tmp_path / "m")).shapes) == ["a/part_1", "b", "b/part_0"]


def test_keras_models_save_by_path(tmp_path: Path) -> None:
    layer = keras.layers.Dense(2, name="head")
    layer.build([None, 3])
    reader = Reader(save_tf1(layer, tmp_path / "model.ckpt"))
    assert reader.shapes == {"head/bias": (2,), "head/kernel": (3, 2)}
    np.testing.assert_array_equal(reader.read("head/kernel"), layer.kernel.numpy())


def test_more_keys_and_the_latest_of_several(tmp_path: Path) -> None:
    variables = {"w": tf.Variable([1.0])}
    first = save_tf1(variables, tmp_path / "m-1", extra={"global_step": np.int64(1)})
    second = save_tf1(variables, tmp_path / "m-2", extra={"global_step": np.int64(2)})
    save_tf1(variables, tmp_path / "other", latest=False)
    assert tf.train.latest_checkpoint(str(tmp_path)) == second
    state = tf.train.get_checkpoint_state(str(tmp_path))
    assert list(state.all_model_checkpoint_paths) == [first, second]
    assert Reader(tmp_path).read("global_step") == 2
    with pytest.raises(ValueError, match="two values are to be saved under the key 'w'"):
        save_tf1(variables, tmp_path / "m-3", extra={"w": 1.0})


def test_a_save_that_fails_leaves_the_old_checkpoint(tmp_path: Path) -> None:
    path = save_tf1({"w": tf.Variable([1.0])}, tmp_path / "model.ckpt")
    (tmp_path / ".model.ckpt.saving-").mkdir()
    before = sorted(p.name for p in tmp_path.iterdir())
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match=r"file/m: the checkpoint cannot be written"):
        save_tf1({"w": tf.Variable([2.0])}, tmp_path / "file" / "m")
    with pytest.raises(ValueError, match="is a directory"):
        save_tf1({"w": tf.Variable([2.0])}, f"{tmp_path}/")
    (tmp_path / "file").unlink()
    assert sorted(p.name for p in tmp_path.iterdir()) == before
    assert Reader(path).read("w") == [1.0]


@pytest.mark.parametrize(
    ("holder", "text"), [({}, "no variables to save"), ([], "no variables to save")]
)
def test_nothing_to_save(holder: Any, text: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=text):
        save_tf1(holder, tmp_path / "m")


def test_graphs_save_with_the_saver(tmp_path: Path) -> None:
    with tf.Graph().as_default():
        tf.compat.v1.get_variable("w", [1])
        with pytest.raises(ValueError, match=r"tf\.compat\.v1\.train\.Saver\(\)\.save"):
            save_tf1(None, tmp_path / "m")


@pytest.mark.parametrize("case", ["partitioned", "class_model", "conv_batchnorm"])
def test_names_of_graphs_are_those_of_tensorflow_1(case: str, prefix: Prefix) -> None:
    """names() against names.json, which TF 1.15.5 recorded, for variables made anew in a graph."""
    recorded = json.loads((Path(prefix(case)).parents[1] / "names.json").read_text())
    with tf.Graph().as_default():
        for row in recorded:
            tf.compat.v1.get_variable(
                row["name"], row["shape"], row["dtype"], trainable=row["trainable"]
            )
        found = [
            {"name": r.name, "shape": list(r.shape), "dtype": r.dtype, "trainable": r.trainable}
            for r in names(None).values()
        ]
    assert found == recorded


def test_names_know_the_shards_of_graphs() -> None:
    v1 = tf.compat.v1
    with tf.Graph().as_default():
        v1.get_variable("v", [5, 2], partitioner=v1.fixed_size_partitioner(2))
        rows = list(names(None).values())
    assert [(r.name, r.key, r.offset, r.full_shape) for r in rows] == [
        ("v/part_0", "v", (0, 0), (5, 2)),
        ("v/part_1", "v", (3, 0), (5, 2)),
    ]


def test_names_go_to_a_file_and_back(tmp_path: Path) -> None:
    module = model()
    written = write_names(module, tmp_path / "names.json")
    assert list(written) == list(module.names)
    assert not written["net/steps"].trainable
    assert dict(read_names(tmp_path / "names.json")) == dict(written)
    assert len((tmp_path / "names.json").read_text().splitlines()) == len(written) + 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "cannot be read as JSON"),
        ("{", "cannot be read as JSON"),
        ("3", "this is not a list of names"),
        ("[3]", "entry 1: an object with name"),
        ('[{"name": "w", "shape": ["a"]}]', "entry 1: a shape is a list of numbers"),
    ],
)
def test_files_that_hold_no_names(text: str | None, message: str, tmp_path: Path) -> None:
    path = tmp_path / "names.json"
    if text is not None:
        path.write_text(text)
    with pytest.raises(NamesUnreadable, match=rf"names\.json: {message}"):
        read_names(path)
