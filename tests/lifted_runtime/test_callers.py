"""Code that keeps its variable scopes calls lifted layers: names, errors and collections as TF 1.15.5 recorded them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import caller_programs
import lifted
import models
import numpy as np
import pytest
import standing_in
import tensorflow as tf

from migrate import checkpoint, compat_scope

FOLDER = Path(__file__).parent / "recorded"
RECORDED = json.loads((FOLDER / "programs.json").read_text())
OUTPUTS = json.loads((FOLDER / "models.json").read_text())

# A later pass finds variables that TF1 would still be making: reuse=True of one that comes later is then no error, and
# regularization losses are all there.
FIRST_PASS_ONLY = {"captured_scopes", "missing", "regularizers", "shared_with_get_variable"}


def on_lifted(name: str, mode: str) -> Any:
    """The program with layers in place of functions, as a program of the scope tests."""

    def run(tf1: Any, out: Any) -> None:
        x = tf.zeros([2, 4])
        if mode == "graph":
            x = tf.compat.v1.placeholder(tf.float32, [2, 4])
        functions = lifted.Functions(graph=mode == "graph")
        caller_programs.PROGRAMS[name](tf1, functions, x, out)

    return run


def test_the_recording_is_of_these_programs() -> None:
    assert sorted(RECORDED) == sorted(caller_programs.PROGRAMS)
    assert sorted(OUTPUTS) == sorted(models.MODELS)


@pytest.mark.parametrize("name", sorted(RECORDED))
@pytest.mark.parametrize("mode", sorted(standing_in.MODES))
def test_program(name: str, mode: str) -> None:
    runs = standing_in.MODES[mode](on_lifted(name, mode))
    assert runs[0] == RECORDED[name]
    if mode in ("function", "hosted") and name not in FIRST_PASS_ONLY:
        assert runs[1:] == [RECORDED[name]] * (len(runs) - 1)
        assert len(runs) > 1


def fill(names: dict[str, Any], assign: Any) -> None:
    for name, variable in names.items():
        value = models.value(name, variable.shape.as_list())
        assign(variable, np.asarray(value).astype(variable.dtype.as_numpy_dtype))


@pytest.mark.parametrize("name", sorted(OUTPUTS))
@pytest.mark.parametrize("traced", [False, True])
def test_outputs_of_a_hosted_model(name: str, traced: bool) -> None:
    functions = lifted.Functions(graph=False)
    module = compat_scope.ScopedModule(
        lambda x: models.MODELS[name](standing_in.Tf1(), functions, x)
    )
    call = tf.function(module) if traced else module
    call(models.INPUT)
    assert list(module.names) == OUTPUTS[name]["names"]
    fill(module.names, lambda variable, value: variable.assign(value))
    # Eagerly the statistics are updated as they are used; TF1 did not use updated ones in the same run.
    for expected in OUTPUTS[name]["outputs"][:1]:
        np.testing.assert_allclose(call(models.INPUT), expected, rtol=1e-5, atol=1e-5)
    sums = [float(tf.reduce_sum(tf.cast(v, tf.float32))) for v in module.variables]
    np.testing.assert_allclose(sums, OUTPUTS[name]["sums"], rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("name", sorted(OUTPUTS))
@pytest.mark.parametrize("traced", [False, True])
def test_gradients_of_a_hosted_model(name: str, traced: bool) -> None:
    functions = lifted.Functions(graph=False)
    module = compat_scope.ScopedModule(
        lambda x: models.MODELS[name](standing_in.Tf1(), functions, x)
    )
    module(models.INPUT)
    fill(module.names, lambda variable, value: variable.assign(value))

    def slopes() -> Any:
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.square(module(models.INPUT)))
        trained = [v for v in module.variables if v.trainable]
        found = [g for g in tape.gradient(loss, trained) if g is not None]
        return [tf.reduce_sum(tf.square(tf.convert_to_tensor(g))) for g in found]

    found = (tf.function(slopes) if traced else slopes)()
    np.testing.assert_allclose(found, OUTPUTS[name]["slopes"], rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("name", sorted(OUTPUTS))
def test_outputs_of_a_graph_program(name: str) -> None:
    with tf.Graph().as_default(), tf.compat.v1.Session() as session:
        x = tf.compat.v1.placeholder(tf.float32, [2, 4])
        y = models.MODELS[name](standing_in.Tf1(graph=True), lifted.Functions(graph=True), x)
        variables = compat_scope.global_variables()
        assert [v.op.name for v in variables] == OUTPUTS[name]["names"]
        assert list(checkpoint.names(None)) == OUTPUTS[name]["names"]
        fill({v.op.name: v for v in variables}, lambda v, value: v.load(value, session))
        feed = {x: models.INPUT}
        gradients = tf.gradients(tf.reduce_sum(tf.square(y)), compat_scope.trainable_variables())
        found = [tf.convert_to_tensor(g) for g in gradients if g is not None]
        slopes = session.run([tf.reduce_sum(tf.square(g)) for g in found], feed)
        np.testing.assert_allclose(slopes, OUTPUTS[name]["slopes"], rtol=1e-4, atol=1e-5)
        first, second = OUTPUTS[name]["outputs"]
        np.testing.assert_allclose(session.run(y, feed), first, rtol=1e-5, atol=1e-5)
        session.run(compat_scope.get_collection(compat_scope.GraphKeys.UPDATE_OPS), feed)
        np.testing.assert_allclose(session.run(y, feed), second, rtol=1e-5, atol=1e-5)
        sums = session.run([tf.reduce_sum(tf.cast(v, tf.float32)) for v in variables])
        np.testing.assert_allclose(sums, OUTPUTS[name]["sums"], rtol=1e-5, atol=1e-5)


class Gated(lifted.keras.layers.Layer):
    """A layer whose flag some callers give as a tensor, some as a number, by position as TF1's function took it."""

    def build(self, x_shape: Any, *_: Any) -> None:
        self.w = self.add_weight(name="w", shape=[x_shape[-1]])

    def call(self, x: Any, flag: Any, scale: Any = 1.0) -> Any:
        return tf.where(flag, x * self.w, x) * scale


@pytest.mark.parametrize("flag", [False, tf.constant(True)])
def test_arguments_that_are_no_tensors_are_given_by_position(flag: Any) -> None:
    x = tf.constant([[1.0, 2.0]])
    scoped = compat_scope.ScopedModule(
        lambda: compat_scope.get_layer(Gated, name="g")(x, flag, tf.constant(2.0))
    )
    got = scoped()
    w = scoped.variables[0]
    np.testing.assert_allclose(got, 2 * (x * w if flag else x))
    with pytest.raises(TypeError, match="multiple values"):
        compat_scope.get_layer(Gated, name="h")(x, True, 1.0, flag=flag)
