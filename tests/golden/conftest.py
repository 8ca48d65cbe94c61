"""Options and shared fixtures of the golden harness.

    pytest tests/golden                                 check every case
    pytest tests/golden --update-sources [-k CASE]      rewrite expected/ and report.json; review the diff
    pytest tests/golden --record PYTHON3.7 [-k CASE]    record names, checkpoint, inputs and outputs with TF 1.15.5
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from migrate.pytest_plugin import tf1_reference

from .cases import Case, Migration, migrate
from .runtime import Outcome, Runs

__all__ = ["tf1_reference"]  # a fixture; also where the package's entry points are not installed


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("golden")
    group.addoption("--update-sources", action="store_true", help="rewrite expected/ and report.json")
    group.addoption("--record", metavar="PYTHON", help="record again with this TF 1.15 interpreter")


def pytest_configure(config: pytest.Config) -> None:
    updating = config.getoption("--update-sources", False) or config.getoption("--record", None)
    if updating and os.environ.get("CI"):
        raise pytest.UsageError("golden files are never rewritten in CI")


@pytest.fixture(scope="session")
def updating(pytestconfig: pytest.Config) -> bool:
    return bool(pytestconfig.getoption("--update-sources", False))


@pytest.fixture(scope="session")
def tf1_python(pytestconfig: pytest.Config) -> str | None:
    value: str | None = pytestconfig.getoption("--record", None)
    return value


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Case], Migration]:
    """Migrates a case, once per session."""
    root = tmp_path_factory.mktemp("migrated")
    done: dict[Path, Migration] = {}

    def run(case: Case) -> Migration:
        if case.path not in done:
            out = root / case.name.replace("/", "__")
            done[case.path] = migrate(case.src, out, case.target)
        return done[case.path]

    return run


@pytest.fixture(scope="session")
def outcome_of(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[Case, str], Outcome]:
    """Runs the migrated cases on TensorFlow 2: all that were collected, in one batch, when the first is asked for."""
    wanted = [
        (item.callspec.params["case"], item.callspec.params["mode"])
        for item in request.session.items
        if {"case", "mode"} <= getattr(getattr(item, "callspec", None), "params", {}).keys()
    ]
    return Runs(wanted, tmp_path_factory.mktemp("runs")).outcome
