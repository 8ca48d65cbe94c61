"""What a restore did, variable by variable."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Entry:
    """One variable or checkpoint key, and why it is where it is.

    Attributes:
        name: the TF1 name of the variable, or the checkpoint key.
        reason: why it did not match; empty when there is nothing to say.
        harmless: it may be so: an unused key that is training state, which a model for inference does not have,
            or another shape that the restore was told to ignore.
    """

    name: str
    reason: str = ""
    harmless: bool = False

    def __str__(self) -> str:
        return f"{self.name}: {self.reason}" if self.reason else self.name


@dataclass(frozen=True)
class RestoreResult:
    """The outcome of a restore.

    Attributes:
        path: the checkpoint's prefix.
        matched: the TF1 names of the variables that now hold the checkpoint's values.
        missing: variables without a value in the checkpoint.
        unused: keys of the checkpoint that no variable took.
        mismatched: variables whose shape or dtype is not the checkpoint's; they keep their value.
        pending: keys that wait for variables not made yet. Once the model has run,
            :meth:`complete` says what became of them.
        excluded: the TF1 names of variables that ``include`` and ``exclude`` left alone.
    """

    path: str
    matched: tuple[str, ...] = ()
    missing: tuple[Entry, ...] = ()
    unused: tuple[Entry, ...] = ()
    mismatched: tuple[Entry, ...] = ()
    pending: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    _complete: Callable[[], RestoreResult] | None = field(default=None, repr=False, compare=False)

    @property
    def ok(self) -> bool:
        """Every variable got its value, and nothing but training state was left over."""
        unexplained = [e for e in (*self.unused, *self.mismatched) if not e.harmless]
        return not (self.missing or unexplained or self.pending)

    def complete(self) -> RestoreResult:
        """Ends a deferred restore: the result for the variables there are now. Else the result itself.

        Raises:
            CheckpointMismatch: the restore was strict, and something did not match.
        """
        return self if self._complete is None else self._complete()

    def __str__(self) -> str:
        counts = [f"{len(self.matched)} matched"]
        for title in ("missing", "mismatched", "unused", "pending", "excluded"):
            if getattr(self, title):
                counts.append(f"{len(getattr(self, title))} {title}")
        lines = [f"{self.path}: " + ", ".join(counts)]
        lines += _section("missing (no value in the checkpoint)", self.missing)
        lines += _section("mismatched", self.mismatched)
        lines += _section("unused keys", [e for e in self.unused if not e.harmless])
        lines += _section(
            "unused keys that may be left over", [e for e in self.unused if e.harmless]
        )
        if self.pending:
            lines.append(
                f"pending: {len(self.pending)} keys wait for their variables; call the model, then .complete()"
            )
        return "\n".join(lines)


class CheckpointMismatch(ValueError):
    """A strict restore found variables and keys that do not match; nothing was assigned.

    Attributes:
        result: the :class:`RestoreResult` that says which.
    """

    def __init__(self, result: RestoreResult, assigned: bool = False) -> None:
        self.result = result
        state = "the matching variables hold its values" if assigned else "nothing was restored"
        super().__init__(
            f"the checkpoint and the model do not match, {state} (strict=False restores what matches)\n{result}"
        )


def _section(title: str, entries: Sequence[Entry]) -> list[str]:
    return [f"{title}:", *(f"  {entry}" for entry in entries)] if entries else []
