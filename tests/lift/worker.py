"""Runs migrated random programs on TensorFlow 2 and compares them with the recording of TF 1.15.5.

    python worker.py RECORDED.json.gz TREE REPORT.json RESULTS.jsonl

All in one process: the programs are model code, so each runs eagerly and then in a `tf.Graph` of its own
(only there if its source says `# graph only`). What became a
layer is called as one, everything else by `compat_scope.ScopedModule`.
"""

from __future__ import annotations

import gzip
import importlib
import json
import sys
import traceback
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "oracle"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "golden"))
import record_case
import worker as golden_worker
from lifted import verdict_of

INPUT = record_case.Input("x", "float32[2,3]")


def read(path: str) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as f:
        programs: list[dict[str, Any]] = json.load(f)
    return programs


def value_of(row: dict[str, Any]) -> np.ndarray:
    return record_case.variable_value(row["name"], row["shape"], np.float32)


def modes_of(program: dict[str, Any]) -> tuple[str, ...]:
    """A program with state of its own cannot be called a second time, as it is eagerly."""
    once = any("# graph only" in source for source in program["modules"].values())
    return ("graph",) if once else ("eager", "graph")


def _switches(program: dict[str, Any], tree: Path) -> bool:
    """Whether importing a migrated program turns TensorFlow 2's behaviour off, for good: such ones come last."""
    return any("disable_v2_behavior" in (tree / f"{n}.py").read_text() for n in program["modules"])


class Program:
    """One migrated program and what is recorded of it."""

    def __init__(self, recorded: dict[str, Any], report: dict[str, Any]) -> None:
        self.rows = recorded["names"]
        self.output = {"0": np.asarray(recorded["output"], np.float32)}
        (name,) = (n for n, source in recorded["modules"].items() if "def forward(" in source)
        module = importlib.import_module(name)
        try:
            verdict = verdict_of(report, f"{name}:forward")
        except LookupError:  # not scoped in itself
            verdict = {"tier": ""}
        # A part of it may have become a layer, which the function then calls.
        self.lifted = verdict["tier"] == "lifted" and not hasattr(module, "forward")
        self.entry = getattr(module, verdict["class_name"] if self.lifted else "forward")

    def eager(self) -> dict[str, str]:
        import tensorflow as tf

        from migrate import compat_scope

        model = self.entry() if self.lifted else compat_scope.ScopedModule(self.entry)
        x = tf.constant(INPUT.value)
        model(x)
        named = dict(compat_scope.named_variables(model))
        names = golden_worker.compare_names(self.rows, golden_worker.describe(named))
        trained = len(getattr(model, "trainable_variables", named))
        wanted = sum(bool(row.get("trainable", True)) for row in self.rows)
        if self.lifted and trained != wanted:
            names.append(f"{trained} variables are trained, not {wanted}")
        for row in self.rows:
            if row["name"] in named:
                named[row["name"]].assign(value_of(row))
        return self._failures(names, model(x).numpy())

    def graph(self) -> dict[str, str]:
        import tensorflow as tf

        from migrate import compat_scope

        v1 = tf.compat.v1
        with tf.Graph().as_default(), v1.Session() as sess:
            x = v1.placeholder(INPUT.dtype, INPUT.static_shape)
            y = compat_scope.get_layer(self.entry)(x) if self.lifted else self.entry(x)
            variables = v1.global_variables()
            described = record_case.describe(variables, v1.trainable_variables())
            sess.run(v1.global_variables_initializer())
            by_name = {v.op.name: v for v in variables}
            for row in self.rows:
                if row["name"] in by_name:
                    by_name[row["name"]].load(value_of(row), sess)
            output = sess.run(y, {x: INPUT.value})
        return self._failures(golden_worker.compare_names(self.rows, described), output)

    def _failures(self, names: list[str], output: np.ndarray) -> dict[str, str]:
        tolerance = golden_worker.FORWARD_TOLERANCE
        outputs = golden_worker.compare_arrays(self.output, {"0": output}, tolerance)
        found = {"names": names, "outputs": outputs}
        return {check: "\n".join(lines) for check, lines in found.items() if lines}


def main(recorded: str, tree: str, report: str, results: str) -> None:
    sys.dont_write_bytecode = True
    sys.path.insert(0, tree)
    verdicts = json.loads(Path(report).read_text(encoding="utf-8"))
    with open(results, "w", encoding="utf-8") as out:
        for one in sorted(read(recorded), key=lambda one: _switches(one, Path(tree))):
            for mode in modes_of(one):
                try:
                    failures = getattr(Program(one, verdicts), mode)()
                except Exception:
                    failures = {"error": traceback.format_exc()[-3000:]}
                out.write(
                    json.dumps({"seed": one["seed"], "mode": mode, "failures": failures}) + "\n"
                )
                out.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
