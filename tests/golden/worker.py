"""Builds and runs migrated golden cases on TensorFlow 2 and compares them with what TF 1.15.5 did.

    python worker.py ITEMS.json RESULTS.jsonl       ITEMS: [[case directory, mode], ...]

TensorFlow is imported once; every item then runs in a fork of its own, because a graph program switches the whole
process to TF1 behaviour, and because modules of different cases have the same names. Modes:

    eager      the entry is called twice eagerly, the checkpoint restored in between
    deferred   the checkpoint is restored first, the variables are made after
    function   as eager, inside tf.function
    graph      the entry is built in a tf.Graph, restored by compat.v1.train.Saver, run in a Session
    program    the program opens its own session and restores for itself
    script     the file runs as __main__; what it prints is compared
    lifted     the entry has become a Keras layer: see lifted.py
    lifted_graph   the same layer, called by `compat_scope.get_layer` in a graph with a session
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import os
import runpy
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "oracle"))
import record_case

sys.path.insert(0, str(Path(__file__).resolve().parent))

FORWARD_TOLERANCE = 2e-5  # of the largest recorded value
PROGRAM_TOLERANCE = 1e-4  # after some training steps
TIME_LIMIT_S = 180.0
PRELOADED = (
    "tensorflow",
    "keras",
    "migrate.checkpoint",
    "migrate.compat_scope.contrib",
    "migrate.compat_scope.layers",
    "migrate.compat_scope.nn",
)


class Reference:
    """What is recorded of a case."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.settings: dict[str, Any] = record_case.read_case(str(path / "case.toml"))
        self.checkpoint = str(path / record_case.PREFIX)
        arrays = dict(np.load(path / "recorded.npz")) if (path / "recorded.npz").exists() else {}
        self.inputs = {k[len("input/") :]: v for k, v in arrays.items() if k.startswith("input/")}
        outputs = {k[len("output/") :]: v for k, v in arrays.items() if k.startswith("output/")}
        self.gradients = {k[9:]: v for k, v in arrays.items() if k.startswith("gradient/")}
        self.losses = {k[5:]: v for k, v in arrays.items() if k.startswith("loss/")}
        self.state = {k[6:]: v for k, v in arrays.items() if k.startswith("state/")}
        self.program = {k[8:]: v for k, v in outputs.items() if k.startswith("program/")}
        self.outputs = {k: v for k, v in outputs.items() if not k.startswith("program/")}

    @property
    def names(self) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = json.loads((self.path / "names.json").read_text())
        return rows

    @property
    def arguments(self) -> dict[str, Any]:
        return dict(self.settings.get("arguments", {}))


def compare_arrays(
    recorded: dict[str, np.ndarray],
    got: dict[str, Any],
    tolerance: float,
    common_scale: float | None = None,
) -> list[str]:
    """What differs, as lines; floats are compared relative to `common_scale`, or to the array's largest value."""
    problems = [f"{path}: missing" for path in recorded if path not in got]
    problems += [f"{path}: not recorded" for path in got if path not in recorded]
    for path in recorded.keys() & got.keys():
        want, have = recorded[path], np.asarray(got[path])
        if have.dtype.kind in "SO":
            have = np.vectorize(lambda s: s.decode() if isinstance(s, bytes) else str(s))(have)
        if want.shape != have.shape:
            problems.append(f"{path}: shape {list(have.shape)}, recorded {list(want.shape)}")
        elif want.dtype.kind not in "f":
            if not np.array_equal(want, have):
                problems.append(f"{path}: {have.tolist()}, recorded {want.tolist()}")
        else:
            difference = float(np.max(np.abs(want - have), initial=0.0))
            scale = common_scale or float(np.max(np.abs(want), initial=0.0)) or 1.0
            if not difference <= tolerance * scale:
                problems.append(f"{path}: differs by {difference:.3g} at a scale of {scale:.3g}")
    return sorted(problems)


def compare_names(recorded: list[dict[str, Any]], got: list[dict[str, Any]]) -> list[str]:
    """What differs in names, order, shapes, dtypes and trainability, as lines."""
    if recorded == got:
        return []
    wanted, have = [r["name"] for r in recorded], [g["name"] for g in got]
    problems = [f"missing {name}" for name in wanted if name not in have]
    problems += [f"not recorded: {name}" for name in have if name not in wanted]
    if not problems and wanted != have:
        problems.append(f"order {have}, recorded {wanted}")
    by_name = {g["name"]: g for g in got}
    for row in recorded:
        if row["name"] in by_name and by_name[row["name"]] != row:
            problems.append(f"{by_name[row['name']]}, recorded {row}")
    return problems


def leaves(value: Any) -> dict[str, Any]:
    """The arrays of a nested result of eager code."""
    out = {}
    for path, leaf in record_case.flatten(value):
        if leaf is None or type(leaf).__name__ == "Operation":
            continue
        out[path] = leaf.numpy() if hasattr(leaf, "numpy") else leaf
    return out


def describe(named: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of names.json for name -> variable."""
    return [
        {
            "name": name,
            "shape": v.shape.as_list() if hasattr(v.shape, "as_list") else list(v.shape),
            "dtype": getattr(v.dtype, "name", v.dtype),
            "trainable": v.trainable,
        }
        for name, v in named.items()
    ]


def eager_inputs(reference: Reference) -> dict[str, Any]:
    import tensorflow as tf

    tensors = {name: tf.constant(value) for name, value in reference.inputs.items()}
    return {**reference.arguments, **tensors}


def check_eager(reference: Reference, mode: str) -> dict[str, str]:
    """Eager code, a tf.function, or a restore before there are variables."""
    import tensorflow as tf

    from migrate import compat_scope
    from migrate.checkpoint import RestoreResult, restore

    entry = record_case.load(reference.settings["entry"])
    model = compat_scope.ScopedModule(entry)
    call = tf.function(model, autograph=False) if mode == "function" else model
    inputs = eager_inputs(reference)
    failures: dict[str, str] = {}
    if not reference.names:
        outputs = leaves(call(**inputs))
        result = RestoreResult("")
    elif mode == "deferred":
        result = restore(model, reference.checkpoint, strict=False)
        outputs = leaves(call(**inputs))
        result = result.complete()
    else:
        call(**inputs)
        names = compare_names(reference.names, describe(compat_scope.named_variables(model)))
        if names:
            failures["names"] = "\n".join(names)
        result = restore(model, reference.checkpoint, strict=False)
        outputs = leaves(call(**inputs))
    again = compare_names(reference.names, describe(compat_scope.named_variables(model)))
    if again and "names" not in failures:
        failures["names"] = "after the second call:\n" + "\n".join(again)
    if result.missing or result.mismatched or result.unused:
        failures["restore"] = str(result)
    problems = compare_arrays(reference.outputs, outputs, FORWARD_TOLERANCE)
    if problems:
        failures["outputs"] = "\n".join(problems)
    return failures


def check_graph(reference: Reference, entry: Any = None) -> dict[str, str]:
    """The entry (that of the case unless given) in a compat.v1 graph with a session, as TF1 ran it."""
    import tensorflow as tf

    v1 = tf.compat.v1
    entry = entry or record_case.load(reference.settings["entry"])
    failures: dict[str, str] = {}
    with tf.Graph().as_default(), v1.Session() as sess:
        feed, tensors = {}, {}
        specs = reference.settings.get("inputs", {})
        for name, value in reference.inputs.items():
            if ":" not in name:
                static = record_case.Input(name, specs[name]).static_shape
                tensors[name] = v1.placeholder(value.dtype, static, name="input_" + name)
                feed[tensors[name]] = value
        result = entry(**reference.arguments, **tensors)
        for name, value in reference.inputs.items():
            if ":" in name:
                feed[v1.get_default_graph().get_tensor_by_name(name)] = value
        variables = v1.global_variables()
        names = compare_names(
            reference.names, record_case.describe(variables, v1.trainable_variables())
        )
        if names:
            failures["names"] = "\n".join(names)
        sess.run([v1.global_variables_initializer(), v1.local_variables_initializer()])
        if variables:
            v1.train.Saver().restore(sess, reference.checkpoint)
        fetched, outputs = {}, {}
        for path, leaf in record_case.flatten(result):
            is_tensor = isinstance(leaf, tf.Tensor | tf.Variable) or hasattr(
                leaf, "_as_graph_element"
            )
            if is_tensor or isinstance(leaf, tf.Operation):
                fetched[path] = leaf
            elif leaf is not None:
                outputs[path] = leaf
        outputs.update((p, v) for p, v in sess.run(fetched, feed).items() if v is not None)
    problems = compare_arrays(reference.outputs, outputs, FORWARD_TOLERANCE)
    if problems:
        failures["outputs"] = "\n".join(problems)
    return failures


def check_program(reference: Reference) -> dict[str, str]:
    """The program, with its own session, optimizer and saver."""
    import tensorflow as tf

    program = record_case.load(reference.settings["program"])
    arguments = reference.arguments
    arguments.update((name.split(":")[0], value) for name, value in reference.inputs.items())
    with tf.Graph().as_default():
        result = program(checkpoint=reference.checkpoint, **arguments)
    problems = compare_arrays(reference.program, leaves(result), PROGRAM_TOLERANCE)
    return {"outputs": "\n".join(problems)} if problems else {}


def check_script(reference: Reference) -> dict[str, str]:
    """The script, as ``python FILE`` would run it."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        runpy.run_path(
            str(reference.path / "expected" / reference.settings["script"]), run_name="__main__"
        )
    recorded = (reference.path / "stdout.txt").read_text(encoding="utf-8")
    if printed.getvalue() == recorded:
        return {}
    return {"outputs": f"printed\n{printed.getvalue()}recorded\n{recorded}"}


def check(case: Path, mode: str) -> dict[str, str]:
    """The failures of one case in one mode, by check."""
    reference = Reference(case)
    sys.path.insert(0, str(case / "expected"))
    if mode == "graph":
        return check_graph(reference)
    if mode == "program":
        return check_program(reference)
    if mode == "script":
        return check_script(reference)
    if mode.startswith("lifted"):
        import lifted

        layers = lifted.Entry(reference)
        return layers.check() if mode == "lifted" else check_graph(reference, layers.in_scope)
    return check_eager(reference, mode)


def in_child(case: Path, mode: str, results: str) -> None:
    """Runs in the fork: appends one line of results and exits."""
    started = time.monotonic()
    try:
        with tempfile.TemporaryDirectory() as scratch, contextlib.redirect_stdout(io.StringIO()):
            os.chdir(scratch)
            failures = check(case, mode)
    except BaseException:
        failures = {"error": traceback.format_exc()[-6000:]}
    row = {"case": str(case), "mode": mode, "failures": failures}
    row["seconds"] = round(time.monotonic() - started, 3)
    with open(results, "a", encoding="utf-8") as f:
        f.write(json.dumps(row) + "\n")


def wait(pid: int, limit_s: float) -> str:
    """How the child ended; empty when it ended well."""
    deadline = time.monotonic() + limit_s
    while time.monotonic() < deadline:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return "" if status == 0 else f"the process ended with status {status}"
        time.sleep(0.005)
    os.kill(pid, 9)
    os.waitpid(pid, 0)
    return f"no result after {limit_s:g} s"


def main(items: str, results: str) -> None:
    sys.dont_write_bytecode = True
    for module in PRELOADED:  # once, for all the children
        importlib.import_module(module)
    for case, mode in json.loads(Path(items).read_text()):
        pid = os.fork()
        if pid == 0:
            code = 1
            try:
                in_child(Path(case), mode, results)
                code = 0
            finally:
                os._exit(code)
        ended = wait(pid, TIME_LIMIT_S)
        if ended:
            row = {"case": case, "mode": mode, "failures": {"error": ended}, "seconds": 0.0}
            with open(results, "a", encoding="utf-8") as f:
                f.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
