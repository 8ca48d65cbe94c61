"""A layer hosts the object of a module in which nothing is lifted: that module is written as it was planned."""

from __future__ import annotations

import ast
import json
from pathlib import Path

from migrate.__main__ import main

PARTS = """
import tensorflow as tf


class Holder(object):
    def __init__(self, name, **options):
        self.name = name
        self.options = options

    def __call__(self, x):
        with tf.variable_scope(self.name):
            return tf.layers.dense(x, 3, **self.options)
"""
MODEL = """
import tensorflow as tf
from parts import Holder


def forward(x):
    x = tf.layers.dense(x, 4, name="first")
    return Holder("tower")(x)
"""


def test_lines_are_those_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "parts.py").write_text(PARTS)
    (tmp_path / "src" / "model.py").write_text(MODEL)
    places = [str(tmp_path / "src"), "--out", str(tmp_path / "out")]
    assert main([*places, "--report", str(tmp_path / "r.json"), "--jobs", "1"]) == 0
    verdicts = {}
    for file in json.loads((tmp_path / "r.json").read_text())["files"]:
        text = (tmp_path / "out" / file["path"]).read_text()
        ast.parse(text)
        lines = text.splitlines()
        verdicts |= {v["qualname"]: (v["tier"], lines[v["line"] - 1]) for v in file["verdicts"]}
    assert verdicts["forward"][0] == "lifted"
    tier, line = verdicts["Holder.__call__"]
    assert tier == "shimmed" and line.strip().startswith("def __call__(")
