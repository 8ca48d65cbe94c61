"""Migrated modules in which something is left that TF 2 does not have: a second run leaves them alone."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from migrate.config import Config
from migrate.discover import discover
from migrate.pipeline import run
from tests.upgrade.conftest import text_of

MODEL = """
    import tensorflow as tf


    def head(x, keep_prob, units):
        with tf.variable_scope("head"):
            w = tf.get_variable("w", [4, units])
            with tf.variable_scope("inner"):
                b = tf.get_variable("b", [units], initializer=tf.zeros_initializer())
            return tf.nn.dropout(tf.matmul(x, w) + b, keep_prob)


    def counted(x):
        w = tf.Variable(tf.ones([4, 3]), name="v")
        return tf.matmul(x, w)


    def tag(x):
        y = head(x, 0.5, 3) + counted(x)
        return tf.contrib.graph_editor.sgv(y, y)
"""
SESSION = """

    def main():
        x = tf.placeholder(tf.float32, [2, 4])
        with tf.Session() as sess:
            print(sess.run(tag(x)))
"""


@pytest.mark.parametrize("target", ["keras", "module"])
@pytest.mark.parametrize("text", [MODEL, MODEL + SESSION], ids=["eager", "graph"])
def test_lifted_classes_beside_a_symbol_without_a_successor(
    text: str, target: str, tmp_path: Path
) -> None:
    path = tmp_path / "module.py"
    path.write_text(textwrap.dedent(text).lstrip("\n"))
    texts = []
    for _ in range(2):
        entries = discover([tmp_path], Config())
        (outcome,) = run(entries, Config(target=target), 1).outcomes
        texts.append(text_of(outcome))
        path.write_text(texts[-1])
    assert "class Head(" in texts[0]
    assert "tf.contrib.graph_editor" in texts[0]
    assert texts[1] == texts[0]
