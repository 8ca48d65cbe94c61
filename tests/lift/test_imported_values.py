"""What creates variables through a value of another module: a function that uses it is no layer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from migrate.__main__ import main

BLOCKS = """\
import functools

import tensorflow as tf


def block(x, units, scope):
    with tf.variable_scope(scope):
        return tf.contrib.layers.fully_connected(x, units, normalizer_fn=tf.contrib.layers.layer_norm)


wide = functools.partial(block, units=9)
"""
MODEL = """\
import tensorflow as tf
{imports}


def net(x):
    w = tf.get_variable("w", [x.shape[-1].value, 3])
    return {call}(tf.matmul(x, w), scope="wide")
"""


@pytest.mark.parametrize(
    ("imports", "call"),
    [
        ("from blocks import wide", "wide"),
        ("from blocks import wide as broad", "broad"),
        ("from blocks import *", "wide"),
        ("from shown import wide", "wide"),
        ("import shown", "shown.wide"),
    ],
)
def test_is_not_lifted(imports: str, call: str, tmp_path: Path) -> None:
    verdict = _verdict(imports, call, tmp_path)
    assert verdict["tier"] == "shimmed"
    assert verdict["reasons"][0]["code"] == "TF305"


@pytest.mark.parametrize(
    ("imports", "module"), [("import blocks", "blocks"), ("import blocks as b", "b")]
)
def test_what_it_stands_for_is_called(imports: str, module: str, tmp_path: Path) -> None:
    assert _verdict(imports, f"{module}.wide", tmp_path)["tier"] == "lifted"
    text = (tmp_path / "out" / "model.py").read_text()
    assert f'return {module}.block(tf.matmul(x, self.w), units=9, scope="wide")' in text
    assert (
        "\nwide = functools.partial(" in (tmp_path / "out" / "blocks.py").read_text()
    )  # for others


def _verdict(imports: str, call: str, tmp_path: Path) -> dict[str, Any]:
    """That on `net`."""
    src = tmp_path / "src"
    src.mkdir()
    (src / "blocks.py").write_text(BLOCKS)
    (src / "shown.py").write_text("import tensorflow as tf\nfrom blocks import wide\n")
    (src / "model.py").write_text(MODEL.format(imports=imports, call=call))
    report = tmp_path / "r.json"
    assert main([str(src), "--out", str(tmp_path / "out"), "--report", str(report)]) == 0
    files = json.loads(report.read_text())["files"]
    verdicts = {v["qualname"]: v for f in files for v in f["verdicts"]}
    found: dict[str, Any] = verdicts["net"]
    return found
