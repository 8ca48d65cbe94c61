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
import subprocess
import sys
import traceback
import unittest
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")


MODES = ("eager", "function", "graph")


def main(argv: list[str] | None = None) -> int:
    argv = sys.argv[1:] if argv is None else argv
    parser = argparse.ArgumentParser(prog="python -m tests.conformance")
    parser.add_argument("--tf1", type=Path, help="a source tree of TensorFlow 1.15")
    parser.add_argument("--tf-keras", type=Path, help="a source tree of tf-keras")
    parser.add_argument(
        "--mode", choices=MODES, help="by default all, each in a process of its own"
    )
    parser.add_argument("--file", default="*", help="a pattern for the files' names")
    parser.add_argument("--test", default="*", help="a pattern for the tests' names")
    parser.add_argument("--list", action="store_true", help="print each test that cannot apply")
    options = parser.parse_args(argv)
    if options.mode is None:
        command = [sys.executable, "-m", "tests.conformance", *argv, "--mode"]
        return max(subprocess.run([*command, mode]).returncode for mode in MODES)
    return _run_mode(options)


def _run_mode(options: argparse.Namespace) -> int:
    import tensorflow as tf

    if options.mode == "graph":
        tf.compat.v1.disable_v2_behavior()  # as migrated graph programs do
    from tests.conformance.loading import load
    from tests.conformance.running import Outcome, run
    from tests.conformance.sources import FILES

    trees = {"tf1": options.tf1, "tf-keras": options.tf_keras}
    totals: collections.Counter[str] = collections.Counter()
    reasons: collections.Counter[str] = collections.Counter()
    for file in FILES:
        tree = trees[file.tree]
        if tree is None or not fnmatch.fnmatch(file.name, options.file):
            continue
        outcomes: list[Outcome] = []
        for test_class in load(tree / file.path, options.mode, file.graph_program):
            for name in unittest.TestLoader().getTestCaseNames(test_class):
                if name != "test_session" and fnmatch.fnmatch(name, options.test):
                    outcomes.append(run(test_class, name, file.name, options.mode))
        counts = collections.Counter(outcome.kind for outcome in outcomes)
        totals.update(counts)
        print(f"{options.mode} {file.name}: {_line(counts)}", flush=True)
        for outcome in outcomes:
            if outcome.kind == "not applicable":
                reasons[outcome.why] += 1
            if outcome.kind == "failed" or (options.list and outcome.kind == "not applicable"):
                print(f"    {outcome.kind}: {outcome.test}: {outcome.why}")
            if outcome.error is not None and options.test != "*":
                traceback.print_exception(outcome.error, file=sys.stdout)
    print(f"{options.mode} all files: {_line(totals)}")
    for why, count in reasons.most_common():
        print(f"    {count} not applicable: {why}")
    return 1 if totals["failed"] else 0


def _line(counts: collections.Counter[str]) -> str:
    kinds = ("passed", "failed", "not applicable")
    return ", ".join(f"{counts[kind]} {kind}" for kind in kinds)


if __name__ == "__main__":
    sys.exit(main())
