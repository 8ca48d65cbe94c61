"""Runs migrated cases on TensorFlow 2: one worker process per core, a forked child per case and mode."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from .cases import ROOT, Case

WORKER = Path(__file__).with_name("worker.py")
PROCESSES = 2
# The tests import the checkout, not an installed copy.
ENVIRONMENT = {"TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1", "PYTHONPATH": str(ROOT)}


@dataclass(frozen=True)
class Outcome:
    """What one run found: a message per check that failed, by check; ``error`` when it did not get that far."""

    failures: dict[str, str]
    seconds: float


class Runs:
    """The outcomes of the wanted runs; the first question starts them all."""

    def __init__(self, wanted: list[tuple[Case, str]]) -> None:
        self._wanted = wanted
        self._outcomes: dict[str, Outcome] | None = None

    def outcome(self, case: Case, mode: str) -> Outcome:
        """The outcome of running `case` in `mode`."""
        if self._outcomes is None:
            batches = [self._wanted[i::PROCESSES] for i in range(PROCESSES)]
            with ThreadPoolExecutor(PROCESSES) as pool:
                parts = list(pool.map(_run_batch, batches))
            self._outcomes = {key: outcome for part in parts for key, outcome in part.items()}
        key = f"{case.path}:{mode}"
        return self._outcomes.get(key, Outcome({"error": "the worker died before this case"}, 0.0))


def _run_batch(wanted: list[tuple[Case, str]]) -> dict[str, Outcome]:
    if not wanted:
        return {}
    with tempfile.TemporaryDirectory() as scratch:
        items, results = Path(scratch, "items.json"), Path(scratch, "results.jsonl")
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
    return {f"{row['case']}:{row['mode']}": Outcome(row["failures"], row["seconds"]) for row in rows}
