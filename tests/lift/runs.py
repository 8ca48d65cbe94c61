"""Migrates recorded random programs and runs them in a process with TensorFlow 2."""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import os
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
RECORDED = Path(__file__).with_name("recorded") / "programs.json.gz"
# In a tree with more functions than `migrate.lift.search.search.MANY` methods, classes and other forms are not tried.
TOGETHER = 40
# The tests import the checkout, not an installed copy.
ENVIRONMENT = {"TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1", "PYTHONPATH": str(ROOT)}


@dataclass(frozen=True)
class Checked:
    """What became of the programs.

    Attributes:
      failures: message by ``seed, mode`` (``name, mode`` of a written program), for those that differ from TF 1.15.5.
      tiers: functions by tier.
      runs: how many programs ran, times the ways to run them.
    """

    failures: dict[tuple[int | str, str], str]
    tiers: Counter[str]
    runs: int


def read(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as f:
        programs: list[dict[str, Any]] = json.load(f)
    return programs


def check(recorded: Path, target: str, scratch: Path) -> Checked:
    """Migrates the programs of a recording, a few in each tree, runs them, and compares."""
    out, report = scratch / "out", scratch / "report.json"
    results = scratch / "results.jsonl"
    programs = read(recorded)
    files: list[Any] = []
    tiers: Counter[str] = Counter()
    for start in range(0, len(programs), TOGETHER):
        found = _migrated(programs[start : start + TOGETHER], target, scratch / str(start), out)
        files += found["files"]
        tiers += Counter(found["totals"]["functions"])
    report.write_text(json.dumps({"files": files}), encoding="utf-8")
    worker = Path(__file__).with_name("worker.py")
    done = subprocess.run(
        [sys.executable, str(worker), str(recorded), str(out), str(report), str(results)],
        env={**os.environ, **ENVIRONMENT},
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        raise RuntimeError(done.stderr[-3000:])
    rows = [json.loads(line) for line in results.read_text(encoding="utf-8").splitlines()]
    failures = {
        (row["seed"], row["mode"]): "\n".join(f"{k}:\n{v}" for k, v in row["failures"].items())
        for row in rows
        if row["failures"]
    }
    return Checked(failures, tiers, len(rows))


def _migrated(programs: list[dict[str, Any]], target: str, scratch: Path, out: Path) -> Any:
    """Migrates programs as one tree, adds what comes out to ``out``, and gives the report."""
    from migrate.__main__ import main

    src, report = scratch / "src", scratch / "report.json"
    src.mkdir(parents=True)
    for program in programs:
        for name, source in program["modules"].items():
            (src / f"{name}.py").write_text(source, encoding="utf-8")
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        where = [str(src), "--out", str(scratch / "out"), "--report", str(report)]
        status = main([*where, "--target", target, "--jobs", "1"])
    if status != 0:
        raise RuntimeError(printed.getvalue())
    out.mkdir(exist_ok=True)
    for path in (scratch / "out").iterdir():
        path.rename(out / path.name)
    return json.loads(report.read_text(encoding="utf-8"))
