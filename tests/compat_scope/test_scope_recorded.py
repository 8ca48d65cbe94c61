"""Every scope program does in every mode what TF 1.15.5 was recorded to do."""

from __future__ import annotations

import pytest
import random_programs
import scope_programs
import standing_in
from comparing import first_difference, runs_in
from standing_in import recorded

RECORDED = recorded("programs.json")
RANDOM = recorded("random.json")

# Threads of a traced function have no part in its graph.
NOT_IN_FUNCTION = {"thread_starts_at_the_root", "thread_shares_variables"}
# Threads started inside a tracked callable use the default store, unless they re-enter its scope.
NOT_HOSTED = NOT_IN_FUNCTION
# Initializers and regularizers were called when the variables were made: a later pass does not call them
# again; and reuse=True finds variables that this pass has not met yet.
FIRST_PASS_ONLY = {
    "inherit_initializer",
    "partitioned_axis_and_initializer",
    "regularizers",
    "reuse_after_error",
}


def test_the_recording_is_of_these_programs() -> None:
    assert sorted(RECORDED) == sorted(scope_programs.PROGRAMS)
    assert len(RECORDED) + len(RANDOM) > 350


@pytest.mark.parametrize("name", sorted(RECORDED))
@pytest.mark.parametrize("mode", sorted(standing_in.MODES))
def test_program(name: str, mode: str) -> None:
    excluded = {"function": NOT_IN_FUNCTION, "hosted": NOT_HOSTED}.get(mode, set())
    if name in excluded:
        pytest.skip("threads have their own tests")
    if name == "names_same_default_instance_twice" and mode == "function":
        pytest.skip("it names variables by counting those of earlier traces")
    runs = standing_in.MODES[mode](scope_programs.PROGRAMS[name])
    expected = RECORDED[name]
    assert runs[0] == expected
    if mode in ("function", "hosted") and name not in FIRST_PASS_ONLY:
        assert runs[1:] == [expected] * (len(runs) - 1)
        assert len(runs) > 1


@pytest.mark.parametrize("mode", sorted(standing_in.MODES))
def test_random_programs(mode: str) -> None:
    wrong = {}
    for seed, record in RANDOM.items():
        if runs_in(record["program"], mode):
            difference = first_difference(record, mode)
            if difference is not None:
                wrong[seed] = difference
    assert wrong == {}


def test_the_random_programs_are_several_hundred() -> None:
    assert len({str(record["program"]) for record in RANDOM.values()}) >= 400
    for kind in ("layer", "thread", "average", "get_with", "vs_with", "again", "template"):
        assert any(random_programs.uses(r["program"], {kind}) for r in RANDOM.values()), kind
