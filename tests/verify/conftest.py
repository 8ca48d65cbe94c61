"""The example of these tests: a TF1 function, its recording by TF 1.15.5, and Keras classes that replace it.

To record again: ``python3.7 migrate/verify/recorder.py --src tests/verify/trees/old --out tests/verify/recorded/encoder
--entry encoder:text_encoder --argument units=6 --argument depth=2 --argument 'scope="encoder"' --training
is_training=true --input 'x=float32[4,5]' --input 'ids=int32[4] < 11' --proof``
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from migrate.verify import Request, Verdict, compare
from migrate.verify.recorded import Recorded, read_recorded
from migrate.verify.sides import after_side, run_side

HERE = Path(__file__).parent
OLD, KERAS = HERE / "trees" / "old", HERE / "trees" / "keras"
REQUEST = Request(
    OLD,
    KERAS,
    "encoder:text_encoder",
    inputs={"x": "float32[4,5]", "ids": "int32[4] < 11"},
    arguments={"units": 6, "depth": 2, "scope": "encoder"},
    training={"is_training": True},
)


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TF_CPP_MIN_LOG_LEVEL", "3")
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "-1")
    yield
    assert not [p for tree in (OLD, KERAS) for p in tree.rglob("__pycache__")], os.listdir(OLD)


@pytest.fixture(scope="session")
def reference() -> Recorded:
    """What TF 1.15.5 made of the original."""
    found = read_recorded(HERE / "recorded" / "encoder")
    assert found.facts["tensorflow"] == "1.15.5"
    return found


Verified = Callable[[Path], tuple[Verdict, Recorded]]


@pytest.fixture
def verified(reference: Recorded, tmp_path: Path) -> Verified:
    """Runs a migrated tree and compares it with what TF 1.15.5 recorded."""

    def run(tree: Path) -> tuple[Verdict, Recorded]:
        request = replace(REQUEST, after=tree)
        side = after_side(request, tmp_path, reference)
        after = run_side(side, request.for_side(True), tmp_path / "after", 300)
        return compare(reference, after), after

    return run
