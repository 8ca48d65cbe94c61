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


FLOW = """
import tensorflow as tf


def variable(name, shape):
    return tf.get_variable(name, shape, {dtype})


def dense(x):
    with tf.variable_scope("dense"):
        {first}
        w = variable("w", [3, 3])
        {use}


def read(x):
    wide = tf.cast(x, tf.float64)
    wide = wide * 2.0
    {read}
    return wide, x


def forward(x):
    wide, label = read(x)
    return dense(wide)
"""


@pytest.mark.parametrize(
    ("tier", "words"),
    [
        ("lifted", {}),  # TF1 multiplies nothing but a float32 with `w`
        ("lifted", {"first": "x = tf.nn.relu(tf.reshape(x, [-1, 3]))"}),
        ("lifted", {"use": "return x + tf.reduce_sum(w) * 2.0"}),
        ("lifted", {"use": "if tf.executing_eagerly():\n            return x * w[0]\n        return x + w[0]"}),
        ("shimmed", {"use": "return x, w"}),
        ("shimmed", {"use": "return tf.matmul(x, tf.cast(w, x.dtype))"}),
        ("shimmed", {"use": "return tf.matmul(tf.cast(x, tf.float32), w)"}),
        ("shimmed", {"use": "if tf.executing_eagerly():\n            return x\n        return x + w[0]"}),
        ("shimmed", {"use": "return [tf.matmul(y, w) for y in [x] if y is None], x"}),
        ("shimmed", {"use": "return (lambda y: tf.matmul(y, w)), x"}),
        ("shimmed", {"use": "return tf.matmul(x[0], w), x[1]"}),  # of a list, perhaps
        ("shimmed", {"first": "x = tf.to_float(x)"}),
        ("shimmed", {"dtype": "tf.float64", "use": "return tf.matmul(x, w)"}),
        # What was wide and is no longer is not.
        ("lifted", {"use": "return x, w", "read": "wide = tf.cast(wide, tf.float32)"}),
        ("lifted", {"use": "return x, w", "read": "wide = tf.zeros([3, 3]) * tf.cast(wide, tf.float32)"}),
        ("shimmed", {"use": "return x, w", "read": "if x is None:\n        wide = tf.cast(wide, tf.float32)"}),
        ("shimmed", {"use": "return x, w", "read": "for _ in []:\n        wide = tf.to_float(wide)"}),
        ("shimmed", {"use": "return x, w", "read": "x = tf.cast(wide, tf.float32)"}),
        ("shimmed", {"use": "return x, w", "read": "wide = tf.cast(wide, tf.int32) / 2"}),
    ],
)  # fmt: skip
def test_flow(tmp_path: Path, tier: str, words: dict[str, str]) -> None:
    usual = {"dtype": "tf.float32", "first": "pass", "use": "return tf.matmul(x, w)", "read": "pass"}  # fmt: skip
    lifted = Lifted(tmp_path, FLOW.format_map(usual | words))
    assert lifted.tiers["dense"] == tier
    assert lifted.codes["dense"][0] in (["TF300"] if tier == "lifted" else ["TF306", "TF314"])
