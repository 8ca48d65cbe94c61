"""What a verification is asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from migrate.errors import UsageError

_ENTRY = re.compile(r"^[A-Za-z_][\w.]*:[A-Za-z_][\w.]*$")


@dataclass(frozen=True)
class Request:
    """One entry of a project, and how it is called on both sides.

    Attributes:
        before: the original source tree, or a file of it.
        after: the migrated one.
        entry: ``module:function`` of the original.
        after_entry: that of the migrated code, where it is another.
        inputs: name -> spec, as ``recorder.py`` documents.
        arguments: the other keyword arguments, as JSON values and ``$call`` objects.
        after_arguments: what replaces them on the migrated side; None if nothing does.
        training: the arguments that switch training on.
        outputs: attributes and methods of the result to record.
        checkpoint: a checkpoint of the original, whose values the variables get.
        setup: a file of Python that both sides can import, such as one that holds the entry.
        after_setup: the same for the migrated side, if it is to have another.
        mode: how the migrated code runs: ``"eager"``, ``"graph"``, or ``"auto"``: eagerly if it can.
        tf1_python: an interpreter with TensorFlow 1.15.
        timeout: seconds that each side may take.
    """

    before: Path
    after: Path
    entry: str
    after_entry: str | None = None
    inputs: Mapping[str, str] = field(default_factory=dict)
    arguments: Mapping[str, Any] = field(default_factory=dict)
    after_arguments: Mapping[str, Any] | None = None
    training: Mapping[str, Any] = field(default_factory=dict)
    outputs: Sequence[str] = ()
    checkpoint: str | None = None
    setup: Path | None = None
    after_setup: Path | None = None
    mode: str = "auto"
    tf1_python: str | None = None
    timeout: float = 1800.0

    def __post_init__(self) -> None:
        """Raises UsageError for what cannot be meant."""
        for entry in filter(None, (self.entry, self.after_entry)):
            if not _ENTRY.match(entry):
                raise UsageError(
                    f"--entry {entry!r}: expected module:function, such as models.encoder:encode"
                )
        for path in filter(None, (self.before, self.after, self.setup, self.after_setup)):
            if not path.exists():
                raise UsageError(f"{path}: no such file or directory")

    def for_side(
        self, migrated: bool, intermediates: bool = False, draw: int = 0
    ) -> dict[str, Any]:
        """The request as ``recorder.py`` takes it; `draw` counts through other random inputs."""
        arguments = self.arguments
        if migrated and self.after_arguments is not None:
            arguments = self.after_arguments
        return {
            "entry": (migrated and self.after_entry) or self.entry,
            "inputs": dict(self.inputs),
            "arguments": dict(arguments),
            "training": dict(self.training),
            "outputs": list(self.outputs),
            "checkpoint": self.checkpoint,
            "mode": self.mode,
            "proof": True,
            "intermediates": intermediates,
            "draw": draw,
        }


def import_root(source: Path, entry: str) -> Path:
    """The directory to import the entry's module from: the tree itself, or its parent if it is the package."""
    tree = source if source.is_dir() else source.parent
    top = entry.partition(":")[0].partition(".")[0]
    if (tree / top).exists() or (tree / f"{top}.py").exists():
        return tree
    return tree.parent if tree.resolve().name == top else tree


def module_file(root: Path, entry: str) -> Path | None:
    """The file of the entry's module, if it is in the tree."""
    base = root.joinpath(*entry.partition(":")[0].split("."))
    return next((p for p in (base.with_suffix(".py"), base / "__init__.py") if p.is_file()), None)
