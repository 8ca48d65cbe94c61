"""Placeholders without a shape become scalars where layers take them as rates of dropout, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrate.config import Config
from migrate.discover import discover
from migrate.pipeline import run

LAYERS = """
import tensorflow as tf


def dense(x, units, keep, scope):
    with tf.variable_scope(scope):
        w = tf.get_variable("w", [x.shape[-1].value, units])
        return tf.nn.dropout(tf.matmul(x, w), keep)


def scaled(x, factor, scope):
    with tf.variable_scope(scope):
        w = tf.get_variable("w", [x.shape[-1].value, 2])
        return tf.matmul(x, w) * factor


def tiled(x, n, scope):
    with tf.variable_scope(scope):
        w = tf.get_variable("w", [x.shape[-1].value, 2])
        return tf.reshape(tf.matmul(x, w), [n, 2])


def rows(x, n, sizes):
    with tf.variable_scope("rows"):
        w = tf.get_variable("w", [x.shape[-1].value, 2])
        return tf.matmul(x, w) + tf.cast(tf.reshape(n, sizes), tf.float32)


def net(x, keep, factor):
    with tf.variable_scope("net"):
        return scaled(dense(x, 3, keep, "a"), factor, "b")


x = tf.placeholder(tf.float32, [None, 4])
"""


def migrated(tmp_path: Path, text: str) -> str:
    (tmp_path / "model.py").write_text(text)
    (outcome,) = run(discover([tmp_path], Config()), Config(target="keras"), 1).outcomes
    assert outcome.after is not None
    return outcome.after.decode()


@pytest.mark.parametrize(
    ("program", "shaped"),
    [
        (
            "k = tf.placeholder(tf.float32)\nnet(x, k, 1.0)",
            "tf.compat.v1.placeholder(tf.float32, [])",
        ),
        (
            'k = tf.placeholder(tf.float32, name="k")\nnet(x, 1.0 - k, 1.0)',
            'tf.compat.v1.placeholder(tf.float32, name="k", shape=[])',
        ),
        (
            "n = tf.placeholder(tf.int32)\ntiled(x, n, 's')",
            "tf.compat.v1.placeholder(tf.int32, [])",
        ),
        (
            "def build(x, p):\n    return net(x, p, 1.0)\n\n\nk = tf.placeholder(tf.float32)\nbuild(x, k)",
            "tf.compat.v1.placeholder(tf.float32, [])",
        ),
        (
            "class Model(object):\n    def __init__(self):\n        self.k = tf.placeholder(tf.float32)\n"
            "        self.y = self.build()\n\n    def build(self):\n        return net(x, self.k, 1.0)",
            "self.k = tf.compat.v1.placeholder(tf.float32, [])",
        ),
    ],
)
def test_what_is_a_rate_is_a_scalar(program: str, shaped: str, tmp_path: Path) -> None:
    text = migrated(tmp_path, f"{LAYERS}{program}\n")
    assert "class Net(" in text
    assert shaped in text


@pytest.mark.parametrize(
    "program",
    [
        "n = tf.placeholder(tf.int32)\nrows(x, n, [n])",
        "n = tf.placeholder(tf.int32)\nrows(x, n, [4])\nn = n[0]\ntiled(x, n, 's')",
        "f = tf.placeholder(tf.float32)\nnet(x, 1.0, f)",  # any shape may be multiplied
        "k = tf.placeholder(tf.float32)\nprint(k)",
        "k = tf.placeholder(tf.float32)\ntf.nn.dropout(x, k)",  # no layer takes it
        "k = tf.placeholder(tf.float32, None)\nnet(x, k, 1.0)",  # its shape is left open on purpose
        "def other(k):\n    return k\n\n\nk = tf.placeholder(tf.float32)\nother(k)",
        "k = tf.placeholder(tf.float32)  # migrate: skip\nnet(x, k, 1.0)",
    ],
)
def test_other_placeholders_stay_open(program: str, tmp_path: Path) -> None:
    text = migrated(tmp_path, f"{LAYERS}{program}\n")
    assert "placeholder(tf.float32, [])" not in text
    assert "placeholder(tf.int32, [])" not in text
    assert "shape=[]" not in text
