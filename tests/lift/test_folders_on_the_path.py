"""Modules that code reaches by putting their folder on ``sys.path``: what they create is not passed over."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path

import pytest

from migrate.__main__ import main

LIBRARY = """
    import tensorflow as tf


    def linear(x, units, scope):
        with tf.variable_scope(scope):
            return tf.matmul(x, tf.get_variable("w", [x.get_shape()[-1].value, units]))
"""
MODEL = """
    import os
    import sys

    import tensorflow as tf

    sys.path.append(os.path.join(os.path.dirname(__file__), "../utils"))
    import ops_util


    def block(x):
        return tf.nn.relu(ops_util.linear(x, 3, "block"))


    def net(x):
        with tf.variable_scope("net"):
            x = ops_util.linear(x, 4, "a")
            return x + tf.get_variable("b", [4])


    def deep(x):
        with tf.variable_scope("deep"):
            return block(x) + tf.get_variable("b", [3])
"""


def verdicts(files: dict[str, str], root: Path) -> dict[str, tuple[str, str]]:
    """Migrates a tree; gives tier and first reason of each function of ``models/net.py``."""
    for name, text in files.items():
        path = root / "src" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text).lstrip("\n"))
    report = root / "report.json"
    where = [str(root / "src"), "--out", str(root / "out"), "--report", str(report)]
    assert main([*where, "--target", "keras", "--jobs", "1"]) == 0
    found = next(f for f in json.loads(report.read_text())["files"] if f["path"] == "models/net.py")
    return {v["qualname"]: (v["tier"], v["reasons"][0]["message"]) for v in found["verdicts"]}


def test_the_one_module_of_that_name_is_meant(tmp_path: Path) -> None:
    found = verdicts({"utils/ops_util.py": LIBRARY, "models/net.py": MODEL}, tmp_path)
    assert {name: tier for name, (tier, _) in found.items()} == dict.fromkeys(
        ("block", "net", "deep"), "lifted"
    )
    text = (tmp_path / "out" / "models" / "net.py").read_text()
    assert "ops_util.Linear(4, name=" in text


@pytest.mark.parametrize("other", ["more/ops_util.py", "utils/__init__.py"])
def test_one_of_several_keeps_its_callers_on_the_shim(other: str, tmp_path: Path) -> None:
    """Two modules have the name, or the folder is a package, whose modules have another name."""
    files = {"utils/ops_util.py": LIBRARY, "models/net.py": MODEL, other: LIBRARY}
    found = verdicts(files, tmp_path)
    assert {tier for tier, _ in found.values()} == {"shimmed"}
    assert "`ops_util.linear`, which may be that of " in found["net"][1]
    assert found["deep"][1].startswith("calls `block`, which calls `ops_util.linear`")


def test_the_root_is_a_package(tmp_path: Path) -> None:
    """Its modules are imported by its name: ``from src import ops_util``."""
    own = MODEL.replace("import ops_util", "from src import ops_util")
    files = {"__init__.py": "", "ops_util.py": LIBRARY, "models/net.py": own}
    found = verdicts(files, tmp_path)
    assert {tier for tier, _ in found.values()} == {"lifted"}
    text = (tmp_path / "out" / "models" / "net.py").read_text()
    assert "ops_util.Linear(4, name=" in text
