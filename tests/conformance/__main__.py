"""Runs TensorFlow's own tests of scopes and layers on the shim, from source trees given by path.

    python -m tests.conformance --tf1 TREE --tf-keras TREE [--mode MODE] [--file NAME] [--test PATTERN] [--list]

`--tf1` holds ``tensorflow/python/...`` of TensorFlow 1.15 (a checkout of NVIDIA/tensorflow), `--tf-keras` a checkout of
keras-team/tf-keras. The files are read at run time, with the shim's names in place of TensorFlow's; nothing of
them is kept. Each test runs in eager mode, inside a ``tf.function`` trace and in a graph. Every test passes or
has its reason in ``reasons.toml``; the exit status is 1 when one fails.
"""

# ruff: noqa: T201
from __future__ import annotations

import argparse
import collections
import fnmatch
import os
import sys
import traceback
import unittest
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")


def main(argv: list[str] | None = None) -> int:
    from tests.conformance.loading import load
    from tests.conformance.running import MODES, run
    from tests.conformance.sources import FILES

    parser = argparse.ArgumentParser(prog="python -m tests.conformance")
    parser.add_argument("--tf1", type=Path, help="a source tree of TensorFlow 1.15")
    parser.add_argument("--tf-keras", type=Path, help="a source tree of tf-keras")
    parser.add_argument("--mode", choices=MODES, action="append")
    parser.add_argument("--file", default="*", help="a pattern for the files' names")
    parser.add_argument("--test", default="*", help="a pattern for the tests' names")
    parser.add_argument("--list", action="store_true", help="print each test that cannot apply")
    options = parser.parse_args(argv)
    trees = {"tf1": options.tf1, "tf-keras": options.tf_keras}
    failed = 0
    totals: dict[str, collections.Counter[str]] = {m: collections.Counter() for m in MODES}
    for file in FILES:
        tree = trees[file.tree]
        if tree is None or not fnmatch.fnmatch(file.name, options.file):
            continue
        for mode in options.mode or MODES:
            outcomes = []
            for test_class in load(tree / file.path, mode, file.graph_program):
                for name in unittest.TestLoader().getTestCaseNames(test_class):
                    if name != "test_session" and fnmatch.fnmatch(name, options.test):
                        outcomes.append(run(test_class, name, file.name, mode))
            counts = collections.Counter(outcome.kind for outcome in outcomes)
            totals[mode].update(counts)
            print(f"{file.name} {mode}: {_line(counts)}", flush=True)
            reasons = collections.Counter()
            for outcome in outcomes:
                if outcome.kind == "failed":
                    failed += 1
                    print(f"    failed: {outcome.test}: {outcome.why}")
                    if options.test != "*" and outcome.error is not None:
                        traceback.print_exception(outcome.error, file=sys.stdout)
                elif outcome.kind == "not applicable":
                    reasons[outcome.why] += 1
                    if options.list:
                        print(f"    not applicable: {outcome.test}: {outcome.why}")
            if not options.list:
                for why, count in reasons.most_common():
                    print(f"    {count} not applicable: {why}")
    for mode, counts in totals.items():
        print(f"all files, {mode}: {_line(counts)}")
    return 1 if failed else 0


def _line(counts: collections.Counter[str]) -> str:
    kinds = ("passed", "failed", "not applicable")
    return ", ".join(f"{counts[kind]} {kind}" for kind in kinds)


if __name__ == "__main__":
    sys.exit(main())
