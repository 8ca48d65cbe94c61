"""The order of the test files: what takes longest comes first, so that no process waits for it at the end."""

from __future__ import annotations

from pathlib import Path

import pytest

TESTS = Path(__file__).parent
LONGEST = (
    "golden/test_tensorflow.py",
    "lift/test_traps.py",
    "lift/test_random_programs.py",
    "golden/test_modules.py",
    "golden/test_programs.py",
    "golden/test_sources.py",
)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--record", None):
        return  # what is recorded comes before what is compared with it
    places = {TESTS / name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path, len(places)))
