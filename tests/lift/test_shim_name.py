"""Modules with a `compat_scope` of their own: what is written there calls the shim something else."""

from __future__ import annotations

from pathlib import Path

import pytest
import tensorflow as tf

from migrate import compat_scope as shim
from migrate.__main__ import main

from .lifting import Lifted

TAKEN = """
import tensorflow as tf


def dense(x, compat_scope, seen):
    with tf.variable_scope(compat_scope, reuse="d" in seen):
        return tf.layers.dense(x, 3, name="d")


def encoder(x, width, name="enc"):
    with tf.variable_scope(name):
        return tf.layers.dense(x, width, name="fc")


def hosting(x):
    with tf.variable_scope("hosting"):
        x = tf.layers.dense(x, 3, name="first")
        x = stays(x)
        return x


def stays(x):
    with tf.variable_scope("stays"):
        i = 0
        while i < 2:
            x *= tf.get_variable("scale_%d" % i, [])
            i += 1
        return x


def forward(x, compat_scope="top"):
    with tf.variable_scope(compat_scope, reuse="never" in []):
        x = encoder(dense(x, "a", []), 4)
        return hosting(x)
"""


@pytest.mark.parametrize("target", ["keras", "module"])
def test_under_another_name(target: str, tmp_path: Path) -> None:
    found = Lifted(tmp_path, TAKEN, target)
    assert found.tiers["encoder"] == found.tiers["hosting"] == "lifted"
    assert "from migrate import compat_scope as migrate_compat_scope" in found.text
    assert "import compat_scope\n" not in found.text
    model = shim.ScopedModule(found.module().forward)
    assert model(tf.ones([2, 3])).shape == [2, 3]
    assert sorted(v.name.partition(":")[0] for v in model.variables)[:3] == [
        "top/a/d/bias",
        "top/a/d/kernel",
        "top/enc/fc/bias",
    ]
    assert {"top/hosting/first/kernel", "top/hosting/stays/scale_0"} <= {
        v.name.partition(":")[0] for v in model.variables
    }


def test_what_cannot_be_told_apart_is_said(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    own = TAKEN.replace('compat_scope="top"', "compat_scope").replace(
        "with tf.variable_scope(compat_scope, reuse=",
        "with tf.variable_scope(compat_scope.name, reuse=",
    )
    (tmp_path / "src" / "model.py").write_text(own, encoding="utf-8")
    report = tmp_path / "r.json"
    places = [str(tmp_path / "src"), "--out", str(tmp_path / "out"), "--report", str(report)]
    assert main([*places, "--jobs", "1"]) != 0
    assert "rename it" in report.read_text(encoding="utf-8")
    assert (tmp_path / "out" / "model.py").read_text(encoding="utf-8") == own
