"""Modules that are imported by a string where code runs: what it calls in them stays there by its name."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path

import pytest

from migrate.__main__ import main

NETWORK = """
import tensorflow as tf


def inference(x, units=4, reuse=None):
    with tf.variable_scope("net", reuse=reuse):
        return tf.layers.dense(x, units, name="out")


def loss(x):
    with tf.variable_scope("loss"):
        return tf.reduce_mean(tf.layers.dense(x, 1, name="d"))
"""
PLAIN = """
import importlib


def run(x, name):
    network = importlib.import_module(name)
    return network.inference(x, units=2)
"""
TENSORS = """
from importlib import import_module

import tensorflow as tf


class Trainer(object):
    def __init__(self, name):
        self.network = import_module("nets." + name)

    def run(self, x):
        with tf.variable_scope("trained"):
            x = tf.layers.dense(x, 3, name="first")
        return self.network.inference(x, units=2)
"""


@pytest.mark.parametrize("user", [PLAIN, TENSORS], ids=["without TensorFlow", "with"])
def test_what_is_asked_of_them_keeps_its_name(tmp_path: Path, user: str) -> None:
    root = tmp_path / "src"
    (root / "nets").mkdir(parents=True)
    (root / "nets" / "__init__.py").write_text("")
    (root / "nets" / "small.py").write_text(textwrap.dedent(NETWORK))
    (root / "train.py").write_text(textwrap.dedent(user))
    places = [str(root), "--out", str(tmp_path / "out"), "--report", str(tmp_path / "r.json")]
    assert main([*places, "--jobs", "1"]) == 0
    text = (tmp_path / "out" / "nets" / "small.py").read_text()
    assert "def inference(x, units=4, reuse=None):\n    return compat_scope.get_layer(" in text
    assert "class Loss(" in text and "def loss(" not in text
    report = json.loads((tmp_path / "r.json").read_text())
    tiers = {v["qualname"]: v["tier"] for f in report["files"] for v in f["verdicts"]}
    assert tiers["inference"] == tiers["loss"] == "lifted"
