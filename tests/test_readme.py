"""What the README shows is what the tool does."""

from __future__ import annotations

import re
from pathlib import Path

from migrate.config import Config
from migrate.discover import discover
from migrate.pipeline import run

README = Path(__file__).parents[1] / "README.md"


def test_before_becomes_after(tmp_path):
    before, after, *_ = re.findall(r"```python\n(.*?)```", README.read_text(), re.DOTALL)
    (tmp_path / "head.py").write_text(before)
    outcome = run(discover([tmp_path], Config()), Config(), 1).outcomes[0]
    assert outcome.after is not None
    assert outcome.after.decode() == after


def test_two_commands_do_the_set_up():
    commands = re.findall(r"^python3 -m venv .*$", README.read_text(), re.MULTILINE)
    assert len(commands) == 2
    assert "-m migrate tests/examples/tf1_project" in commands[0]
    assert "-m pytest" in commands[1]
