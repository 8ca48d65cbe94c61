"""Random scoped programs: migrated, they make TF 1.15.5's variables, in its order, and compute what it computed."""

from __future__ import annotations

import pytest

from .runs import RECORDED, Checked, check, read

pytest.importorskip("tensorflow")

PATTERNS = RECORDED.with_name("patterns.json.gz")
HANDED = RECORDED.with_name("handed.json.gz")
LATER = RECORDED.with_name("later.json.gz")
# Of each recording: how many programs it has at least, and how many functions are lifted; the others are there for
# what surrounds layers.
LEAST = {RECORDED: (150, 100), PATTERNS: (60, 120), HANDED: (40, 70), LATER: (40, 60)}


@pytest.fixture(scope="module", params=["keras", "module"])
def target(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(
    scope="module",
    params=[RECORDED, PATTERNS, HANDED, LATER],
    ids=["programs", "patterns", "handed", "later"],
)
def checked(
    request: pytest.FixtureRequest, target: str, tmp_path_factory: pytest.TempPathFactory
) -> Checked:
    if request.param is HANDED and target == "module":
        pytest.skip("modules take nothing from scopes")
    found = check(request.param, target, tmp_path_factory.mktemp("programs"))
    programs, lifted = LEAST[request.param]
    assert found.runs == 2 * len(read(request.param)) >= 2 * programs
    assert found.tiers["lifted"] >= lifted
    return found


@pytest.mark.parametrize("mode", ["eager", "graph"])
def test_as_in_tf1(checked: Checked, mode: str) -> None:
    failures = {seed: text for (seed, m), text in checked.failures.items() if m == mode}
    assert not failures, f"{len(failures)} programs:\n" + "\n".join(
        f"program {seed}:\n{text}" for seed, text in list(failures.items())[:5]
    )
