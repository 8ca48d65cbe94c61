"""What stands behind the reason of a function that stays because of another one: that one's own reason, and its line.

A function that calls what stays on the shim may stay for that alone; what its user has to look at is the first of all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from migrate.discover import SourceEntry
from migrate.outcomes import FileOutcome, Reason, Tier, Verdict

_Place = tuple[str, str]  # the path of a file below its root, and a function
_Known = Mapping[_Place, tuple[str, Verdict]]  # with the file's path in the report


def with_causes(
    entries: Sequence[SourceEntry], outcomes: Sequence[FileOutcome]
) -> list[FileOutcome]:
    """The outcomes with the causes said, once all lines are those of the report."""
    known: dict[str, dict[_Place, tuple[str, Verdict]]] = {}
    for entry, outcome in zip(entries, outcomes, strict=True):
        own = known.setdefault(str(entry.root), {})
        for verdict in outcome.verdicts:
            own[entry.relpath, verdict.qualname] = (outcome.relpath, verdict)
    return [
        replace(
            outcome,
            verdicts=tuple(
                _explained(v, outcome.relpath, known[str(entry.root)]) for v in outcome.verdicts
            ),
        )
        for entry, outcome in zip(entries, outcomes, strict=True)
    ]


def _explained(verdict: Verdict, path: str, known: _Known) -> Verdict:
    if not any(reason.behind for reason in verdict.reasons):
        return verdict
    return replace(verdict, reasons=tuple(_said(r, path, known) for r in verdict.reasons))


def _said(reason: Reason, path: str, known: _Known) -> Reason:
    """The reason with the one that is behind it, followed from function to function."""
    met: set[_Place] = set()
    last: tuple[str, str, Reason] | None = None
    behind = reason.behind
    while behind is not None and behind not in met:
        met.add(behind)
        where, verdict = known.get(behind, ("", None))
        if verdict is None or verdict.tier is Tier.LIFTED or not verdict.reasons:
            break
        own = verdict.reasons[0]
        if own.code not in ("TF301", "TF312"):  # those say that it stays, and not why
            last = where, behind[1], own
        behind = own.behind
    if last is None:
        return reason
    where, name, own = last
    place = f"line {own.line}" if where == path else f"{where}, line {own.line}"
    shown = "" if reason.behind is not None and name == reason.behind[1] else f"`{name}`, "
    return replace(reason, message=f"{reason.message} ({shown}{place}: {own.message})")
