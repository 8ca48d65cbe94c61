"""Methods that show what they compute in summaries, and loops that use one name again: what makes layers is still one run."""

from __future__ import annotations

from pathlib import Path

import pytest

from .lifting import Lifted

RANKER = """
import tensorflow as tf


class Ranker(object):
    def __init__(self, sizes, width):
        self.sizes = sizes
        self.width = width
        self._init_graph()

    def _init_graph(self):
        names = []
        for i in range(len(self.sizes)):
            names.append("f%d" % i)
        self.x = tf.placeholder(tf.float32, [None, self.width], name="x")
        h = self.x
        for i, size in enumerate(self.sizes):
            with tf.variable_scope("layer%d" % i):
                w = tf.get_variable("w", [self.width, self.width])
                h = tf.nn.relu(tf.matmul(h, w))
                tf.summary.histogram("h%d" % i, h)
        self.scores = tf.layers.dense(h, 2, name="out")
        self.loss = tf.reduce_mean(self.scores)
        for i in range(3):
            self.loss += 0.1 * i
        tf.summary.scalar("loss", self.loss)
        self.train = tf.train.AdamOptimizer(0.1).minimize(self.loss)
        self.merged = tf.summary.merge_all()


def run(width):
    ranker = Ranker([3, 4], width)
    return ranker.scores, ranker.loss
"""


def test_summaries_stay_where_they_look(tmp_path: Path) -> None:
    found = Lifted(tmp_path, RANKER)
    assert found.tiers["Ranker._init_graph"] == "lifted"
    layer = found.text.partition("(keras.layers.Layer)")[2].partition("class Ranker(object)")[0]
    assert 'tf.compat.v1.summary.histogram("h%d" % i, h)' in layer
    assert "merge_all" not in layer
    assert "variable_scope(" not in found.text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # What is shown is taken, too: it stays with the method, and so does all around it.
        ("                tf.summary.histogram(", "                shown = tf.summary.histogram("),
        # The number of the last turn is read.
        ("        for i in range(3):\n            self.loss += 0.1 * i", "        self.loss += i"),
        ("tf.summary.histogram(", "tf.summary.FileWriter("),
    ],
)
def test_what_stays(before: str, after: str, tmp_path: Path) -> None:
    assert before in RANKER
    found = Lifted(tmp_path, RANKER.replace(before, after))
    assert found.tiers["Ranker._init_graph"] == "shimmed"
    assert "compat_scope.get_variable(" in found.text
