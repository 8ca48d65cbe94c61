"""The JSON report: what became of every file, function and variable. ``report_schema.json`` documents it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from migrate import __version__
from migrate.diagnostics import Diagnostic
from migrate.outcomes import FileOutcome, Reason, Status, Tier, VariableInfo, Verdict

SCHEMA_VERSION = 1


@dataclass(frozen=True)
class Totals:
    """The counts that the summary and the report give.

    ``functions`` counts every verdict, ``drivers`` those of them that only drive the program.
    """

    files: dict[str, int]
    functions: dict[str, int]
    drivers: dict[str, int]
    severities: dict[str, int]
    codes: dict[str, int]

    @property
    def diagnostics(self) -> int:
        return sum(self.codes.values())

    @property
    def models(self) -> dict[str, int]:
        """Scoped functions that are no drivers, by tier."""
        return {tier: n - self.drivers[tier] for tier, n in self.functions.items()}


def count(outcomes: Iterable[FileOutcome]) -> Totals:
    """Counts files by status, scoped functions by tier, and diagnostics by severity and by code."""
    files: Counter[str] = Counter({status.value: 0 for status in Status})
    functions: Counter[str] = Counter({tier.value: 0 for tier in Tier})
    drivers: Counter[str] = Counter({tier.value: 0 for tier in Tier})
    severities: Counter[str] = Counter({"error": 0, "warning": 0, "note": 0})
    codes: Counter[str] = Counter()
    for outcome in outcomes:
        files[outcome.status.value] += 1
        of_source = [v for v in outcome.verdicts if v.kind != "part" and not v.only_opens]
        functions.update(verdict.tier.value for verdict in of_source)
        drivers.update(verdict.tier.value for verdict in of_source if verdict.is_driver)
        severities.update(diagnostic.severity.value for diagnostic in outcome.diagnostics)
        codes.update(diagnostic.code for diagnostic in outcome.diagnostics)
    counts = (dict(files), dict(functions), dict(drivers), dict(severities))
    return Totals(*counts, dict(sorted(codes.items())))


def _role(verdict: Verdict) -> str:
    """What a function does beside models, "" for one that describes a model."""
    return "driver" if verdict.is_driver else "scope" if verdict.only_opens else ""


def build(results: Sequence[tuple[str, FileOutcome]], target: str) -> dict[str, Any]:
    """The report as plain data.

    Args:
      results: each file's path in the report (relative, with ``/``) and its outcome.
      target: what scoped code became.
    """
    totals = count(outcome for _, outcome in results)
    return {
        "schema": SCHEMA_VERSION,
        "tool": {"name": "migrate", "version": __version__},
        "target": target,
        "totals": {
            "files": totals.files,
            "functions": totals.functions,
            "drivers": totals.drivers,
            "diagnostics": totals.severities,
            "codes": totals.codes,
        },
        "files": [_file(path, outcome) for path, outcome in sorted(results, key=lambda r: r[0])],
    }


def dump(report: dict[str, Any]) -> bytes:
    """The report as JSON: the same for the same sources, wherever and whenever it is made."""
    return (json.dumps(report, indent=1, ensure_ascii=True) + "\n").encode("ascii")


def _file(path: str, outcome: FileOutcome) -> dict[str, Any]:
    return {
        "path": path,
        "status": outcome.status.value,
        "reason": outcome.reason,
        "mode": {
            "mode": outcome.mode.mode.value,
            "reason": outcome.mode.reason,
            "line": outcome.mode.line,
        },
        "verdicts": [_verdict(verdict) for verdict in outcome.verdicts],
        "diagnostics": [_diagnostic(diagnostic) for diagnostic in sorted(outcome.diagnostics)],
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "qualname": verdict.qualname,
        "kind": verdict.kind,
        "line": verdict.line,
        "tier": verdict.tier.value,
        **({"role": _role(verdict)} if _role(verdict) else {}),
        "reasons": [_reason(reason) for reason in verdict.reasons],
        "scopes": list(verdict.scopes),
        "variables": [_variable(variable) for variable in verdict.variables],
        "calls": list(verdict.calls),
        "callers_write": verdict.callers_write,
        **(_lifted(verdict) if verdict.class_name else {}),
    }


def _lifted(verdict: Verdict) -> dict[str, Any]:
    return {
        "class_name": verdict.class_name,
        "init_params": list(verdict.init_params),
        "call_params": list(verdict.call_params),
        "name_param": verdict.name_param,
    }


def _reason(reason: Reason) -> dict[str, Any]:
    return {"code": reason.code, "message": reason.message, "line": reason.line}


def _variable(variable: VariableInfo) -> dict[str, Any]:
    return {
        "name": variable.name,
        "kind": variable.kind,
        "line": variable.line,
        "shape": variable.shape,
        "dtype": variable.dtype,
        "trainable": variable.trainable,
    }


def _diagnostic(diagnostic: Diagnostic) -> dict[str, Any]:
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "line": diagnostic.line,
        "source_line": diagnostic.source_line or diagnostic.line,
        "col": diagnostic.col,
        "message": diagnostic.message,
        "advice": diagnostic.advice,
    }
