"""Runs the pipeline on sources given as text."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from migrate.config import Config
from migrate.discover import discover
from migrate.outcomes import FileOutcome
from migrate.pipeline import run

Migrate = Callable[..., dict[str, FileOutcome]]


def text_of(outcome: FileOutcome) -> str:
    """The text of a file after the run."""
    return (outcome.after if outcome.after is not None else outcome.before).decode()


@pytest.fixture
def migrate_tree(tmp_path: Path) -> Migrate:
    """Migrates a tree of files given by path; gives the outcomes by path."""

    def migrate(files: dict[str, str]) -> dict[str, FileOutcome]:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(textwrap.dedent(text).lstrip("\n"))
        entries = discover([tmp_path], Config())
        outcomes = run(entries, Config(target="shim"), 1).outcomes
        return {entry.relpath: outcome for entry, outcome in zip(entries, outcomes)}

    return migrate


@pytest.fixture
def migrated(migrate_tree: Migrate) -> Callable[[str], str]:
    """Migrates one module; gives its new text, and makes sure that a second run changes nothing."""

    def migrate(text: str) -> str:
        outcome = migrate_tree({"module.py": text})["module.py"]
        after = (
            text_of(outcome) if outcome.after is not None else textwrap.dedent(text).lstrip("\n")
        )
        again = migrate_tree({"module.py": after})["module.py"]
        assert again.after is None, f"a second run changes it again:\n{text_of(again)}"
        return after

    return migrate
