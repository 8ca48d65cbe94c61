"""Files that are indented with tabs come out as those with spaces do."""

from __future__ import annotations

import ast
import re
import shutil
from pathlib import Path

import pytest

from migrate.config import Config
from migrate.discover import discover
from migrate.pipeline import run

GOLDEN = Path(__file__).parents[2] / "golden"
CASES = (
    "lift_method_statements",
    "lift_moving_moments",
    "lift_parts_of_two",
    "lift_policies",
    "lift_running_numbers",
    "lift_scope_bodies",
    "lift_self_reuse",
)


def with_tabs(text: str) -> str:
    """Tabs in place of each four spaces before a line, but in strings of several lines."""
    inside = {
        line
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for line in range(node.lineno + 1, (node.end_lineno or 0) + 1)
    }
    lines = text.split("\n")
    return "\n".join(
        n if at in inside else re.sub("^( {4})+", lambda m: "\t" * (len(m[0]) // 4), n)
        for at, n in enumerate(lines, 1)
    )


def shown(text: str) -> str:
    """What a module says, whatever stands before the lines of its docstrings."""
    return re.sub(r"\\n|\\t| +", " ", ast.dump(ast.parse(text)))


@pytest.mark.parametrize("case", CASES)
def test_tabs_are_as_good_as_spaces(
    tmp_path: Path, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MIGRATE_DEBUG", "1")  # a mistake of the tool is none of the file
    shutil.copytree(GOLDEN / case / "src", tmp_path, dirs_exist_ok=True)
    for path in tmp_path.rglob("*.py"):
        path.write_text(with_tabs(path.read_text()))
    outcomes = run(discover([tmp_path], Config()), Config(target="keras"), 1).outcomes
    assert outcomes
    for outcome in outcomes:
        expected = GOLDEN / case / "expected" / outcome.relpath
        found = (outcome.after or outcome.before).decode()
        assert shown(found) == shown(expected.read_text())
