"""Records what migrated code does on TensorFlow 2, in the form of ``recorder.py``. Runs in a process of its own.

python -m migrate.verify.after REQUEST.json --src NEW --out DIR --reference DIR
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import platform
import sys
import time
import traceback
from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf

from migrate.checkpoint import Reader, names, read_names, restore
from migrate.checkpoint.holders import named
from migrate.checkpoint.matching import targets
from migrate.verify import recorder
from migrate.verify.subject import Subject, holds_variables, subject_of

_SECONDS = 30.0  # for building models whose initial values are sampled


class Recording:
    """One eager recording: what is found, by the keys of the recorder's files."""

    def __init__(self, entry: Any, request: dict[str, Any], src: str, reference: str) -> None:
        self.entry, self.request, self.src, self.reference = entry, request, src, reference
        draw, specs = request.get("draw", 0), request.get("inputs", {})
        self.inputs = {name: recorder.Input(name, spec, draw) for name, spec in specs.items()}
        self.arrays: dict[str, Any] = {}
        self.facts: dict[str, Any] = {"mode": "eager"}
        self.rows: list[dict[str, Any]] = []
        self.outputs: dict[str, Any] = {}

    def fresh(self, training: bool = False) -> Subject:
        """A new model, built: its variables are as its initializers made them."""
        subject = subject_of(self.entry, self.arguments(training))
        try:  # traced, not run: a run in training mode would already update statistics
            trace = tf.function(lambda tensors: _traceable(subject.call(tensors)), autograph=False)
            trace.get_concrete_function(self.tensors())
        except Exception:  # not all code can be traced
            subject = self.made(training)
        return subject

    def made(self, training: bool = False) -> Subject:
        """A new model that was called once."""
        subject = subject_of(self.entry, self.arguments(training))
        subject.call(self.tensors())
        return subject

    def arguments(self, training: bool) -> dict[str, Any]:
        """What the entry gets besides tensors, made anew."""
        given = dict(self.request.get("arguments", {}))
        given |= self.request.get("training", {}) if training else {}
        found: dict[str, Any] = recorder.made(given)
        return found

    def tensors(self) -> dict[str, Any]:
        return {name: tf.constant(item.value) for name, item in self.inputs.items()}

    def run(self) -> None:
        subject = self.fresh()
        self.facts["kind"] = subject.kind
        variables = named(subject.model)
        self.rows = [
            {"name": r.name, "shape": r.shape, "dtype": r.dtype, "trainable": r.trainable}
            for r in (names(subject.model).values() if variables else ())
        ]
        self.initial(subject)
        self.restore(subject)
        leaves = self.leaves(subject.call(self.tensors()))
        self.outputs = {path: to_array(leaf) for path, leaf in leaves.items()}
        if self.request.get("intermediates"):
            self.facts["intermediates"] = self.intermediates(subject)
        self.gradients(subject)
        try:
            self.step()
        except Exception as error:  # the forward pass is worth comparing all the same
            self.facts["no step"] = f"{type(error).__name__}: {str(error)[:500]}"

    def restore(self, subject: Subject) -> None:
        """The user's checkpoint first, if there is one; then, so that all is known, what the original side had."""
        if not named(subject.model):
            return
        theirs = self.request.get("checkpoint")
        if theirs:
            result = restore(subject.model, theirs, strict=False)
            self.facts["restored"] = list(result.matched)
            self.facts["restore"] = str(result)
        result = restore(subject.model, self.reference, strict=False)
        self.facts["copied"] = list(result.matched)
        if not theirs:
            self.facts["restore"] = str(result)
        self.facts["restore ok"] = result.ok

    def initial(self, first: Subject) -> None:
        """Samples what the initializers give: of the first model, and of the trained variables of more models.

        Those are built by a call, which is faster than a trace, and which changes no trained variable.
        """
        total = sum(int(np.prod(v.shape)) for v in named(first.model).values())
        runs: dict[str, list[Any]] = {}
        started = time.monotonic()
        for number in range(recorder.initial_runs(total)):
            if number > 2 and time.monotonic() - started > _SECONDS:
                break
            subject = first if number == 0 else self.made()
            for name, variable in named(subject.model).items():
                value = variable.numpy()
                if value.dtype.kind in "fiub" and (number == 0 or variable.trainable):
                    runs.setdefault(name, []).append(recorder.sample(value))
        for name, values in runs.items():
            self.arrays[f"initial/{name}"] = recorder.pooled(values)

    def leaves(self, result: Any) -> dict[str, Any]:
        """What the recorder would record of a result."""
        return leaves_of(recorder.chosen(result, self.request.get("outputs")))

    def loss(self, subject: Subject) -> Any:
        """A taped pass: its loss, as the recorder makes it; None without float outputs."""
        terms = []
        for path, leaf in sorted(self.leaves(subject.call(self.tensors())).items()):
            tensor = tf.convert_to_tensor(leaf)
            if tensor.dtype.is_floating and _is_tensor(leaf):
                weight = recorder.output_weight(path, tuple(tensor.shape))
                terms.append(tf.reduce_mean(tf.cast(tensor, tf.float32) * weight))
        if not terms:
            return None
        losses = [tf.cast(loss, tf.float32) for loss in subject.regularization_losses()]
        return tf.add_n(terms + losses)

    def gradients(self, subject: Subject) -> None:
        self.restore(subject)
        trainable = subject.trainable()
        with tf.GradientTape() as tape:
            loss = self.loss(subject)
        losses = subject.regularization_losses()
        self.facts["losses"] = [float(np.sum(loss.numpy())) for loss in losses]
        if loss is None or not trainable:
            return
        self.facts["loss"] = float(loss)
        found = dict(zip(trainable, tape.gradient(loss, list(trainable.values())), strict=True))
        self.facts["no gradient"] = [name for name, gradient in found.items() if gradient is None]
        for name, gradient in found.items():
            if gradient is not None:
                self.arrays[f"gradient/{name}"] = tf.convert_to_tensor(gradient).numpy()

    def step(self) -> None:
        """One step of gradient descent by Keras' optimizer, in training mode if asked for."""
        import keras

        subject = self.fresh(training=True)
        self.restore(subject)
        trainable = subject.trainable()
        before = {name: variable.numpy() for name, variable in named(subject.model).items()}
        with tf.GradientTape() as tape:
            loss = self.loss(subject)
        if loss is None or not trainable:
            return
        gradients = tape.gradient(loss, list(trainable.values()))
        pairs = [(g, v) for g, v in zip(gradients, trainable.values()) if g is not None]
        keras.optimizers.SGD(recorder.LEARNING_RATE).apply_gradients(pairs)
        self.facts["step loss"] = float(loss)
        for name, variable in named(subject.model).items():
            value = variable.numpy()
            if value.dtype.kind in "fiu":
                self.arrays[f"step/{name}"] = value.astype(np.float64) - before[name]

    def intermediates(self, subject: Subject) -> dict[str, Any]:
        """As the recorder's, from a trace of the model."""
        order = list(self.inputs)
        specs = [tf.TensorSpec(i.value.shape, i.dtype) for i in self.inputs.values()]
        traced: dict[str, Any] = {}

        def forward(*tensors: Any) -> Any:
            result = self.leaves(subject.call(dict(zip(order, tensors, strict=True))))
            traced.update((path, tf.convert_to_tensor(leaf)) for path, leaf in result.items())
            return list(traced.values())

        wrapped = tf.compat.v1.wrap_function(forward, specs)
        floats = {path: tensor for path, tensor in traced.items() if tensor.dtype.is_floating}
        found = [
            tensor
            for op in recorder.ancestors(list(floats.values()))
            for tensor in op.outputs
            if tensor.dtype.is_floating and tensor.op.type != "Placeholder"
        ]
        feeds = wrapped.inputs[: len(order)]
        values = wrapped.prune(feeds, found)(*self.tensors().values()) if found else []
        root, rows = os.path.realpath(self.src), []
        for name, item in self.inputs.items():
            rows.append(recorder.fingerprint(item.value) | {"name": name, "op": "", "inputs": []})
            rows[-1]["place"] = None
        for tensor, value in zip(found, values, strict=True):
            row = recorder.fingerprint(value.numpy())
            row |= {"name": tensor.name, "op": tensor.op.type}
            row |= {"inputs": [t.name for t in tensor.op.inputs]}
            rows.append(row | {"place": recorder.place_of(tensor.op, root)})
        return {"outputs": {path: t.name for path, t in floats.items()}, "rows": rows}

    def write(self, out: Path) -> None:
        out.mkdir(parents=True, exist_ok=True)
        recorder.write_json(str(out / "names.json"), self.rows)
        recorded = {f"input/{name}": item.value for name, item in self.inputs.items()}
        recorded |= {f"output/{path}": value for path, value in self.outputs.items()}
        recorder.write_arrays(str(out / "recorded.npz"), recorded)
        recorder.write_arrays(str(out / "proof.npz"), self.arrays)
        if "intermediates" in self.facts:
            text = json.dumps(self.facts.pop("intermediates"))
            (out / "intermediates.json").write_text(text, encoding="utf-8")
        self.facts |= {"tensorflow": tf.__version__, "python": platform.python_version()}
        (out / "proof.json").write_text(json.dumps(self.facts, indent=1), encoding="utf-8")


def _traceable(result: Any) -> list[Any]:
    """The tensors of a result, without what a tf.function cannot return."""
    return [leaf for _, leaf in recorder.flatten(result) if tf.is_tensor(leaf)]


def _is_tensor(leaf: Any) -> bool:
    return tf.is_tensor(leaf) or isinstance(leaf, tf.Variable) or hasattr(leaf, "numpy")


def leaves_of(result: Any) -> dict[str, Any]:
    """Path -> tensor or value, of a nested result."""
    found = {}
    for path, leaf in recorder.flatten(result):
        if leaf is None or isinstance(leaf, tf.Operation):
            continue
        if _is_tensor(leaf) or np.asarray(leaf).dtype != object:
            found[path] = leaf
    return found


def to_array(leaf: Any) -> Any:
    """A leaf's value."""
    return np.asarray(leaf.numpy() if hasattr(leaf, "numpy") else leaf)


def find_entry(entry: str) -> Any:
    """What ``module:name`` names; where there is no such function any more, the class of that name in capitals.

    Raises:
        AttributeError: there is neither.
    """
    try:
        return recorder.entry_of(entry)
    except AttributeError:
        module_name, _, name = entry.partition(":")
        module = importlib.import_module(module_name)
        lifted = getattr(
            module, "".join(part[:1].upper() + part[1:] for part in name.split("_")), None
        )
        if not isinstance(lifted, type):
            raise
        return lifted


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m migrate.verify.after")
    parser.add_argument("request")
    for option in ("--src", "--out", "--reference"):
        parser.add_argument(option, required=True)
    options = parser.parse_args(argv)
    request = json.loads(Path(options.request).read_text(encoding="utf-8"))
    sys.path.insert(0, options.src)
    del sys.argv[1:]  # programs that read flags see none of ours
    try:
        record(request, options)
    except Exception as error:
        if os.environ.get("RECORDER_TRACEBACK"):
            traceback.print_exc()
        sys.stderr.write(f"\n{recorder.FAILED}{recorder.failure(error, options.src)}\n")
        return 1
    return 0


def record(request: dict[str, Any], options: argparse.Namespace) -> None:
    """Records the migrated code, eagerly or as a graph program."""
    entry = find_entry(request["entry"])
    mode = request.get("mode", "auto")
    is_class = isinstance(entry, type) and holds_variables(entry)
    if mode == "auto" and (not tf.executing_eagerly() or any(":" in n for n in request["inputs"])):
        mode = "eager" if is_class else "graph"
    if mode == "graph":
        record_graph(request, options)
        return
    if not tf.executing_eagerly():  # a class is called eagerly, whatever the module's programs do
        tf.compat.v1.enable_v2_behavior()
    recording = Recording(entry, request, options.src, options.reference)
    try:
        recording.run()
    except Exception as error:
        if mode == "eager" or is_class:
            raise
        # TF1 code that needs a graph, such as for the names of tensors.
        print(traceback.format_exc(), file=sys.stderr)  # noqa: T201
        record_graph(request, options, f"{type(error).__name__}: {error}".splitlines()[0])
        return
    recording.write(Path(options.out))


def record_graph(
    request: dict[str, Any], options: argparse.Namespace, why: str = "the module asks for it"
) -> None:
    """Records the migrated code as a graph program, with the values that the original had."""
    theirs = request.get("checkpoint")
    recorder.record(request | {"checkpoint": options.reference}, options.src, options.out)
    path = Path(options.out) / "proof.json"
    facts = json.loads(path.read_text(encoding="utf-8")) | {"why graph": why}
    facts["copied"] = facts["restored"]
    if theirs:
        facts["restored"] = _in_checkpoint(Path(options.out) / "names.json", theirs)
    else:
        facts.pop("restored")
    path.write_text(json.dumps(facts, indent=1), encoding="utf-8")


def _in_checkpoint(names_path: Path, checkpoint: str) -> list[str]:
    """The variables that a checkpoint has values for."""
    shapes = Reader(checkpoint).shapes
    plan = targets(read_names(names_path), shapes)
    return [target.name for target in plan if target.key in shapes]


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    sys.exit(main())
