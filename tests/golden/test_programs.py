"""Small TF1 programs print, migrated and on TensorFlow 2, what they printed under TensorFlow 1.15.5."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from .cases import GOLDEN, ROOT
from .runtime import ENVIRONMENT

PROGRAMS = GOLDEN / "programs"
RUNNER = ROOT / "tests" / "oracle" / "run_programs.py"
NAMES = sorted(path.stem for path in PROGRAMS.glob("*.py"))


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the outputs of all programs lie, which are migrated together and run from one process."""
    migrated, out = tmp_path_factory.mktemp("migrated"), tmp_path_factory.mktemp("printed")
    command = [sys.executable, "-m", "migrate", str(PROGRAMS), "--out", str(migrated), "--exclude", "*.txt"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=300)
    command = [sys.executable, "-W", "ignore", str(RUNNER), str(migrated), str(out)]
    subprocess.run(command, env={**os.environ, **ENVIRONMENT}, check=True, capture_output=True, timeout=900)
    return out


def test_every_program_is_recorded():
    assert len(NAMES) >= 60
    assert sorted(path.stem for path in PROGRAMS.glob("*.txt")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_program_prints_what_it_printed(name: str, printed: Path):
    recorded = (PROGRAMS / f"{name}.txt").read_text(encoding="utf-8")
    assert recorded.strip()
    assert "Traceback" not in recorded
    assert (printed / f"{name}.txt").read_text(encoding="utf-8") == recorded
