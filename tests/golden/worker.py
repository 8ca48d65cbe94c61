"""Builds and runs migrated golden cases on TensorFlow 2 and compares them with what TF 1.15.5 did.

    python worker.py ITEMS.json RESULTS.jsonl       ITEMS: [[case directory, mode], ...]

Names, outputs and the restore are recorded beside the results, as the recorder does it; the test compares them by the plugin's
fixture ``tf1_reference``. What is beyond it, such as gradients, is compared here.

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
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from migrate.verify import differences, recorder

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
    if common_scale is None:
        return lines(differences.compare_arrays(recorded, got, tolerance))
    rows = [
        differences.compare_array(path, recorded[path], got[path], tolerance, common_scale)
        for path in recorded.keys() & got.keys()
    ]
    rows += [differences.Row(p, "missing or not recorded") for p in recorded.keys() ^ got.keys()]
    return lines(rows)


def compare_names(recorded: list[dict[str, Any]], got: list[dict[str, Any]]) -> list[str]:
    """What differs in names, order, shapes, dtypes and trainability, as lines."""
    return lines(differences.compare_names(recorded, got))


def lines(rows: list[Any]) -> list[str]:
    """The rows that differ, in words."""
    return sorted(f"{row.name}: {row.problem}" for row in rows if row.problem)


def write_recording(
    out: Path, names: list[dict[str, Any]], outputs: dict[str, Any], restored: Any = None
) -> None:
    """What a migrated case did, as the recorder writes it: the fixture ``tf1_reference`` compares it."""
    (out / "checkpoint").mkdir(parents=True, exist_ok=True)
    recorder.write_json(str(out / "names.json"), names)
    arrays = {f"output/{path}": plain(value) for path, value in outputs.items()}
    recorder.write_arrays(str(out / "recorded.npz"), arrays)
    ok = restored is None or not (restored.missing or restored.mismatched or restored.unused)
    facts = {"restore": str(restored or ""), "restore ok": ok}
    (out / "proof.json").write_text(json.dumps(facts), encoding="utf-8")


def save_back(model: Any, named: dict[str, Any], call: Callable[[], Any], out: Path) -> None:
    """Other values than TF1 had, saved by `save_tf1` for TF1, and what the model computes with them."""
    from migrate.checkpoint import save_tf1

    if not named:
        return
    for name, variable in named.items():
        dtype = np.dtype(getattr(variable.dtype, "as_numpy_dtype", variable.dtype))
        value = record_case.variable_value(f"back/{name}", tuple(variable.shape), dtype)
        variable.assign(value)
    save_tf1(model, out / record_case.PREFIX, latest=False)
    write_recording(out, describe(named), leaves(call()))


def plain(value: Any) -> Any:
    """An array without Python objects: strings as text."""
    array = np.asarray(value)
    if array.dtype.kind != "O":
        return array
    texts = [v.decode() if isinstance(v, bytes) else str(v) for v in array.ravel()]
    return np.array(texts, dtype=np.str_).reshape(array.shape)


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


def check_eager(reference: Reference, mode: str, out: Path) -> dict[str, str]:
    """Eager code, a tf.function, or a restore before there are variables."""
    import tensorflow as tf

    from migrate import compat_scope
    from migrate.checkpoint import restore

    entry = record_case.load(reference.settings["entry"])
    model = compat_scope.ScopedModule(entry)
    call = tf.function(model, autograph=False) if mode == "function" else model
    inputs = eager_inputs(reference)
    rows, result = None, None
    called: dict[int, Any] = {}
    if mode == "eager" and reference.settings.get("target") == "keras":
        import copies

        with copies.called_layers() as called:
            call(**inputs)
    if not reference.names:
        outputs = leaves(call(**inputs))
    elif mode == "deferred":
        result = restore(model, reference.checkpoint, strict=False)
        outputs = leaves(call(**inputs))
        result = result.complete()
    else:
        call(**inputs)
        rows = describe(compat_scope.named_variables(model))
        result = restore(model, reference.checkpoint, strict=False)
        outputs = leaves(call(**inputs))
    again = describe(compat_scope.named_variables(model))
    write_recording(out, again, outputs, result)
    if mode == "eager" and reference.settings.get("target") == "keras":
        save_back(model, dict(compat_scope.named_variables(model)), lambda: call(**inputs), out / "back")
    failures = {}
    if rows is not None and rows != again:
        failures["names"] = "\n".join(
            ["the second call has others:", *compare_names(rows, again)]
        )
    if mode == "eager" and reference.settings.get("target") == "keras":
        import configured

        failures["configs"] = "\n".join(configured.check_configs(reference.path))
        failures["copies"] = "\n".join(copies.check_copies(reference.path, called))
    return {check: text for check, text in failures.items() if text}


def check_graph(reference: Reference, out: Path, entry: Any = None) -> dict[str, str]:
    """The entry (that of the case unless given) in a compat.v1 graph with a session, as TF1 ran it."""
    import tensorflow as tf

    v1 = tf.compat.v1
    entry = entry or record_case.load(reference.settings["entry"])
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
        rows = record_case.describe(variables, v1.trainable_variables())
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
    write_recording(out, rows, outputs)
    return {}


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


def check(case: Path, mode: str, out: Path) -> dict[str, str]:
    """The failures of one case in one mode, by check, beside what is recorded in `out` for the fixture."""
    reference = Reference(case)
    sys.path.insert(0, str(case / "expected"))
    if mode == "graph":
        return check_graph(reference, out)
    if mode == "program":
        return check_program(reference)
    if mode == "script":
        return check_script(reference)
    if mode.startswith("lifted"):
        import lifted

        layers = lifted.Entry(reference)
        return layers.check(out) if mode == "lifted" else check_graph(reference, out, layers.in_scope)
    return check_eager(reference, mode, out)


def in_child(case: Path, mode: str, out: Path, results: str) -> None:
    """Runs in the fork: appends one line of results and exits."""
    started = time.monotonic()
    try:
        with tempfile.TemporaryDirectory() as scratch, contextlib.redirect_stdout(io.StringIO()):
            os.chdir(scratch)
            failures = check(case, mode, out)
    except BaseException:
        failures = {"error": traceback.format_exc()[-6000:]}
    row = {"case": str(case), "mode": mode, "failures": failures}
    row["recorded"] = str(out) if (out / "names.json").exists() else ""
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
    for number, (case, mode) in enumerate(json.loads(Path(items).read_text())):
        out = Path(results).resolve().parent / str(number)
        pid = os.fork()
        if pid == 0:
            code = 1
            try:
                in_child(Path(case), mode, out, results)
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
