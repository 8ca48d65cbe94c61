"""The pytest plugin, as a user's project has it: a recording by TF 1.15.5, a test, and what a failure says."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from migrate.__main__ import main
from migrate.verify.recorded import ReferenceUnreadable
from migrate.verify.reference import Reference

from .conftest import HERE, KERAS

ROOT = HERE.parents[1]
RECORDED = HERE / "recorded" / "encoder"
TEST = f"""
import sys
sys.path.insert(0, {str(KERAS)!r})
sys.dont_write_bytecode = True
from encoder import TextEncoder

def test_encoder(tf1_reference):
    tf1_reference({str(RECORDED)!r}).check(TextEncoder, {{"units": 6, "depth": 2}})

class Renamed(TextEncoder):
    def build(self, x_shape, ids_shape=None):
        self.table = self.add_weight(name="tables", shape=[11, self.units], initializer="ones")

def test_renamed(tf1_reference):
    tf1_reference({str(RECORDED)!r}).check(Renamed(units=6, depth=2))
"""


def test_a_project_that_uses_it(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(TEST)
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "migrate.pytest_plugin", "test_it.py"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
    )
    assert "1 failed, 1 passed" in ran.stdout, ran.stdout + ran.stderr
    for line in (
        f"this is not what was recorded in {RECORDED}:",
        "names:\n  encoder/table: missing\n  encoder/tables: was not there",
        "  encoder/tables: did you mean 'encoder/table'?",
        "outputs:\n  0/code: differs by ",
    ):
        assert line in ran.stdout
    assert "Traceback" not in ran.stdout


def test_the_plugin_loads_no_tensorflow() -> None:
    program = (
        "import migrate.pytest_plugin, sys; assert not {'tensorflow', 'numpy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)


def test_no_recording(tmp_path: Path) -> None:
    with pytest.raises(ReferenceUnreadable, match=r"this is no complete recording .*recorder\.py"):
        Reference(tmp_path)


def test_the_recorder_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--recorder"]) == 0
    printed = capsys.readouterr().out
    assert printed == (ROOT / "migrate" / "verify" / "recorder.py").read_text()
    imported = {
        n.name for i in ast.walk(ast.parse(printed)) if isinstance(i, ast.Import) for n in i.names
    }
    known = set(sys.stdlib_module_names) | {"numpy", "tensorflow"}
    assert not imported - known
    assert not [
        i
        for i in ast.walk(ast.parse(printed))
        if isinstance(i, ast.ImportFrom) and i.module != "__future__"
    ]
