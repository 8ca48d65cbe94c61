"""Code that is not TF1 code must come through untouched, and none of it may break the tool.

    python -m tests.real.site_packages [PATH ...]

Without PATH: the standard library and the site-packages of this Python, TensorFlow and Keras
included. Exit status 1 when a file would change or could not be processed.
"""

# ruff: noqa: T201
from __future__ import annotations

import argparse
import collections
import json
import subprocess
import sys
import sysconfig
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.real.roundtrip import CHECKOUT


@dataclass(frozen=True)
class Outcome:
    """What ``migrate --check`` would do to one folder."""

    status: int
    seconds: float
    counts: dict[str, int]
    reasons: dict[str, int]
    touched: tuple[str, ...]
    output: str


def would_change(path: Path, jobs: int) -> Outcome:
    """Runs ``migrate PATH --check`` and reads its report; writes nothing below `path`."""
    with tempfile.TemporaryDirectory() as scratch:
        report = Path(scratch) / "report.json"
        command = [sys.executable, "-m", "migrate", str(path), "--check", "--report", str(report)]
        started = time.perf_counter()
        done = subprocess.run(
            [*command, "--jobs", str(jobs)], cwd=CHECKOUT, capture_output=True, text=True
        )
        seconds = time.perf_counter() - started
        files = json.loads(report.read_text())["files"] if report.exists() else []
    counts = collections.Counter(entry["status"] for entry in files)
    skipped = [entry["reason"] for entry in files if entry["status"] == "skipped"]
    reasons = collections.Counter(reason.partition(":")[0] for reason in skipped)
    touched = [e for e in files if e["status"] in ("changed", "failed")]
    listed = tuple(f"{e['path']}: {e['status']} {e['reason']}" for e in touched)
    return Outcome(done.returncode, seconds, counts, reasons, listed, done.stdout + done.stderr)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.real.site_packages", description=__doc__)
    parser.add_argument("path", nargs="*", type=Path)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args(argv)
    defaults = [Path(sysconfig.get_path(name)) for name in ("stdlib", "purelib")]
    clean = True
    for path in options.path or defaults:
        outcome = would_change(path, options.jobs)
        counts = ", ".join(f"{n} {status}" for status, n in sorted(outcome.counts.items()))
        print(
            f"{path}: exit status {outcome.status}, {counts or 'no report'}, {outcome.seconds:.0f} s"
        )
        for reason, n in sorted(outcome.reasons.items()):
            print(f"  skipped {n}: {reason}")
        for line in outcome.touched:
            print(f"  {line}")
        if "Traceback" in outcome.output or not outcome.counts:
            print(outcome.output[-2000:])
        clean &= outcome.status == 0 and not outcome.touched and bool(outcome.counts)
    return 0 if clean else 1


if __name__ == "__main__":
    sys.exit(main())
