"""Proves a migration: runs the original and the migrated code with equal weights and compares what they do.

``python -m migrate verify`` is the command. It RUNS the code of both sides, each in a process of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from migrate.errors import UsageError
from migrate.verify.compare import DIFFERS, Check, Verdict, compare
from migrate.verify.recorded import Recorded
from migrate.verify.request import Request
from migrate.verify.sides import Side, SideFailed, after_side, before_side, run_side

__all__ = ["Check", "Proof", "Request", "Verdict", "compare", "verify"]


@dataclass(frozen=True)
class Proof:
    """A verification that was carried out.

    Attributes:
        request: what was asked for.
        how: in words, how the original was run.
        before: what was recorded of the original.
        after: what was recorded of the migrated code; None if it failed.
        verdict: the comparison.
    """

    request: Request
    how: str
    before: Recorded
    after: Recorded | None
    verdict: Verdict


def verify(request: Request, scratch: Path, tolerance: float | None = None) -> Proof:
    """Runs both sides and compares them.

    Args:
        request: what to compare.
        scratch: a folder for what is recorded, and for the original on the shim.
        tolerance: see :func:`migrate.verify.compare`.

    Raises:
        UsageError: the original cannot be run as asked for.
    """
    original = before_side(request, scratch)
    try:
        before = run_side(original, request.for_side(False), scratch / "before", request.timeout)
    except SideFailed as error:
        raise UsageError(f"the original cannot be recorded, {original.where}:\n{error}") from error
    migrated = after_side(request, scratch, before)
    try:
        after = run_side(migrated, request.for_side(True), scratch / "after", request.timeout)
    except SideFailed as error:
        failed = Check("the migrated code runs", DIFFERS, str(error))
        return Proof(request, original.how, before, None, Verdict((failed,)))
    verdict = compare(before, after, tolerance)
    if verdict.outputs_differ():
        try:
            sides = [
                run_side(side, request.for_side(second, True), scratch / name, request.timeout)
                for second, side, name in (
                    (False, original, "before_again"),
                    (True, migrated, "after_again"),
                )
            ]
            verdict = verdict.with_intermediates(*sides)
            if verdict.parting is not None:
                verdict = replace(verdict, parting=original.as_written(verdict.parting))
        except SideFailed:  # the intermediates cannot be looked at; the verdict stands
            pass
    elif not verdict.equal and verdict.only_backwards():
        verdict = _with_other_inputs(request, original, migrated, scratch, verdict, tolerance)
    return Proof(request, original.how, before, after, verdict)


def _with_other_inputs(
    request: Request,
    original: Side,
    migrated: Side,
    scratch: Path,
    verdict: Verdict,
    tolerance: float | None,
) -> Verdict:
    """Looks again where outputs are equal and gradients are not: by chance, or always?

    A value at the kink of a function such as relu may be on either side of it by rounding, and its gradient is then there on one
    side only. That does not happen again with other inputs; a difference of the code does.
    """
    try:
        first, second = (
            run_side(side, request.for_side(after, draw=1), scratch / name, request.timeout)
            for after, side, name in ((False, original, "before_2"), (True, migrated, "after_2"))
        )
    except SideFailed:  # the verdict stands
        return verdict
    same = first.inputs.keys() == second.inputs.keys() and all(
        (first.inputs[name] == second.inputs[name]).all() for name in first.inputs
    )
    again = compare(first, second, tolerance)
    return verdict.excused_by(again) if same and again.equal else verdict
