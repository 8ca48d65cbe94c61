"""Lifted batch normalization: outputs and moving statistics of TF 1.15.5, with bools, tensors and placeholders."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

tf = pytest.importorskip("tensorflow")

from .lifting import Lifted  # noqa: E402

HERE = Path(__file__).parent
RECORDED: dict[str, list[list[float]]] = json.loads(
    (HERE / "recorded" / "batch_norm.json").read_text(encoding="utf-8")
)
IN_PLACE = ("in_place", "all_trainable", "debiased")
SHAPES = {2: [6, 3], 3: [2, 4, 3], 4: [2, 4, 4, 3]}


def forms() -> dict[str, str]:
    """The calls that are recorded, from the recorder's own text (it needs TensorFlow 1 to be imported)."""
    tree = ast.parse((HERE / "record_batch_norm.py").read_text(encoding="utf-8"))
    (found,) = (
        n.value
        for n in tree.body
        if isinstance(n, ast.Assign) and ast.unparse(n.targets[0]) == "FORMS"
    )
    return dict(ast.literal_eval(found))


def source() -> str:
    lines = ["import tensorflow as tf"]
    for form, call in forms().items():
        lines += ["", "", f"def {form}(x, training):", f"    return {call}"]
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def module(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    found = Lifted(tmp_path_factory.mktemp("batch_norm"), source())
    assert set(found.tiers.values()) == {"lifted"}
    return found.module()


def inputs(rank: int) -> np.ndarray:
    values = np.random.RandomState(rank).uniform(-1, 3, size=SHAPES[rank])
    return np.asarray(values, np.float32)


def layer_of(module: ModuleType, form: str) -> Any:
    return getattr(module, "".join(word.title() for word in form.split("_")))()


def check(key: str, outputs: Any, layer: Any) -> None:
    moving = {v.path.rpartition("/")[2]: v for v in layer.variables}
    check_values(
        key, outputs, np.asarray(moving["moving_mean"]), np.asarray(moving["moving_variance"])
    )


def check_values(key: str, *got: Any) -> None:
    for wanted, have in zip(RECORDED[key], got, strict=True):
        assert np.ravel(have)[: len(wanted)] == pytest.approx(wanted, rel=3e-6, abs=3e-6)


@pytest.mark.parametrize("key", RECORDED)
def test_bools(key: str, module: ModuleType) -> None:
    form, rank, training = key.split("/")
    layer = layer_of(module, form)
    check(key, layer(inputs(int(rank)), training=training == "True"), layer)


@pytest.mark.parametrize("key", RECORDED)
def test_tensors(key: str, module: ModuleType) -> None:
    form, rank, training = key.split("/")
    layer = layer_of(module, form)
    called = tf.function(lambda x, t: layer(x, training=t))
    check(key, called(tf.constant(inputs(int(rank))), tf.constant(training == "True")), layer)


@pytest.mark.parametrize("key", RECORDED)
def test_placeholders(key: str, module: ModuleType) -> None:
    from migrate import compat_scope

    form, rank, training = key.split("/")
    v1 = tf.compat.v1
    with tf.Graph().as_default(), v1.Session() as session:
        x = v1.placeholder(tf.float32, SHAPES[int(rank)])
        t = v1.placeholder(tf.bool, [])
        y = compat_scope.get_layer(type(layer_of(module, form)))(x, training=t)
        updates = v1.get_collection(v1.GraphKeys.UPDATE_OPS)
        with tf.control_dependencies([] if form in IN_PLACE else updates):
            y = tf.identity(y)
        session.run(v1.global_variables_initializer())
        outputs = session.run(y, {x: inputs(int(rank)), t: training == "True"})
        named = {v.op.name.rpartition("/")[2]: v for v in v1.global_variables()}
        moving = session.run([named["moving_mean"], named["moving_variance"]])
    check_values(key, outputs, *moving)
