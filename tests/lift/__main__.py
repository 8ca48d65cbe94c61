"""More random programs than are recorded: records them with a TF 1.15 interpreter, migrates, runs and compares.

python -m tests.lift --tf1 PYTHON3.7 --count 500 --start 10000 [--target keras] [--grammar patterns]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.lift.runs import ROOT, check

RECORDER = ROOT / "tests" / "oracle" / "record_random_programs.py"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.lift", description=__doc__)
    parser.add_argument("--tf1", required=True, metavar="PYTHON", help="has TensorFlow 1.15")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--start", type=int, default=10000, help="the first seed")
    parser.add_argument("--target", default="keras")
    parser.add_argument("--grammar", default="programs", help="or patterns")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        recorded = Path(scratch, "programs.json.gz")
        numbers = ["--count", str(options.count), "--start", str(options.start)]
        numbers += ["--grammar", options.grammar]
        subprocess.run(
            [options.tf1, "-W", "ignore", str(RECORDER), str(recorded), *numbers],
            check=True,
            stderr=subprocess.DEVNULL,
        )
        checked = check(recorded, options.target, Path(scratch))
    for (seed, mode), text in checked.failures.items():
        sys.stdout.write(f"program {seed}, {mode}:\n{text}\n\n")
    tiers = ", ".join(f"{count} {tier}" for tier, count in checked.tiers.items())
    runs, differ = checked.runs, len(checked.failures)
    sys.stdout.write(f"{runs} runs, {differ} differ; functions: {tiers}\n")
    return 1 if checked.failures else 0


if __name__ == "__main__":
    sys.exit(main())
