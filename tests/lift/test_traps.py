"""Programs that look as if they could be lifted and mean something else: they stay right, lifted or not."""

from __future__ import annotations

from pathlib import Path

import pytest

from .runs import Checked, check, read

pytest.importorskip("tensorflow")

HERE = Path(__file__).parent
RECORDED = HERE / "recorded" / "traps.json.gz"
TRAPS = {path.stem: path.read_text(encoding="utf-8") for path in (HERE / "traps").glob("*.py")}


@pytest.fixture(scope="module", params=["keras", "module"])
def checked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Checked:
    return check(RECORDED, request.param, tmp_path_factory.mktemp("traps"))


def test_recorded_as_written() -> None:
    """`tests/oracle/record_random_programs.py --written tests/lift/traps` is run again when one changes."""
    recorded = {str(one["seed"]): one["modules"][one["seed"]] for one in read(RECORDED)}
    assert recorded == TRAPS


def test_as_in_tf1(checked: Checked) -> None:
    assert not checked.failures, "\n\n".join(
        f"{name}, {mode}:\n{text}" for (name, mode), text in checked.failures.items()
    )
    once = sum("# graph only" in text for text in TRAPS.values())
    assert checked.runs == 2 * len(TRAPS) - once and once < 0.2 * len(TRAPS)
    assert checked.tiers["lifted"] >= 100  # what surrounds a trap must not stay with it
