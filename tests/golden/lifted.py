"""Runs a lifted entry: makes the Keras layer that the report names, and compares it with what TF 1.15.5 did.

Imported by ``worker.py`` in the process of one case. What is checked of the layer, called eagerly:

    names, restore, outputs    recorded for the fixture: `migrate.checkpoint.names` in their order; the checkpoint leaves
               nothing missing, unused or of another shape; what the layer then computes
    back       the same with other values, and what `save_tf1` writes of them, which TF 1.15.5 restored
    weights    outputs of a second instance from `.weights.h5` (of a `tf.Module`: from `tf.train.Checkpoint`), of the layer
               inside a `tf.function`,, of an instance made by `from_config`,
               of a functional model saved as `.keras` and loaded, of a SavedModel; `model.summary()`
    state      what the call changed, where the case has UPDATE_OPS
    trained    `trainable_variables` holds all that TF1 trained
    losses     the layer's `losses`, where the case has regularization losses
    gradients  by `tf.GradientTape`, where they are recorded
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import configured
import numpy as np
import record_case
import worker

GRADIENT_TOLERANCE = 2e-5  # of the largest value of all the gradients: they cancel where the model is symmetric
STATE_TOLERANCE = 2e-5


class Entry:
    """The lifted entry of a case."""

    def __init__(self, reference: worker.Reference) -> None:
        self.reference = reference
        entry = reference.settings["entry"]
        report = json.loads((reference.path / "report.json").read_text(encoding="utf-8"))
        verdict = verdict_of(report, entry)
        module = importlib.import_module(entry.partition(":")[0])
        self.cls = getattr(module, verdict["class_name"])
        given = worker.eager_inputs(reference)
        self.config = {n: given.pop(n) for n in verdict["init_params"] if n in given}
        self.call_names = [n for n in verdict["call_params"] if n in given]
        self.inputs = {n: given.pop(n) for n in self.call_names}
        name = given.pop(verdict["name_param"], None) if verdict["name_param"] else None
        self.name = {} if name is None else {"name": name}
        if given:
            raise TypeError(f"{verdict['callers_write']} takes no {', '.join(sorted(given))}")

    def make(self) -> Any:
        return self.cls(**self.config, **self.name)

    def in_scope(self, **inputs: Any) -> Any:
        """What code on variable scopes writes instead of the TF1 call."""
        from migrate import compat_scope

        layer = compat_scope.get_layer(self.cls, **self.config, **self.name)
        return layer(**{name: inputs[name] for name in self.call_names})

    def call(self, layer: Any) -> Any:
        return layer(**self.inputs)

    def check(self, out: Path) -> dict[str, str]:
        """What is not as it was in TF 1.15.5, by check."""
        failures: dict[str, list[str]] = {}
        layer = self.make()
        self.call(layer)
        named = variables_by_name(layer)
        result = self._restored(layer)
        before = {name: np.array(value) for name, value in named.items()}
        outputs = worker.leaves(self.call(layer))
        worker.write_recording(out, worker.describe(dict(named)), outputs, result)
        failures["trained"] = self._trained(layer, named)
        failures["losses"] = self._losses(layer)
        failures["state"] = self._state(before, named)
        self._restore(layer)
        failures["gradients"] = self._gradients(layer, named)
        for label, other in (("tf.function", self._function), ("weights", self._reloaded)):
            self._restore(layer)
            failures[label] = self._attempt(other, layer)
        for label, other in (
            ("from_config", self._configured),
            ("keras", self._kept),
            ("export", self._exported),
            ("summary", self._summary),
        ):
            if not is_module(layer) and label not in self.reference.settings.get("without", ()):
                self._restore(layer)
                failures[label] = self._attempt(other, layer)
        failures["back"] = self._attempt(self._back, out / "back")
        return {check: "\n".join(lines) for check, lines in failures.items() if lines}

    def _compare(self, outputs: dict[str, Any]) -> list[str]:
        return worker.compare_arrays(
            self.reference.outputs, outputs, worker.FORWARD_TOLERANCE
        )

    def _restored(self, layer: Any) -> Any:
        from migrate.checkpoint import restore

        if not self.reference.names:
            return None
        return restore(layer, self.reference.checkpoint, strict=False)

    def _restore(self, layer: Any) -> list[str]:
        result = self._restored(layer)
        wrong = result is not None and (result.missing or result.mismatched or result.unused)
        return [str(result)] if wrong else []

    def _back(self, out: Path) -> None:
        """Of a layer of its own: statistics and other state are as the checkpoint has them when it is called."""
        layer = self.make()
        self.call(layer)
        worker.save_back(layer, variables_by_name(layer), lambda: self.call(layer), out)

    def _trained(self, layer: Any, named: dict[str, Any]) -> list[str]:
        """Whether optimizers get all variables: Keras leaves out what a list held before it was a layer's."""
        wanted = sum(bool(v.trainable) for v in named.values())
        got = len(layer.trainable_variables)
        return [] if got == wanted else [f"{got} variables are trained, of {wanted}"]

    def _losses(self, layer: Any) -> list[str]:
        if not self.reference.settings.get("losses"):
            return []
        got = sorted(float(np.asarray(loss)) for loss in layer.losses)
        recorded = sorted(float(loss) for loss in self.reference.losses.values())
        if len(got) == len(recorded) and np.allclose(got, recorded, rtol=1e-5):
            return []
        return [f"{got}, recorded {recorded}"]

    def _state(self, before: dict[str, np.ndarray], named: dict[str, Any]) -> list[str]:
        if not self.reference.settings.get("updates"):
            return []
        changed = {
            name: np.asarray(value)
            for name, value in named.items()
            if not np.array_equal(before[name], np.asarray(value))
        }
        return worker.compare_arrays(self.reference.state, changed, STATE_TOLERANCE)

    def _gradients(self, layer: Any, named: dict[str, Any]) -> list[str]:
        import tensorflow as tf

        if not self.reference.gradients:
            return []
        trained = {name: v for name, v in named.items() if v.trainable}
        with tf.GradientTape() as tape:
            floats = [
                leaf
                for _, leaf in record_case.flatten(self.call(layer))
                if hasattr(leaf, "dtype") and np.dtype(dtype_of(leaf)).kind == "f"
            ]
            loss = sum(tf.reduce_sum(tf.square(tf.cast(leaf, tf.float64))) for leaf in floats)
        sources = [v if isinstance(v, tf.Variable) else v.value for v in trained.values()]
        found = zip(trained, tape.gradient(loss, sources), strict=True)
        got = {n: tf.convert_to_tensor(g).numpy() for n, g in found if g is not None}
        recorded = self.reference.gradients
        scale = max(float(np.max(np.abs(g), initial=0.0)) for g in recorded.values())
        return worker.compare_arrays(recorded, got, GRADIENT_TOLERANCE, scale)

    def _attempt(self, check: Callable[[Any], list[str] | None], layer: Any) -> list[str]:
        import traceback

        try:
            return check(layer) or []
        except Exception:
            return [traceback.format_exc()[-3000:]]

    def _function(self, layer: Any) -> list[str]:
        import tensorflow as tf

        tensors = {n: v for n, v in self.inputs.items() if tf.is_tensor(v)}
        plain = {n: v for n, v in self.inputs.items() if n not in tensors}
        function = tf.function(lambda **given: layer(**given, **plain))
        return self._compare(worker.leaves(function(**tensors)))

    def _reloaded(self, layer: Any) -> list[str]:
        if is_module(layer):
            return self._checkpointed(layer)
        saved, loaded = holder(layer), holder(self.make())
        self.call(loaded.layer)
        saved.save_weights("model.weights.h5")
        loaded.load_weights("model.weights.h5")
        return self._compare(worker.leaves(self.call(loaded.layer)))

    def _checkpointed(self, module: Any) -> list[str]:
        import tensorflow as tf

        loaded = self.make()
        self.call(loaded)
        saved = tf.train.Checkpoint(model=module).save("model")
        tf.train.Checkpoint(model=loaded).restore(saved).assert_consumed()
        return self._compare(worker.leaves(self.call(loaded)))

    def _configured(self, layer: Any) -> list[str]:
        copy = self.cls.from_config(layer.get_config())
        self.call(copy)
        return self._restore(copy) + self._compare(worker.leaves(self.call(copy)))


    def _kept(self, layer: Any) -> list[str]:
        """A functional model of the layer, saved as a `.keras` file and loaded."""
        import keras
        import tensorflow as tf

        tensors = {n: v for n, v in self.inputs.items() if tf.is_tensor(v)}
        plain = {n: v for n, v in self.inputs.items() if n not in tensors}
        given = {
            n: keras.Input(batch_shape=t.shape, dtype=t.dtype.name, name=f"given_{n}")
            for n, t in tensors.items()
        }
        made = record_case.flatten(layer(**given, **plain))
        model = keras.Model(given, {n: v for n, v in made if isinstance(v, keras.KerasTensor)})
        model.save("model.keras")
        loaded = keras.models.load_model("model.keras", custom_objects=configured.own_objects(self.reference.path))
        return self._compare(self._with_constants(loaded(tensors)))

    def _with_constants(self, found: dict[str, Any]) -> dict[str, Any]:
        """Outputs, with what the layer returns beside tensors."""
        rest = {n: v for n, v in worker.leaves(self.call(self.make())).items() if n not in found}
        return {**rest, **{n: v.numpy() for n, v in found.items()}}

    def _exported(self, layer: Any) -> list[str]:
        """A SavedModel for serving, without the classes."""
        import keras
        import tensorflow as tf

        tensors = {n: v for n, v in self.inputs.items() if tf.is_tensor(v)}
        plain = {n: v for n, v in self.inputs.items() if n not in tensors}

        @tf.function(
            input_signature=[{n: tf.TensorSpec(t.shape, t.dtype) for n, t in tensors.items()}]
        )
        def serve(given: dict[str, Any]) -> dict[str, Any]:
            return {n: v for n, v in worker.leaves(layer(**given, **plain)).items() if tf.is_tensor(v)}

        archive = keras.export.ExportArchive()
        archive.track(layer)
        archive.add_endpoint("serve", serve)
        archive.write_out("exported", verbose=False)
        loaded = tf.saved_model.load("exported")
        return self._compare(self._with_constants(loaded.serve(tensors)))

    def _summary(self, layer: Any) -> list[str]:
        lines: list[str] = []
        holder(layer).summary(print_fn=lambda line, **_: lines.append(line), line_length=200)
        shown = "\n".join(lines)
        count = f"{sum(int(np.prod(w.shape)) for w in layer.weights):,}"
        return [] if count in shown and layer.name[:20] in shown else [shown]


def is_module(layer: Any) -> bool:
    """Whether it is a plain `tf.Module`, which knows no configuration and no `.weights.h5`."""
    import keras
    import tensorflow as tf

    return isinstance(layer, tf.Module) and not isinstance(layer, keras.layers.Layer)


def holder(layer: Any) -> Any:
    """A Keras model that owns the layer: `save_weights` is a method of models."""
    import keras

    class Holder(keras.Model):
        def __init__(self) -> None:
            super().__init__()
            self.layer = layer
            self.built = True  # what it owns is

        def call(self, inputs: Any) -> Any:
            return self.layer(inputs)

    return Holder()


def variables_by_name(layer: Any) -> dict[str, Any]:
    """TF1 name -> variable, in the order of `migrate.checkpoint.names`."""
    from migrate import compat_scope
    from migrate.checkpoint import names
    by_name = dict(compat_scope.named_variables(layer))
    return {name: by_name[name] for name in names(layer)}


def verdict_of(report: dict[str, Any], entry: str) -> dict[str, Any]:
    """The verdict on ``module:function``."""
    module, _, qualname = entry.partition(":")
    paths = (f"{module.replace('.', '/')}.py", f"{module.replace('.', '/')}/__init__.py")
    for file in report["files"]:
        for verdict in file["verdicts"] if file["path"] in paths else ():
            if verdict["qualname"] == qualname:
                return dict(verdict)
    raise LookupError(f"the report says nothing of {entry}")


def dtype_of(leaf: Any) -> Any:
    return getattr(leaf.dtype, "as_numpy_dtype", leaf.dtype)
