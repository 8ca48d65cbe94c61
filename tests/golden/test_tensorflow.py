"""Migrated code on TensorFlow 2: names, shapes, order, trainability, restoring and outputs are TF 1.15.5's."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .cases import Case, changing_cases
from .runtime import Outcome

pytest.importorskip("tensorflow")

RUNS = [(case, mode) for case in changing_cases() for mode in case.modes()]


@pytest.mark.parametrize(
    ("case", "mode"), RUNS, ids=[f"{case.name}-{mode}" for case, mode in RUNS]
)
def test_as_in_tf1(case: Case, mode: str, outcome_of: Callable[[Case, str], Outcome]) -> None:
    failures = outcome_of(case, mode).failures
    assert not failures, "\n".join(f"{check}:\n{text}" for check, text in failures.items())
