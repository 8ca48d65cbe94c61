"""A model of today against what TensorFlow 1 recorded: names, restore, outputs."""

from __future__ import annotations

import fnmatch
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from migrate.verify.differences import FORWARD, Row, compare_arrays, compare_names
from migrate.verify.recorded import Recorded, read_recorded


class Reference:
    """What ``recorder.py`` wrote under TensorFlow 1, to hold a model against.

    Args:
        folder: the ``--out`` of the recorder.
        checkpoint: another checkpoint to restore, in place of the recorded one.

    Attributes:
        recorded: the names, inputs and outputs.
        checkpoint: the prefix of the checkpoint.

    Raises:
        ReferenceUnreadable: there is no recording in `folder`.
    """

    def __init__(self, folder: str | Path, checkpoint: str | None = None) -> None:
        self.recorded: Recorded = read_recorded(folder)
        self.checkpoint = checkpoint or self.recorded.checkpoint

    def problems(
        self,
        model: Any,
        arguments: Mapping[str, Any] | None = None,
        *,
        tolerance: float = FORWARD,
        ordered: bool = False,
        exclude: str | None = None,
    ) -> dict[str, list[str]]:
        """What is not as recorded, as lines by ``"names"``, ``"restore"`` and ``"outputs"``; empty if all is.

        Args:
            model: a function on TF1 scopes, a Keras layer or `tf.Module`, or a class of such: what
                :func:`migrate.verify.subject.subject_of` takes; it is recorded (:meth:`record`). Or what was recorded
                of one elsewhere, such as in a process of its own.
            arguments: the other arguments: of a class for its constructor or its call.
            tolerance: relative difference that counts as equal.
            ordered: also compare the order of the variables.
            exclude: a glob of output paths that are not compared.

        Raises:
            EntryError: a class takes one of the arguments nowhere.
        """
        after = model if isinstance(model, Recorded) else self.record(model, arguments or {})
        found: dict[str, list[str]] = {}
        _add(found, "names", compare_names(self.recorded.names, after.names, ordered))
        if not after.facts.get("restore ok", True):
            found["restore"] = str(after.facts["restore"]).splitlines()
        before = {
            path: value
            for path, value in self.recorded.outputs.items()
            if exclude is None or not fnmatch.fnmatch(path, exclude)
        }
        _add(found, "outputs", compare_arrays(before, after.outputs, tolerance))
        return found

    def record(self, model: Any, arguments: Mapping[str, Any]) -> Recorded:
        """What a model does with the recorded inputs and checkpoint.

        It is called with the inputs, by name (``x:0`` as ``x``), which makes its variables; the checkpoint is restored; it is
        called again, and what it returns is recorded.
        """
        import tensorflow as tf

        from migrate.checkpoint import names, restore
        from migrate.checkpoint.holders import named
        from migrate.verify.after import leaves_of, to_array
        from migrate.verify.subject import subject_of

        tensors = {
            name.partition(":")[0]: tf.constant(value)
            for name, value in self.recorded.inputs.items()
        }
        subject = subject_of(model, arguments)
        subject.call(tensors)
        rows: list[dict[str, Any]] = []
        facts: dict[str, Any] = {}
        if named(subject.model):
            rows = [
                {"name": r.name, "shape": r.shape, "dtype": r.dtype, "trainable": r.trainable}
                for r in names(subject.model).values()
            ]
            result = restore(subject.model, self.checkpoint, strict=False)
            facts = {"restore": str(result), "restore ok": result.ok}
        leaves = leaves_of(subject.call(tensors))
        outputs = {path: to_array(leaf) for path, leaf in leaves.items()}
        return Recorded(self.recorded.folder, rows, self.recorded.inputs, outputs, facts=facts)


def _add(found: dict[str, list[str]], what: str, rows: list[Row]) -> None:
    problems = [f"{row.name}: {row.problem}" for row in rows if row.problem]
    if problems:
        found[what] = problems
