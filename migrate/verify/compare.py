"""Two recordings side by side: one verdict per thing that a migration must keep."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from migrate.verify.differences import (
    BACKWARD,
    FORWARD,
    Row,
    compare_array,
    compare_arrays,
    compare_names,
    compare_samples,
)
from migrate.verify.parting import Parting, find_parting
from migrate.verify.recorded import Recorded

EQUAL, DIFFERS, SKIPPED = "equal", "differs", "not compared"
# Gradients that are zero but for rounding, as those of a bias in front of a normalization, are as far off as the others
# they are summed from: they are seen against this part of the largest gradient.
_PART_OF_LARGEST = 0.05
_BACKWARDS = ("gradients", "variables after an optimizer step")
_ROUNDING = 4.8e-7  # of a variable: what adding a small step to it may be rounded by


@dataclass(frozen=True)
class Check:
    """One question and its answer.

    Attributes:
        name: what was compared.
        verdict: ``"equal"``, ``"differs"`` or ``"not compared"``.
        summary: one line: how many, how far apart at most, or why not.
        rows: the single things, in order.
    """

    name: str
    verdict: str
    summary: str
    rows: tuple[Row, ...] = ()

    @property
    def problems(self) -> list[Row]:
        """The rows that differ."""
        return [row for row in self.rows if row.problem]


@dataclass(frozen=True)
class Verdict:
    """Everything compared.

    Attributes:
        checks: in the order of the table.
        parting: the first intermediate at which the sides part, where that is known.
    """

    checks: tuple[Check, ...]
    parting: Parting | None = None

    @property
    def equal(self) -> bool:
        """Nothing that was compared differs."""
        return all(check.verdict != DIFFERS for check in self.checks)

    def outputs_differ(self) -> bool:
        """Whether it is worth looking for the place where the sides part."""
        return any(c.name == "outputs" and c.verdict == DIFFERS for c in self.checks)

    def only_backwards(self) -> bool:
        """Whether nothing differs but what is computed backwards."""
        return all(c.name in _BACKWARDS for c in self.checks if c.verdict == DIFFERS)

    def excused_by(self, again: Verdict) -> Verdict:
        """The same, with what is equal with other inputs as these have it, and a note of how far it was apart."""
        found = {check.name: check for check in again.checks}
        return replace(
            self,
            checks=tuple(
                (
                    replace(found[c.name], summary=f"{found[c.name].summary}; {_excuse(c)}")
                    if c.verdict == DIFFERS
                    else c
                )
                for c in self.checks
            ),
        )

    def with_intermediates(self, before: Recorded, after: Recorded) -> Verdict:
        """The same, with the first intermediate that differs."""
        return replace(self, parting=find_parting(before.intermediates(), after.intermediates()))


def compare(before: Recorded, after: Recorded, tolerance: float | None = None) -> Verdict:
    """Compares two recordings that were made with proof.

    Args:
        before: the original.
        after: the migrated code.
        tolerance: relative difference that counts as equal, in place of 2e-5 for outputs and 1e-4 for what is
            computed backwards.
    """
    forward, backward = tolerance or FORWARD, tolerance or BACKWARD
    return Verdict(
        (
            _names(before, after),
            _initial(before, after),
            _restored(before, after),
            _outputs(before, after, forward),
            _losses(before, after, forward),
            _gradients(before, after, backward),
            _step(before, after, backward, trainable=False),
            _step(before, after, backward, trainable=True),
        )
    )


def _excuse(check: Check) -> str:
    apart = [row.difference / row.scale for row in check.problems if row.difference and row.scale]
    return (
        f"these are other inputs: with the first {len(check.problems)} differed, by {max(apart, default=0.0):.1e} of the scale, as "
        "by a value at the kink of a function like relu"
    )


def _check(name: str, rows: list[Row], noun: str, note: str = "") -> Check:
    problems = sum(bool(row.problem) for row in rows)
    if problems:
        summary = f"{problems} of {_plural(len(rows), noun)} differ"
    else:
        measured = [
            row.difference / row.scale for row in rows if row.difference is not None and row.scale
        ]
        summary = _plural(len(rows), noun)
        if measured:
            summary += f", at most {max(measured):.1e} of the scale apart"
    summary += f"; {note}" if note else ""
    return Check(name, DIFFERS if problems else EQUAL, summary, tuple(rows))


def _plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _names(before: Recorded, after: Recorded) -> Check:
    is_class = after.facts.get("kind") in ("Keras", "tf.Module")
    rows = compare_names(before.names, after.names, ordered=not is_class)
    note = ""
    if is_class and not any(row.problem for row in rows):
        if [r["name"] for r in before.names] != [r["name"] for r in after.names]:
            note = "in Keras' order, not in TF1's (tf1_order of a class says it)"
    return _check("names, shapes, dtypes, trainability", rows, "variable", note)


def _both(
    before: Recorded, after: Recorded, kind: str, compared: Callable[[str, Any, Any], Row]
) -> list[Row]:
    """Rows for the variables of both sides; those of one side only are the business of the names."""
    first, second = before.arrays(kind), after.arrays(kind)
    return [compared(name, first[name], second[name]) for name in first if name in second]


def _initial(before: Recorded, after: Recorded) -> Check:
    rows = _both(before, after, "initial", compare_samples)
    check = _check("initializers", rows, "variable")
    if check.verdict == EQUAL:
        return replace(check, summary=f"{_plural(len(rows), 'variable')}, by their distribution")
    return check


def _restored(before: Recorded, after: Recorded) -> Check:
    name = "checkpoint restored"
    there = [row["name"] for row in before.names if row["dtype"] != "string"]
    copied, theirs = set(after.facts.get("copied", ())), before.facts.get("restored") or []
    rows = [Row(n, "" if n in copied else "not restored") for n in there]
    if theirs:
        now = set(after.facts.get("restored", ()))
        rows = [
            Row(
                row.name,
                row.problem
                or ("" if (row.name in theirs) == (row.name in now) else "by one side only"),
            )
            for row in rows
        ]
    return _check(name, rows, "variable")


def _outputs(before: Recorded, after: Recorded, tolerance: float) -> Check:
    if before.facts.get("random"):
        ops = ", ".join(before.facts["random"])
        return Check("outputs", SKIPPED, f"the original is random ({ops}): two runs of it differ")
    if not before.outputs and not after.outputs:
        said = "the entry returns no tensors: give one that does, or --output for attributes of what it returns"
        return Check("outputs", SKIPPED, said)
    return _check("outputs", compare_arrays(before.outputs, after.outputs, tolerance), "array")


def _losses(before: Recorded, after: Recorded, tolerance: float) -> Check:
    name = "regularization losses"
    first, second = before.facts.get("losses", []), after.facts.get("losses", [])
    if not first and not second:
        return Check(name, EQUAL, "none on either side")
    row = compare_array("their sum", float(sum(first)), float(sum(second)), max(tolerance, 1e-5))
    count = "" if len(first) == len(second) else f"{len(second)} of them, were {len(first)}"
    return _check(
        name, [row], "sum", count or _plural(len(first), "loss").replace("losss", "losses")
    )


def _gradients(before: Recorded, after: Recorded, tolerance: float) -> Check:
    name = "gradients"
    if before.facts.get("random"):
        return Check(name, SKIPPED, "the original is random")
    if "loss" not in before.facts:
        return Check(name, SKIPPED, "no floating-point output, or nothing to train")
    first = before.arrays("gradient")
    largest = max((float(abs(v).max(initial=0.0)) for v in first.values()), default=0.0)
    floor = _PART_OF_LARGEST * largest
    rows = _both(
        before,
        after,
        "gradient",
        lambda n, a, b: compare_array(n, a, b, tolerance, floor),
    )
    none_before, none_after = (set(s.facts.get("no gradient", ())) for s in (before, after))
    rows += [Row(n, "has none, had one") for n in sorted(none_after - none_before) if n in first]
    known = {row["name"] for row in after.names} - none_after
    rows += [Row(n, "has one, had none") for n in sorted(none_before & known)]
    return _check(name, rows, "variable")


def _step(before: Recorded, after: Recorded, tolerance: float, trainable: bool) -> Check:
    name = "variables after an optimizer step" if trainable else "statistics after a training step"
    for side, facts in (("original", before.facts), ("migrated code", after.facts)):
        if "no step" in facts:
            verdict = SKIPPED if side == "original" else DIFFERS
            return Check(name, verdict, f"the {side} cannot take a step: {facts['no step']}")
    random = set(before.facts.get("random variables", ()))
    trained = {row["name"] for row in before.names if row["trainable"]}
    scales: Mapping[str, float] = before.facts.get("scale", {})
    steps = before.arrays("step")
    chosen = {n: v for n, v in steps.items() if (n in trained) == trainable}
    if not chosen:
        return Check(name, SKIPPED, "there are none" if steps or trainable else "no step was taken")
    note = ""
    if before.facts.get("random step"):
        ops = ", ".join(before.facts["random step"])
        note = (
            f"training the original is random ({ops}): two runs of it differ; arguments without dropout, given by "
            "--training, can be compared"
        )
        certain = {n: v for n, v in chosen.items() if n not in random} if random else {}
        if not certain:
            return Check(name, SKIPPED, note)
        others = len(chosen) - len(certain)
        note = f"{others} more are random in the original ({ops})" if others else ""
        chosen = certain
    largest = max(float(abs(v).max(initial=0.0)) for v in chosen.values())
    floor = _PART_OF_LARGEST * largest if trainable else 0.0
    rows = [
        row
        for row in _both(
            before,
            after,
            "step",
            lambda n, a, b: compare_array(
                n, a, b, tolerance, floor, _ROUNDING * scales.get(n, 1.0)
            ),
        )
        if row.name in chosen
    ]
    return _check(name, rows, "variable", note)
