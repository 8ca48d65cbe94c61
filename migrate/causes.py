"""What stands behind the reason of a function that stays because of another one: that one's own reason, and its line.

A function that calls what stays on the shim may stay for that alone; what its user has to look at is the first of all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from migrate.discover import SourceEntry
from migrate.outcomes import FileOutcome, Reason, Tier, Verdict, beside_text, called_name

_DONE = "makes nothing of its own: what it calls became layers"
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
    if reason.beside:
        stays = [one for one in reason.beside if not _is_done(one, known)]
        if not stays:
            return replace(reason, message=_DONE)
        reason = replace(reason, message=beside_text(stays))
    met: set[_Place] = set()
    last: tuple[str, str, Reason] | None = None
    first = behind = _behind(reason, known)
    while behind is not None and behind not in met:
        met.add(behind)
        where, name, own = _reason_of(behind, known)
        if own is None:
            break
        if own.code not in ("TF301", "TF312"):  # those say that it stays, and not why
            last = where, name, own
        behind = _behind(own, known)
    if last is None:
        return reason
    where, name, own = last
    place = f"line {own.line}" if where == path else f"{where}, line {own.line}"
    shown = "" if first is not None and name == first[1] else f"`{called_name(name)}`, "
    return replace(reason, message=f"{reason.message} ({shown}{place}: {own.message})")


def _behind(reason: Reason, known: _Known) -> _Place | None:
    """The function that has the reason: the first that stays of several."""
    stays = (one for one in reason.beside if not _is_done(one, known))
    return next(stays, None) if reason.beside else reason.behind


def _is_done(place: _Place, known: _Known, met: frozenset[_Place] = frozenset()) -> bool:
    """Whether all that a function or constructor makes became layers, also of what it only calls."""
    found = _verdicts(place, known)

    def done(verdict: Verdict) -> bool:
        beside = verdict.reasons[0].beside if verdict.reasons else ()
        below = beside and place not in met and verdict.tier is Tier.SHIMMED
        return verdict.tier is Tier.LIFTED or (
            bool(below) and all(_is_done(one, known, met | {place}) for one in beside)
        )

    return bool(found) and all(done(verdict) for _, verdict in found)


def _reason_of(place: _Place, known: _Known) -> tuple[str, str, Reason | None]:
    """The path, the function and why that stays."""
    for where, verdict in _verdicts(place, known):
        if verdict.tier is not Tier.LIFTED and verdict.reasons:
            return where, verdict.qualname, verdict.reasons[0]
    return "", "", None


def _verdicts(place: _Place, known: _Known) -> list[tuple[str, Verdict]]:
    """Those on a function; of a constructor that makes nothing itself on the methods of its class."""
    path, name = place
    if place in known:
        return [known[place]]
    owner = name.removesuffix("__init__")
    if not owner.endswith("."):
        return []
    return [one for (where, q), one in known.items() if where == path and q.startswith(owner)]
