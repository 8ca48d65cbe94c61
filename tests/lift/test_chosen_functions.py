"""Functions inside others that are chosen by an `if`, and those inside methods."""

from __future__ import annotations

from pathlib import Path

import pytest

from .lifting import Lifted

NET = """
import tensorflow as tf


def net(x, deep, config):
    wide = config.wide

    def plain(units):
        return tf.nn.rnn_cell.BasicRNNCell(units)

    make = plain
    if deep and wide:
        def make(units):
            return tf.nn.rnn_cell.GRUCell(units)
    y, _ = tf.nn.dynamic_rnn(make(4), x, dtype=tf.float32)
    return y
"""


def test_one_function_that_asks(tmp_path: Path) -> None:
    found = Lifted(tmp_path, NET)
    assert found.tiers["net"] == "lifted"
    assert "            if deep and wide:\n                return GRUCell(units)\n" in found.text
    assert "            return plain(units)\n" in found.text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("    y, _ =", "    wide = False\n    y, _ ="),  # what it asks changes
        ("    y, _ =", "    deep = 0\n    y, _ ="),
        ("def make(units)", "def make(units, more=1)"),  # they are called in different ways
        ("    y, _ =", "    make = plain\n    y, _ ="),  # it is chosen again
        ("return tf.nn.rnn_cell.GRUCell(units)", "units += 1"),  # it gives nothing
        ("if deep and wide:", "if tf.get_collection(deep):"),  # asks what may change
    ],
)
def test_stays(before: str, after: str, tmp_path: Path) -> None:
    assert before in NET
    found = Lifted(tmp_path, NET.replace(before, after))
    assert found.tiers["net"] == "shimmed"
    assert "    make = plain\n" in found.text


METHOD = """
import tensorflow as tf


class Reader(object):
    def __init__(self, x, units):
        self.units = units

        def make():
            return tf.nn.rnn_cell.GRUCell(units)

        self.outputs, _ = tf.nn.dynamic_rnn(make(), x, dtype=tf.float32)
        self.step = tf.train.get_or_create_global_step()
"""


@pytest.mark.parametrize(
    ("before", "after", "tier"),
    [
        ("", "", "lifted"),
        ("GRUCell(units)", "GRUCell(self.units)", "lifted"),  # what the object holds
        ("make(), x", "[make][0](), x", "shimmed"),  # it is a value
    ],
)
def test_inside_a_method(before: str, after: str, tier: str, tmp_path: Path) -> None:
    found = Lifted(tmp_path, METHOD.replace(before, after) if before else METHOD)
    assert found.tiers["Reader.__init__"] == tier
    inside = found.text.partition("class Reader(")[2]
    assert ("def make(" in inside) is (tier == "shimmed")
    assert "\n\n\n        self" not in inside


AGENT = """
import tensorflow as tf


class Agent(object):
    def __init__(self, actions, rate=0.1):
        self.actions = actions
        self._rate = rate
        self.hidden = 3

    def build(self):
        def net(s):
            with tf.variable_scope("l1"):
                w = tf.get_variable("w", [s.shape[1].value, self.hidden])
                h = tf.nn.relu(tf.matmul(s, w))
            return head(h)

        # On top.
        def head(h, name="l2"):
            with tf.variable_scope(name):
                return self._rate * tf.layers.dense(h, self.actions)

        self.s = tf.placeholder(tf.float32, [None, 2])
        with tf.variable_scope("eval"):
            self.q = net(self.s)
        self.train = tf.train.AdamOptimizer(self._rate).minimize(tf.reduce_sum(self.q))
        self.hidden = 4
        self.after = tf.placeholder(tf.float32, [None, 2])
        with tf.variable_scope("target"):
            self.next = net(self.after)

    def grow(self):
        self.hidden += 1
        return self.hidden
"""


def test_asks_the_object(tmp_path: Path) -> None:
    """The object is asked where the functions are called: there may be another value by then."""
    found = Lifted(tmp_path, AGENT)
    assert found.tiers["net"] == found.tiers["head"] == "lifted"
    method = found.text.partition("def build(self):\n")[2].partition("def grow(")[0]
    assert method.startswith("        self.s = ")
    assert method.count("Net, hidden=self.hidden, rate=self._rate, actions=self.actions") == 2
    assert method.index("self.hidden = 4") < method.rindex("hidden=self.hidden")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("return head(h)", "self.hidden = 5\n            return head(h)"),  # sets what it holds
        ("return head(h)", "self.grow()\n            return head(h)"),  # calls a method
        ("return head(h)", "log(self)\n            return head(h)"),  # hands it on
        ("self.hidden = 3", "self.hidden = 3\n        register(self)"),
        ("def net(s)", "def net(s, self=None)"),  # another object of that name
        ("h = tf.nn.relu(tf.matmul(s, w))", "h = tf.matmul(s, w)\n            self.hidden += 1"),
        ("self.hidden = 3", "self.hidden = self.grow"),  # a method
        ("        self.hidden = 3\n", "        self.hidden = lambda: self.grow()\n"),
        ("return head(h)", "return head(tf.map_fn(lambda t: t * self.hidden, h))"),  # runs later
        ("self.hidden = 3", "self.hidden = tf.get_variable('h', [])"),
        (
            "    def grow(self)",
            "    @property\n    def _rate(self): return 1\n\n    def grow(self)",
        ),
    ],
)
def test_the_object_may_change(before: str, after: str, tmp_path: Path) -> None:
    assert before in AGENT
    found = Lifted(tmp_path, AGENT.replace(before, after))
    assert "        def net(s" in found.text
