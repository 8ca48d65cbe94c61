"""Migrated code on TensorFlow 2: names, shapes, order, trainability, restoring and outputs are TF 1.15.5's."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from .cases import Case, changing_cases, recorder
from .runtime import Outcome, TF1Reference, digests

pytest.importorskip("tensorflow")

# Those whose layers save a checkpoint for TF1: alone, or as parts of a program on scopes.
LIFTED = [
    case
    for case in changing_cases()
    if case.target == "keras" and {"lifted", "eager"} & set(case.modes())
]
RUNS = [(case, mode) for case in changing_cases() for mode in case.modes()]


@pytest.mark.parametrize(
    ("case", "mode"), RUNS, ids=[f"{case.name}-{mode}" for case, mode in RUNS]
)
def test_as_in_tf1(
    case: Case,
    mode: str,
    outcome_of: Callable[[Case, str], Outcome],
    tf1_reference: TF1Reference,
    tf1_python: str | None,
) -> None:
    """By the plugin's own fixture, as the tests of other projects do it; and what goes beyond it."""
    outcome = outcome_of(case, mode)
    if tf1_python is not None and mode in ("lifted", "eager") and outcome.recorded is not None:
        record_back(case, outcome.recorded / "back", tf1_python)
    failures = outcome.all_failures(case, tf1_reference)
    assert not failures, "\n".join(f"{check}:\n{text}" for check, text in failures.items())


def test_the_way_back_is_recorded() -> None:
    """TF 1.15.5 restored what layers saved; where it did, all of it is compared above. New cases: ``--record``."""
    recorded = [case.name for case in LIFTED if (case.path / "back" / "sha256.json").exists()]
    assert len(recorded) >= 50, recorded


def record_back(case: Case, back: Path, python: str) -> None:
    """Has TF 1.15.5 restore the layer's checkpoint into the original code and records what it then computes."""
    if not (back / "names.json").exists():
        return  # a case without variables
    prefix, out = str(back / "checkpoint" / "model.ckpt"), case.path / "back"
    command = [python, "-W", "ignore", recorder().__file__, str(case.path)]
    env = {key: value for key, value in os.environ.items() if key != "TF2_BEHAVIOR"}
    command += ["--restored-from", prefix, "--out", str(out)]
    done = subprocess.run(command, capture_output=True, text=True, env=env)
    assert done.returncode == 0, done.stderr[-3000:]
    (out / "sha256.json").write_text(json.dumps(digests(back)))
