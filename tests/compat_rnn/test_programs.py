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
# All programs run eagerly, and in a graph without v2 behaviour. Traces and graphs with v2 control flow cost
# more and differ little from one another: there these stand for those they resemble. COMPAT_RNN_ALL=1
# runs everything everywhere.
FAMILIES = {
    "dynamic_": ("attention_cell", "basic_lstm", "coupled_full", "grid_full", "highway")
    + ("layer_norm_lstm", "lstm_full", "multi", "nas_full", "output_projection", "wrapped_stack")
    + ("nested_inputs", "short_lengths", "time_major", "unknown_shape", "zero_state"),
    "static_": ("lengths_basic_lstm", "lengths_multi", "gru"),
    "attention_": ("bahdanau", "history", "luong_monotonic", "two_mechanisms"),
    "beam_": ("dynamic_coverage", "history_sorted", "history_static", "stack_and_penalty"),
    "decode_": ("custom", "greedy_attention", "scheduled_always", "training"),
    "legacy_": ("attention_fed", "embedding_feed_tensor", "buckets"),
    "loss_": ("average",),
}


def _is_replayed(name: str, mode: str) -> bool:
    if mode not in replay.programs.PROGRAMS[name].modes:
        return False
    if mode == "eager" or os.environ.get("COMPAT_RNN_ALL"):
        return True
    return all(
        not name.startswith(family) or name[len(family) :] in chosen
        for family, chosen in FAMILIES.items()
    )


def test_chosen_programs_exist() -> None:
    chosen = {family + name for family, names in FAMILIES.items() for name in names}
    assert chosen <= set(replay.programs.PROGRAMS)


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
        env={**os.environ, "PYTHONPATH": path},
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
