"""Checkpoints that TF 1.15.5 wrote, from the golden cases, and the values it wrote into them."""

from __future__ import annotations

import importlib.util
import json
import os
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import pytest

from migrate.pytest_plugin import tf1_reference

__all__ = ["tf1_reference"]  # a fixture; also where the package's entry points are not installed
ROOT = Path(__file__).resolve().parents[2]


def _recorder() -> ModuleType:
    path = ROOT / "tests" / "oracle" / "record_case.py"
    spec = importlib.util.spec_from_file_location("record_case", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def prefix() -> Callable[[str], str]:
    """The checkpoint prefix of a golden case."""
    return lambda case: str(ROOT / "golden" / case / "checkpoint" / "model.ckpt")


@pytest.fixture(scope="session")
def written() -> Callable[[str], dict[str, Any]]:
    """name -> the value that TF 1.15.5 saved, for a golden case that keeps no initial values."""
    recorder = _recorder()

    def values(case: str) -> dict[str, Any]:
        rows = json.loads((ROOT / "golden" / case / "names.json").read_text())
        return {
            row["name"]: recorder.variable_value(row["name"], row["shape"], row["dtype"])
            for row in rows
        }

    return values


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--record-saved",
        action="store_true",
        help="record what TF 1.15.5 (environment variable TF1_PYTHON) restores from save_tf1's files",
    )
