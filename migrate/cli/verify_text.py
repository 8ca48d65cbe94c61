"""A verification as lines of text and as JSON."""

from __future__ import annotations

import math
import sys
from typing import Any

from migrate.cli.checkpoint_table import print_rows
from migrate.verify import Check, Proof
from migrate.verify.differences import Row

_SHOWN = 10  # rows of a check that are listed


def show(proof: Proof) -> None:
    """Prints what was compared, what differs, and where the sides part."""
    lines = [f"before  {proof.request.before}: {proof.how}"]
    lines.append(f"after   {proof.request.after}: {how_after(proof)}")
    print_rows((), [(line,) for line in lines])
    print_rows(
        ("what", "verdict", ""),
        [
            (c.name, c.verdict, c.summary.splitlines()[0] if c.summary else "")
            for c in proof.verdict.checks
        ],
    )
    for check in proof.verdict.checks:
        for row in check.problems[:_SHOWN]:
            print_rows((), [(f"  {check.name}: {row.name}: {row.problem}",)])
        if len(check.problems) > _SHOWN:
            print_rows((), [(f"  {check.name}: {len(check.problems) - _SHOWN} more",)])
    if proof.after is None:
        sys.stdout.write(proof.verdict.checks[0].summary + "\n")
    for line in parting_lines(proof):
        print_rows((), [(line,)])
    print_rows((), [(verdict_line(proof),)])


def how_after(proof: Proof) -> str:
    """How the migrated code was run, in words."""
    if proof.after is None:
        return "the migrated code, which failed"
    facts = proof.after.facts
    kind = {"Keras": " (a Keras layer or model)", "tf.Module": " (a tf.Module)"}
    in_words = "eagerly"
    if facts["mode"] == "graph":
        in_words = f"as a tf.compat.v1 graph program ({facts.get('why graph')})"
    return f"the migrated code{kind.get(facts.get('kind', ''), '')}, {in_words}, on TensorFlow {facts['tensorflow']}"


def verdict_line(proof: Proof) -> str:
    """The answer in one line."""
    checks = proof.verdict.checks
    counts = {v: sum(c.verdict == v for c in checks) for v in ("equal", "differs", "not compared")}
    said = f"{counts['equal']} of {len(checks)} checks equal"
    if counts["not compared"]:
        said += f", {counts['not compared']} not compared"
    return ("EQUAL: " if proof.verdict.equal else "DIFFERENT: ") + said


def parting_lines(proof: Proof) -> list[str]:
    """Where the sides part, as lines; none where they do not or it is not known."""
    parting = proof.verdict.parting
    if parting is None:
        return []
    lines = [
        f"they part at {parting.name} ({parting.op}), {parting.place or 'in code that is not yours'}: {parting.text}".rstrip(
            ": "
        )
    ]
    lines.append(f"  {parting.matched} intermediates before it have an equal in the migrated code")
    if parting.nearest:
        far = "" if parting.difference is None else f", {parting.difference:.1e} of the scale apart"
        place = f", {parting.nearest_place}" if parting.nearest_place else ""
        lines.append(f"  the nearest there: {parting.nearest}{place}{far}")
    return lines


def as_json(proof: Proof) -> dict[str, Any]:
    """The result as plain data."""
    parting = proof.verdict.parting
    return {
        "format": "migrate verify",
        "version": 1,
        "equal": proof.verdict.equal,
        "entry": proof.request.entry,
        "before": {"source": str(proof.request.before), "how": proof.how} | _versions(proof.before),
        "after": {"source": str(proof.request.after), "how": how_after(proof)}
        | (_versions(proof.after) if proof.after else {}),
        "checks": [_check(check) for check in proof.verdict.checks],
        "parts_at": None if parting is None else dict(vars(parting)),
    }


def _versions(side: Any) -> dict[str, Any]:
    return {key: side.facts.get(key) for key in ("tensorflow", "python", "mode")}


def _check(check: Check) -> dict[str, Any]:
    return {
        "name": check.name,
        "verdict": check.verdict,
        "summary": check.summary,
        "rows": [_row(row) for row in check.rows],
    }


def _row(row: Row) -> dict[str, Any]:
    found: dict[str, Any] = {"name": row.name, "equal": not row.problem}
    if row.problem:
        found["problem"] = row.problem
    for key in ("difference", "scale", "allowed"):
        value = getattr(row, key)
        if value is not None and math.isfinite(value):
            found[key] = value
    return found
