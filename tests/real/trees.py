"""Migrates whole trees: does every file come through, every missing name get a diagnostic, and a
second run change nothing?

    python -m tests.real.trees PATH [PATH ...]

Prints one line per tree and lists what is wrong. Exit status 1 when anything is.
"""

# ruff: noqa: T201
from __future__ import annotations

import argparse
import collections
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

from tests.real.resolve_check import Result, check_tree
from tests.real.roundtrip import CHECKOUT
from tests.real.site_packages import would_change

ROW = "{:22} {:>6} {:>8} {:>7} {:>7} {:>7} {:>11} {:>9} {:>11} {:>7}"
HEAD = (
    "tree",
    "files",
    "changed",
    "failed",
    "refs",
    "absent",
    "undiagnosed",
    "unparsed",
    "second run",
    "s",
)


def check(tree: Path, work: Path, jobs: int) -> tuple[tuple[object, ...], list[str]]:
    """Migrates `tree` into `work`; returns its table row and what is wrong with it."""
    out, report = work / "out", work / "report.json"
    shutil.rmtree(out, ignore_errors=True)
    command = [sys.executable, "-m", "migrate", str(tree), "--out", str(out)]
    command += ["--report", str(report), "--jobs", str(jobs)]
    started = time.perf_counter()
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True)
    seconds = time.perf_counter() - started
    wrong = []
    if done.returncode or not report.exists():
        wrong.append(f"exit status {done.returncode}: {(done.stdout + done.stderr)[-1500:]}")
    data = json.loads(report.read_text()) if report.exists() else {"files": []}
    counts = collections.Counter(entry["status"] for entry in data["files"])
    wrong += [f"{e['path']}: {e['reason']}" for e in data["files"] if e["status"] == "failed"]
    result = check_tree(out, data) if out.exists() else Result()
    for relpath, reference in result.uncovered:
        wrong.append(f"{relpath}:{reference.first_line}: {reference.dotted}: absent, no diagnostic")
    again = would_change(out, jobs)
    wrong += [f"second run: {line}" for line in again.touched]
    if again.status:
        wrong.append(f"second run: exit status {again.status}: {again.output[-500:]}")
    row = (tree.name, result.files, counts["changed"], counts["failed"], result.total)
    row += (result.missing, len(result.uncovered), len(result.unreadable))
    return (*row, "changes" if again.touched or again.status else "same", f"{seconds:.1f}"), wrong


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.real.trees", description=__doc__)
    parser.add_argument("tree", nargs="+", type=Path)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--work", type=Path, help="keep the migrated trees and reports here")
    options = parser.parse_args(argv)
    warnings.simplefilter("ignore")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
    clean = True
    print(ROW.format(*HEAD))
    for tree in options.tree:
        with tempfile.TemporaryDirectory() as scratch:
            work = options.work / tree.name if options.work else Path(scratch)
            work.mkdir(parents=True, exist_ok=True)
            row, wrong = check(tree.resolve(), work.resolve(), options.jobs)
        print(ROW.format(*row), flush=True)
        for line in wrong:
            print(f"    {line}")
        clean &= not wrong
    return 0 if clean else 1


if __name__ == "__main__":
    sys.exit(main())
