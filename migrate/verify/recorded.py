"""What was recorded of one side: the files that ``recorder.py`` writes, read without TensorFlow."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

PREFIX = Path("checkpoint") / "model.ckpt"


class ReferenceUnreadable(ValueError):
    """A folder does not hold a recording. The message names the file."""


@dataclass(frozen=True)
class Recorded:
    """One recording.

    Attributes:
        folder: where it is.
        names: the rows of names.json: name, shape, dtype, trainable, in creation order.
        inputs: name -> array.
        outputs: path in the result -> array.
        proof: ``initial/NAME``, ``gradient/NAME``, ``step/NAME`` -> array; empty if that was not recorded.
        facts: what proof.json says: versions, losses, what was random.
    """

    folder: Path
    names: list[dict[str, Any]]
    inputs: Mapping[str, Any]
    outputs: Mapping[str, Any]
    proof: Mapping[str, Any] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def checkpoint(self) -> str:
        """The prefix of the recorded checkpoint."""
        return str(self.folder / PREFIX)

    def arrays(self, kind: str) -> dict[str, Any]:
        """Name -> array of one kind of proof."""
        start = f"{kind}/"
        return {key[len(start) :]: v for key, v in self.proof.items() if key.startswith(start)}

    def intermediates(self) -> dict[str, Any] | None:
        """What intermediates.json says, if it was asked for."""
        path = self.folder / "intermediates.json"
        return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def read_recorded(folder: str | Path) -> Recorded:
    """Reads a recording.

    Raises:
        ReferenceUnreadable: a file is missing or is something else.
    """
    path = Path(folder)
    try:
        names = json.loads((path / "names.json").read_text(encoding="utf-8"))
        arrays = _arrays(path / "recorded.npz")
        proof = _arrays(path / "proof.npz")
        facts_path = path / "proof.json"
        facts = json.loads(facts_path.read_text(encoding="utf-8")) if facts_path.exists() else {}
    except (OSError, ValueError) as error:
        raise ReferenceUnreadable(
            f"{path}: this is no complete recording ({error}); migrate/verify/recorder.py writes one"
        ) from error
    inputs = {k[6:]: v for k, v in arrays.items() if k.startswith("input/")}
    outputs = {k[7:]: v for k, v in arrays.items() if k.startswith("output/")}
    return Recorded(path, names, inputs, outputs, proof, facts)


def _arrays(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    with np.load(path, allow_pickle=False) as arrays:
        return {key: arrays[key] for key in arrays.files}
