"""Compares the shim with what TF 1.15.5 did with many random programs, in every mode.

    python3.7 tests/oracle/record_scopes.py --random 5200 --out programs.json    # with TensorFlow 1.15.5
    python tests/compat_scope/fuzz.py programs.json [MODE ...]

Prints the number of distinct programs, of runs and of mismatches; exit status 1 when there is one.
"""

# ruff: noqa: T201
from __future__ import annotations

import json
import os
import sys
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2])]


def main(path: str, modes: list[str]) -> int:
    import standing_in
    from comparing import first_difference, runs_in

    records = json.loads(Path(path).read_text())
    distinct = {json.dumps(record["program"]) for record in records.values()}
    runs, wrong = 0, 0
    for mode in modes or standing_in.MODES:
        for seed, record in records.items():
            if not runs_in(record["program"], mode):
                continue
            runs += 1
            difference = first_difference(record, mode)
            if difference is not None:
                wrong += 1
                print(f"{mode} {seed}: {difference}", flush=True)
    print(f"{len(distinct)} distinct programs, {runs} runs, {wrong} mismatches")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
