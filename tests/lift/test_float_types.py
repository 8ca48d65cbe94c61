"""`dtype=self.kind` and `dtype=scope.dtype` go where they are float32 for certain, and keep their function where not."""

from __future__ import annotations

from pathlib import Path

import pytest

from .lifting import Lifted

SOURCE = """
import functools

import tensorflow as tf

{before}

class Base:
    def __init__(self, name):
        self.name = name
        self.kind = tf.float32

    def __call__(self, x):
        with tf.variable_scope(self.name):
            return tf.matmul(x, tf.get_variable("w", [3, 3], dtype=self.kind))


def cell(x):
    with tf.variable_scope("cell") as scope:
        return tf.matmul(x, tf.get_variable("w", [3, 3], dtype=scope.dtype))


def forward(x):
    return Base("a")(cell(x))
"""


@pytest.mark.parametrize(
    ("before", "cls", "function"),
    [
        ("", "lifted", "lifted"),
        ("class Wide:\n    kind = tf.float64\n", "shimmed", "lifted"),
        ("class Wide:\n    def kind(self):\n        pass\n", "shimmed", "lifted"),
        ("def widen(o):\n    o.__dict__['kind'] = tf.float64\n", "shimmed", "lifted"),
        ("wide = functools.partial(tf.variable_scope, dtype=tf.float64)\n", "lifted", "shimmed"),
        ("def asks(o):\n    return isinstance(o, tf.VariableScope)\n", "lifted", "lifted"),
    ],
)
def test_certain(tmp_path: Path, before: str, cls: str, function: str) -> None:
    verdicts = Lifted(tmp_path, SOURCE.format(before=before)).tiers
    assert verdicts["cell"] == function
    assert next(t for n, t in verdicts.items() if n.startswith("Base")) == cls
