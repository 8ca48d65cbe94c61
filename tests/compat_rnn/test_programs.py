"""Every recorded program, in every mode, has TF 1.15.5's variables (names, order) and outputs."""

from __future__ import annotations

import json
import os
import pathlib
import subprocess
import sys
from collections.abc import Iterator

import pytest

pytest.importorskip("tensorflow")
import replay

HERE = pathlib.Path(__file__).resolve().parent
# In a tf.function each program is traced twice. These stand for the cells they resemble; set
# COMPAT_RNN_ALL=1 to run all.
TRACED_CELLS = {
    "dynamic_" + name
    for name in ("attention_cell", "basic_lstm", "coupled_full", "layer_norm_lstm", "lstm_full")
} | {"dynamic_multi", "dynamic_nas_full", "dynamic_output_projection", "dynamic_wrapped_stack"}


def _is_replayed(name: str, mode: str) -> bool:
    if mode not in replay.programs.PROGRAMS[name].modes:
        return False
    is_cell = name.startswith("dynamic_") and name[8:] in replay.programs.CELLS
    everything = bool(os.environ.get("COMPAT_RNN_ALL"))
    return everything or mode != "function" or not is_cell or name in TRACED_CELLS


CASES = [
    (name, mode)
    for mode in replay.programs.ALL_MODES
    for name in sorted(replay.programs.PROGRAMS)
    if _is_replayed(name, mode)
]


@pytest.fixture(scope="session")
def v1_process() -> Iterator[subprocess.Popen[str]]:
    """All graph programs in a process without v2 behaviour, running beside the other tests."""
    root = HERE.parent.parent
    path = os.pathsep.join([str(root), os.environ.get("PYTHONPATH", "")])
    process = subprocess.Popen(
        [sys.executable, str(HERE / "replay.py")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=root,
        env={**os.environ, "PYTHONPATH": path, "TF_CPP_MIN_LOG_LEVEL": "3"},
    )
    yield process
    process.kill()


@pytest.fixture(autouse=True)
def _started(v1_process: subprocess.Popen[str]) -> None:
    """Has the other process start with the first test."""


def test_recordings_are_of_these_programs() -> None:
    assert sorted(replay.RECORDED) == sorted(replay.programs.PROGRAMS)


@pytest.mark.parametrize(("name", "mode"), CASES)
def test_program(name: str, mode: str) -> None:
    assert replay.check(name, mode) == []


def test_programs_without_v2_behavior(v1_process: subprocess.Popen[str]) -> None:
    out, err = v1_process.communicate(timeout=300)
    assert v1_process.returncode == 0, err[-2000:]
    found = json.loads(out)
    assert sorted(found) == sorted(replay.programs.PROGRAMS)
    assert {name: problems for name, problems in found.items() if problems} == {}
