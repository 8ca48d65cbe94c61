"""Placeholders of a module: what a layer is made of does not read them, it takes them as inputs."""

from __future__ import annotations

from pathlib import Path

import pytest

from .lifting import Lifted

PROGRAM = (Path(__file__).parents[2] / "golden" / "programs" / "fed_placeholders.py").read_text()


@pytest.mark.parametrize("target", ["keras", "module"])
def test_blocks_of_constructors_take_them(target: str, tmp_path: Path) -> None:
    found = Lifted(tmp_path, PROGRAM, target)
    assert found.tiers["Critic.__init__"] == "lifted"
    assert "(self, STATE, NEXT_STATE, bound):" in found.text
    assert found.verdicts["score"]["tier"] == "shimmed"
    lines = found.text.split("\n")
    made = next(n for n, line in enumerate(lines, 1) if line.strip().startswith("STATE ="))
    assert found.verdicts["score"]["reasons"][0] == {
        "code": "TF310",
        "message": f"reads the placeholder `STATE` of the module (line {made})",
        "line": next(n for n, line in enumerate(lines, 1) if "tf.matmul(STATE, w)" in line),
    }


def test_a_name_of_the_function_is_its_own(tmp_path: Path) -> None:
    text = PROGRAM.replace("def score(units):", "def score(units, STATE):").replace(
        "score(2)", "score(2, STATE)"
    )
    assert Lifted(tmp_path, text).tiers["score"] == "lifted"


def test_a_copy_of_an_attribute_that_is_bound_again(tmp_path: Path) -> None:
    text = """
import tensorflow as tf


class Model(object):
    def __init__(self, units):
        self.units = units
        self.features = tf.placeholder(tf.float32, [None, 3])

    def build(self):
        features = self.features
        features = tf.layers.dense(features, self.units, name="a")
        return tf.layers.dense(features, self.units, name="b")
"""
    found = Lifted(tmp_path, text)
    assert found.tiers["Model.build"] == "lifted"
    assert "def call(self, features):" in found.text
    assert "features_" not in found.text
