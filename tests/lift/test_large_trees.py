"""In a tree of very many functions, what would need the tree to be planned again stays on the shim."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrate.config import Config
from migrate.discover import discover
from migrate.lift.search import search
from migrate.pipeline import run

SOURCE = """
import tensorflow as tf


def dense(x, units, scope):
    with tf.variable_scope(scope):
        return tf.matmul(x, tf.get_variable("w", [4, units]))


class Trainer(object):
    def __init__(self, sess):
        self.sess = sess

    def network(self, x):
        with tf.variable_scope("network"):
            return dense(x, 3, "one") + dense(x, 3, "two")

    def train(self, x):
        return self.sess.run(self.network(x))
"""


@pytest.mark.parametrize(("many", "methods"), [(500, "lifted"), (1, "shimmed")])
def test_methods_are_tried_in_trees_that_are_not_too_large(
    many: int, methods: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MANY", many)
    (tmp_path / "model.py").write_text(SOURCE)
    entries = discover([tmp_path], Config())
    (outcome,) = run(entries, Config(target="keras"), 1).outcomes
    tiers = {v.qualname: v.tier.value for v in outcome.verdicts}
    assert tiers["dense"] == "lifted"
    assert tiers["Trainer.network"] == methods
