"""Random scoped programs: migrated, they make TF 1.15.5's variables, in its order, and compute what it computed."""

from __future__ import annotations

import pytest

from .runs import RECORDED, Checked, check, read

pytest.importorskip("tensorflow")

PROGRAMS = [program["seed"] for program in read(RECORDED)]


@pytest.fixture(scope="module", params=["keras", "module"])
def checked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Checked:
    return check(RECORDED, request.param, tmp_path_factory.mktemp("programs"))


@pytest.mark.parametrize("mode", ["eager", "graph"])
def test_as_in_tf1(checked: Checked, mode: str) -> None:
    failures = {seed: text for (seed, m), text in checked.failures.items() if m == mode}
    assert not failures, f"{len(failures)} programs:\n" + "\n".join(
        f"program {seed}:\n{text}" for seed, text in list(failures.items())[:5]
    )


def test_all_of_them_ran(checked: Checked) -> None:
    assert len(PROGRAMS) >= 150
    assert checked.runs == 2 * len(PROGRAMS)
    assert checked.tiers["lifted"] >= 100  # the others are there for what surrounds layers
