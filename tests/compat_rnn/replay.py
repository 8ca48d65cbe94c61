"""Runs the recorded programs with the shim, in each mode, and compares with what TF 1.15.5 did.

As a script it does so for graph mode in a process with `tf.compat.v1.disable_v2_behavior()`, and prints the
differences as JSON.
"""

from __future__ import annotations

import json
import pathlib
import sys
from typing import Any

import numpy as np
import tensorflow as tf

HERE = pathlib.Path(__file__).resolve().parent
if str(HERE) not in sys.path:
    sys.path.insert(0, str(HERE))

import crf_programs  # noqa: E402,F401
import cudnn_programs  # noqa: E402,F401
import legacy_programs  # noqa: E402,F401
import programs  # noqa: E402
import seq2seq_programs  # noqa: E402,F401

from migrate import compat_scope  # noqa: E402
from migrate.compat_scope.passes import Pass, entered  # noqa: E402

RECORDED = json.loads((HERE / "recorded" / "variables.json").read_text())
OUTPUTS = np.load(HERE / "recorded" / "outputs.npz")
TOLERANCE = 1e-5
tf.config.optimizer.set_experimental_options({"disable_meta_optimizer": True})


class Namespace:
    """Attributes of the first module that has them: the shim's, else those of `tf.compat.v1`."""

    def __init__(self, *modules: Any, **attributes: Any) -> None:
        self._modules = modules
        self.__dict__.update(attributes)

    def __getattr__(self, name: str) -> Any:
        for module in self._modules:
            try:
                return getattr(module, name)
            except AttributeError:
                continue
        raise AttributeError(name)


def shim() -> Namespace:
    """The `tf` a migrated program sees."""
    nn = Namespace(compat_scope.nn, tf.compat.v1.nn)
    return Namespace(compat_scope, tf.compat.v1, nn=nn)


def _row(variable: Any, trainable: list[Any]) -> list[Any]:
    is_trainable = any(variable is other for other in trainable)
    dtype = variable.dtype.base_dtype.name
    return [variable.name, variable.shape.as_list(), dtype, is_trainable]


def _variables() -> tuple[list[Any], list[Any]]:
    variables = list(compat_scope.global_variables())
    trainable = list(compat_scope.trainable_variables())
    return variables, [_row(v, trainable) for v in variables]


def _value(variable: Any) -> np.ndarray:
    name = variable.name.rsplit(":", 1)[0]
    return programs.weight_value(name, variable.shape.as_list())


def run_graph(build: Any) -> tuple[list[Any], list[Any]]:
    """Builds and runs a program in a `tf.Graph`; returns variables and outputs."""
    with tf.Graph().as_default():
        flat = tf.nest.flatten(build(shim()))
        variables, rows = _variables()
        with tf.compat.v1.Session(config=_config()) as session:
            starts = [v.initializer for v in variables]
            values = [_value(v) for v in variables]
            session.run(starts, dict(zip([s.inputs[1] for s in starts], values, strict=True)))
            return rows, session.run(flat)


def _config() -> Any:
    # Optimizing graphs this small takes longer than running them.
    config = tf.compat.v1.ConfigProto()
    config.graph_options.rewrite_options.disable_meta_optimizer = True
    return config


def _assign(variables: list[Any]) -> None:
    for v in variables:
        v.assign(tf.cast(_value(v), v.dtype))


def run_eager(build: Any) -> tuple[list[Any], list[Any]]:
    """Runs a program twice eagerly, in two passes over one store; the second has the weights."""
    store = compat_scope.VariableStore()
    with entered(Pass(store)):
        build(shim())
        variables, rows = _variables()
        _assign(variables)
    with entered(Pass(store)):
        flat = tf.nest.flatten(build(shim()))
        assert _variables()[1] == rows, "the second pass made other variables"
    return rows, [x.numpy() for x in flat]


def run_function(build: Any, autograph: bool = False) -> tuple[list[Any], list[Any]]:
    """Runs a program in a `tf.function`, first to make the variables, then with the weights."""
    found: list[Any] = []

    def body() -> list[Any]:
        flat = tf.nest.flatten(build(shim()))
        found[:] = _variables()
        return flat

    store = compat_scope.VariableStore()
    with entered(Pass(store)):
        function = tf.function(body, autograph=autograph)
        function()
        variables, rows = found
        _assign(variables)
        return rows, [x.numpy() for x in function()]


RUNNERS = {"graph": run_graph, "eager": run_eager, "function": run_function}


def differences(name: str, rows: list[Any], outputs: list[Any]) -> list[str]:
    """What is not as TF 1.15.5 recorded it."""
    problems = []
    if rows != RECORDED[name]:
        problems.append(f"variables: {rows} instead of {RECORDED[name]}")
    keys = [key for key in OUTPUTS.files if key.split("/")[0] == name]
    if len(keys) != len(outputs):
        return [*problems, f"{len(outputs)} outputs instead of {len(keys)}"]
    for key, output in zip(keys, outputs, strict=True):
        expected, got = OUTPUTS[key], np.asarray(output)
        if expected.dtype != got.dtype or expected.shape != got.shape:
            problems.append(f"{key}: {got.dtype}{got.shape}, not {expected.dtype}{expected.shape}")
        elif not np.allclose(expected, got, rtol=TOLERANCE, atol=TOLERANCE):
            error = np.max(np.abs(expected.astype(np.float64) - got.astype(np.float64)))
            problems.append(f"{key}: differs by up to {error}")
    return problems


def check(name: str, mode: str) -> list[str]:
    """Replays one program in one mode."""
    return differences(name, *RUNNERS[mode](programs.PROGRAMS[name].build))


def main() -> None:
    tf.compat.v1.disable_v2_behavior()
    tf.compat.v1.logging.set_verbosity("ERROR")
    result: dict[str, list[str]] = {}
    for name in sorted(programs.PROGRAMS):
        try:
            result[name] = check(name, "graph")
        except Exception as error:
            result[name] = [f"{type(error).__name__}: {error}"]
    sys.stdout.write(json.dumps(result))


if __name__ == "__main__":
    main()
