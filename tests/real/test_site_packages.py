"""A sample of what ``python -m tests.real.site_packages`` checks in full."""

from __future__ import annotations

import importlib.util
import sysconfig
from pathlib import Path

import pytest

from tests.real.site_packages import would_change

STDLIB = Path(sysconfig.get_path("stdlib"))
SAMPLES = [STDLIB / "asyncio", STDLIB / "lib2to3", STDLIB / "test" / "test_asyncio"]
KERAS = importlib.util.find_spec("keras")
if KERAS and KERAS.origin:
    SAMPLES.append(Path(KERAS.origin).parent / "src" / "backend")


@pytest.mark.parametrize("path", [p for p in SAMPLES if p.is_dir()], ids=lambda p: p.name)
def test_code_without_tf1_is_left_alone(path: Path) -> None:
    outcome = would_change(path, jobs=1)
    assert outcome.touched == ()
    assert outcome.status == 0, outcome.output
    assert sum(outcome.counts.values()) >= len(list(path.rglob("*.py")))
