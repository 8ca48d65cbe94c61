"""Drives real repositories from TF 1.15 to today's TensorFlow and prints what came out equal.

    python -m tests.real --tf1-python PYTHON37 --repo gpt-2=PATH --repo bert=PATH ...

Each is copied to a work folder, run under TF 1.15 with the inference script of ``tests/real/probes``
(which writes a checkpoint), migrated together with that script in one command, and run again from the
migrated tree, restoring the checkpoint. Exit status 0 when all are equal, 1 when one is not.
"""

# ruff: noqa: T201
from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.real.repositories import BY_KEY
from tests.real.roundtrip import Comparison, roundtrip


def table(results: list[Comparison]) -> str:
    rows = [
        ("repository", "variables", "names equal", "restored", "outputs", "max diff / scale", "at")
    ]
    for result in results:
        if result.failed:
            failure = result.failed.splitlines()[0]
            rows.append((result.repository, "-", "-", "no", "-", "-", failure))
            continue
        names = "no" if result.names else "yes"
        row = (result.repository, str(result.variables), names, "yes", str(result.outputs))
        rows.append((*row, f"{result.difference:.1e}", result.where))
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.real", description=__doc__.split("\n")[0]
    )
    parser.add_argument("--tf1-python", required=True, help="a Python 3.7 with TensorFlow 1.15")
    parser.add_argument(
        "--repo", action="append", required=True, metavar="NAME=PATH", help=", ".join(BY_KEY)
    )
    parser.add_argument("--work", type=Path, help="keep the trees and dumps here")
    parser.add_argument(
        "--keep-record", action="store_true", help="use the TF 1.15 dumps that --work already has"
    )
    parser.add_argument("--target", default="", help="what scoped code becomes, as for migrate")
    options = parser.parse_args(argv)
    pairs = [item.partition("=") for item in options.repo]
    for key, _, path in pairs:
        if key not in BY_KEY or not Path(path).is_dir():
            parser.error(f"--repo {key}={path}: want one of {', '.join(BY_KEY)} and a folder")
    results = []
    with tempfile.TemporaryDirectory() as scratch:
        for key, _, path in pairs:
            work = (options.work or Path(scratch)).resolve() / key
            result = roundtrip(
                *(BY_KEY[key], Path(path), options.tf1_python, work),
                *(options.keep_record, options.target),
            )
            results.append(result)
            if result.failed or result.names:
                print(f"{key}: {result.failed or result.names}\n", file=sys.stderr)
    print(table(results))
    return 0 if all(result.equal for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
