"""Runs migrated cases on TensorFlow 2: one worker process per core, a forked child per case and mode."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from migrate.pytest_plugin import CheckedReference
from migrate.verify.recorded import read_recorded

from .cases import ROOT, Case

TF1Reference: TypeAlias = Callable[..., CheckedReference]

WORKER = Path(__file__).with_name("worker.py")
PROCESSES = 2
# The tests import the checkout, not an installed copy.
ENVIRONMENT = {"TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1", "PYTHONPATH": str(ROOT)}


@dataclass(frozen=True)
class Outcome:
    """What one run found: a message per check that failed, by check; ``error`` when it did not get that far.

    Attributes:
        recorded: names, outputs and restore as the recorder writes them; None for programs and scripts.
    """

    failures: dict[str, str]
    seconds: float
    recorded: Path | None = None

    def all_failures(self, case: Case, tf1_reference: TF1Reference) -> dict[str, str]:
        """With those that the plugin's fixture finds in what was recorded."""
        if self.recorded is None or self.failures.get("error"):
            return self.failures
        reference = tf1_reference(case.path).reference
        after = read_recorded(self.recorded)
        found = reference.problems(after, ordered=True, exclude="program/*")
        if (case.path / "back").exists() and (self.recorded / "back").exists():
            found |= back_problems(case.path / "back", self.recorded / "back", tf1_reference)
        return {check: "\n".join(texts) for check, texts in found.items()} | self.failures


class Runs:
    """The outcomes of the wanted runs; the first question starts them all."""

    def __init__(self, wanted: list[tuple[Case, str]], scratch: Path) -> None:
        self._wanted = wanted
        self._scratch = scratch
        self._outcomes: dict[str, Outcome] | None = None

    def outcome(self, case: Case, mode: str) -> Outcome:
        """The outcome of running `case` in `mode`."""
        if self._outcomes is None:
            batches = [self._wanted[i::PROCESSES] for i in range(PROCESSES)]
            with ThreadPoolExecutor(PROCESSES) as pool:
                folders = [self._scratch / str(i) for i in range(PROCESSES)]
                parts = list(pool.map(_run_batch, batches, folders))
            self._outcomes = {key: outcome for part in parts for key, outcome in part.items()}
        key = f"{case.path}:{mode}"
        return self._outcomes.get(key, Outcome({"error": "the worker died before this case"}, 0.0))


def _run_batch(wanted: list[tuple[Case, str]], scratch: Path) -> dict[str, Outcome]:
    if not wanted:
        return {}
    scratch.mkdir()
    items, results = scratch / "items.json", scratch / "results.jsonl"
    items.write_text(json.dumps([[str(case.path), mode] for case, mode in wanted]))
    log = subprocess.run(
        [sys.executable, str(WORKER), str(items), str(results)],
        env={**os.environ, **ENVIRONMENT},
        cwd=scratch,
        capture_output=True,
        text=True,
    )
    if not results.exists():
        return {
            f"{case.path}:{mode}": Outcome({"error": log.stderr[-3000:]}, 0.0)
            for case, mode in wanted
        }
    rows = [json.loads(line) for line in results.read_text().splitlines()]
    return {f"{row['case']}:{row['mode']}": _outcome(row) for row in rows}


def _outcome(row: dict[str, Any]) -> Outcome:
    recorded = Path(row["recorded"]) if row.get("recorded") else None
    return Outcome(row["failures"], row["seconds"], recorded)


def back_problems(want: Path, have: Path, tf1_reference: TF1Reference) -> dict[str, list[str]]:
    """The way back: the layer's own checkpoint is, byte for byte, the one that TF 1.15.5 restored, with equal outputs."""
    problems = tf1_reference(want).reference.problems(read_recorded(have), ordered=True)
    found = {f"back in TF1: {check}": texts for check, texts in problems.items()}
    if (want / "sha256.json").read_text() != json.dumps(digests(have)):
        found["back in TF1: checkpoint"] = ["it is not the one that TF 1.15.5 restored"]
    return found


def digests(recording: Path) -> dict[str, str]:
    """Suffix -> SHA-256 of the two files of a recording's checkpoint."""
    prefix = str(recording / "checkpoint" / "model.ckpt")
    suffixes = (".data-00000-of-00001", ".index")
    return {s: hashlib.sha256(Path(prefix + s).read_bytes()).hexdigest() for s in suffixes}
