"""What makes nothing of its own is said to lift with what it calls, also where that only gives variables."""

from __future__ import annotations

import json
from pathlib import Path

from migrate.__main__ import main

RESNET = """
import tensorflow as tf


def _get_variable(name, shape):
    return tf.get_variable(name, shape, partitioner=tf.fixed_size_partitioner(2))


def conv(x):
    weights = _get_variable("weights", [3, 4])
    return tf.matmul(x, weights)


def biased(x):
    bias = tf.get_variable("bias", [4])
    return conv(x) + bias


def net(x):
    with tf.variable_scope("net"):
        return biased(x)
"""


def _messages(text: str, scratch: Path) -> dict[str, str]:
    (scratch / "src").mkdir()
    (scratch / "src" / "resnet.py").write_text(text)
    places = [str(scratch / "src"), "--out", str(scratch / "out")]
    assert main([*places, "--report", str(scratch / "r.json"), "--jobs", "1"]) == 0
    files = json.loads((scratch / "r.json").read_text())["files"]
    return {v["qualname"]: v["reasons"][0]["message"] for f in files for v in f["verdicts"]}


def test_functions_around_a_factory_that_stays(tmp_path: Path) -> None:
    found = _messages(RESNET, tmp_path)
    said = (
        "makes nothing of its own: it may lift when `_get_variable` does, which stays on the shim"
    )
    assert found["conv"].startswith(said)
    assert not found["biased"].startswith("makes nothing of its own")
