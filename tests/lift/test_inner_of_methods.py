"""Functions inside methods that read what the object holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from .lifting import Lifted

AGENT = """\
import tensorflow as tf


class Agent(object):
    def __init__(self, units):
        self.units = units
        self.build()

    def build(self):
        def values(state, size):
            return tf.layers.dense(state, size + self.units, name="values")

        self.state = tf.placeholder(tf.float32, [None, 3])
        with tf.variable_scope("online"):
            self.q = values(self.state, 2)

    def store(self, item):
        {store}
"""
LATE = 'if not hasattr(self, "count"):\n            self.count = 0\n        self.count += 1'
OTHER = 'if not hasattr(self, "units"):\n            self.count = 0'
HANDED = 'other.take(self) if not hasattr(self, "count") else None'


@pytest.mark.parametrize(("store", "lifts"), [(LATE, True), (OTHER, False), (HANDED, False)])
def test_a_method_may_ask_whether_it_ran(tmp_path: Path, store: str, lifts: bool) -> None:
    found = Lifted(tmp_path, AGENT.format(store=store))
    assert (found.tiers.get("values") == "lifted") == lifts
    assert ("class Values(keras.layers.Layer)" in found.text) == lifts


def test_a_method_that_asks_for_itself_does_as_it_did(tmp_path: Path) -> None:
    body = f'{LATE}\n        return tf.layers.dense(item, self.units, name="d") * self.count'
    found = Lifted(tmp_path, AGENT.format(store=body))
    kept = found.text.partition("def store")[2]
    assert LATE in kept
    assert "self.count" in kept.partition(LATE)[2]
