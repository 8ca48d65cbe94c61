"""What the command writes: exact text, nothing but what had to change, and nothing more on a second run."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .cases import (
    ROOT,
    Case,
    Migration,
    changing_cases,
    migrate,
    read_tree,
    recorder,
    stable_report,
    unchanged_cases,
    verdicts,
)
from .lines import (
    changed_layout,
    definition,
    formatted,
    generated_blocks,
    line_endings,
    lost_comments,
    reformatted,
    text_of,
)

Migrate = Callable[[Case], Migration]

CHANGING = changing_cases()
UNCHANGED = unchanged_cases()
each_changing = pytest.mark.parametrize("case", CHANGING, ids=[c.name for c in CHANGING])
LIFTING = [case for case in CHANGING if case.target == "keras"]
each_lifting = pytest.mark.parametrize("case", LIFTING, ids=[c.name for c in LIFTING])
each_unchanged = pytest.mark.parametrize("case", UNCHANGED, ids=[c.name for c in UNCHANGED])


BLACK_LINE_LENGTH = 88  # black's own, for sources without a configuration of it


def layer_lines(path: str, output: bytes, report: dict[str, Any]) -> set[int]:
    """The lines of a migrated file that belong to classes that functions became."""
    text, lines = text_of(output), set[int]()
    for file in report["files"]:
        for verdict in file["verdicts"] if file["path"] == path else ():
            if verdict.get("class_name"):
                first, last = definition(text, verdict["class_name"])
                lines.update(range(first, last + 1))
    return lines


def lifted_lines(path: str, source: bytes, report: dict[str, Any]) -> set[int]:
    """The lines of a source file that belong to definitions that became layers."""
    text, lines = text_of(source), set[int]()
    for file in report["files"]:
        for verdict in file["verdicts"] if file["path"] == path else ():
            if verdict["tier"] == "lifted":
                first, last = definition(text, verdict["qualname"])
                lines.update(range(first, last + 1))
    return lines


def python_files(root: Path) -> dict[str, bytes]:
    return {path: data for path, data in read_tree(root).items() if path.endswith(".py")}


@each_changing
def test_recorded_again(case: Case, tf1_python: str | None) -> None:
    """With ``--record`` only: makes names, checkpoint, inputs and outputs anew under TF 1.15.5."""
    if tf1_python is None:
        assert (case.path / "recorded.npz").exists() or (case.path / "stdout.txt").exists()
        return
    command = [tf1_python, "-W", "ignore", recorder().__file__, str(case.path)]
    # TensorFlow 2, imported into this process, leaves a variable that turns TF 1.15 into TF 2.
    env = {key: value for key, value in os.environ.items() if key != "TF2_BEHAVIOR"}
    done = subprocess.run(command, capture_output=True, text=True, env=env)
    assert done.returncode == 0, done.stderr[-3000:]


@each_changing
def test_output_is_as_expected(case: Case, migrated: Migrate, updating: bool) -> None:
    done = migrated(case)
    assert done.status == 0, done.output
    if updating:
        shutil.rmtree(case.expected, ignore_errors=True)
        shutil.copytree(done.tree, case.expected, ignore=shutil.ignore_patterns("__pycache__"))
    assert read_tree(case.expected) == read_tree(done.tree)
    assert read_tree(done.tree) != read_tree(case.src), "a changing case that does not change"


@each_changing
def test_report_is_as_recorded(case: Case, migrated: Migrate, updating: bool) -> None:
    path = case.path / "report.json"
    report = migrated(case).report
    if updating:
        path.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    assert json.loads(path.read_text(encoding="utf-8")) == report


@each_changing
def test_second_run_changes_nothing(case: Case, migrated: Migrate, tmp_path: Path) -> None:
    first = migrated(case)
    second = migrate(first.tree, tmp_path / "again", case.target)
    assert second.status == 0, second.output
    assert read_tree(second.tree) == read_tree(first.tree)
    assert {f["status"] for f in second.report["files"]} <= {"unchanged", "skipped"}


@each_changing
def test_output_parses_and_generated_lines_are_clean(case: Case, migrated: Migrate) -> None:
    done = migrated(case)
    before = python_files(case.src)
    for path, data in python_files(done.tree).items():
        ast.parse(data, path)
        layers = layer_lines(path, data, done.report)
        for block in generated_blocks(before[path], data, layers):
            assert reformatted(block) == block, f"{path}: black would change\n{block}"


@each_changing
def test_untouched_lines_are_untouched(case: Case, migrated: Migrate) -> None:
    python2 = case.settings().get("python2", False)
    done = migrated(case)
    before = python_files(case.src)
    for path, data in python_files(done.tree).items():
        assert line_endings(data) <= line_endings(before[path]), path
        assert data.startswith(b"\xef\xbb\xbf") == before[path].startswith(b"\xef\xbb\xbf"), path
        assert data[-1:] == before[path][-1:], f"{path}: the end of the file changed"
        if not python2:
            assert not lost_comments(before[path], data), path
            rewritten = lifted_lines(path, before[path], done.report)
            assert not changed_layout(before[path], data, rewritten), path


@each_lifting
def test_lifted_and_stayed(case: Case, migrated: Migrate) -> None:
    """Layers where a reader would expect them, and none where nobody can know."""
    found = verdicts(migrated(case).report)
    assert {*case.lifts, *case.stays} <= found.keys()
    assert {name: found[name]["tier"] for name in case.lifts} == dict.fromkeys(case.lifts, "lifted")
    lifted = {name for name, verdict in found.items() if verdict["tier"] == "lifted"}
    assert not lifted & set(case.wants), "these belong to `lifts` now"
    for name, code in case.stays.items():
        reasons = {reason["code"] for reason in found[name]["reasons"]}
        assert found[name]["tier"] != "lifted", name
        assert code in reasons, f"{name}: {found[name]['reasons']}"


@each_lifting
def test_layers_are_formatted(case: Case, migrated: Migrate) -> None:
    done = migrated(case)
    for name, verdict in verdicts(done.report).items():
        if not verdict.get("class_name"):
            continue  # not a layer, or only what is defined in it became one
        module = name.partition(":")[0].replace(".", "/")
        path = done.tree / f"{module}.py"
        path = path if path.exists() else done.tree / module / "__init__.py"
        text = path.read_text(encoding="utf-8-sig")
        first, last = definition(text, verdict["class_name"])
        assert first, f"{name}: no class {verdict['class_name']}"
        block = "\n".join(text.splitlines()[first - 1 : last]) + "\n"
        assert formatted(block, BLACK_LINE_LENGTH) == block, name


@each_unchanged
@pytest.mark.parametrize("target", [None, "shim", "module"], ids=["default", "shim", "module"])
def test_left_alone(case: Case, target: str | None, tmp_path: Path) -> None:
    """By whatever is asked for: these sources have no ``case.toml`` that chooses a target."""
    done = migrate(case.src, tmp_path / "out", target)
    assert done.status == 0, done.output
    assert read_tree(done.tree) == read_tree(case.src)
    assert {f["status"] for f in done.report["files"]} <= {"unchanged", "skipped"}
    # Nothing is wrong with these sources, so there is nothing to say about them either.
    assert [d for f in done.report["files"] for d in f["diagnostics"]] == []


def test_as_many_unchanged_as_changing() -> None:
    assert len(CHANGING) >= 25
    assert len(UNCHANGED) >= len(CHANGING)


def test_the_command_itself(tmp_path: Path) -> None:
    """The same through ``python -m migrate`` in a process of its own."""
    case = next(c for c in CHANGING if c.name == "bert_builder")
    out, report = tmp_path / "out", tmp_path / "report.json"
    command = [sys.executable, "-m", "migrate", str(case.src), "--target", case.target]
    command += ["--out", str(out), "--report", str(report)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert read_tree(out) == read_tree(case.expected)
    recorded = json.loads((case.path / "report.json").read_text(encoding="utf-8"))
    assert stable_report(json.loads(report.read_text(encoding="utf-8"))) == recorded
