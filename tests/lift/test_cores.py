"""Methods that build a model amid a program: which statements become a layer, and what keeps them where they are.

What TF 1.15.5 does with such a class is recorded in ``golden/lift_core``.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from .lifting import Lifted
from .test_classes import squeezed

NET = """\
import tensorflow as tf


class Net(object):
    def __init__(self, sess, units, verbose=False):
        self.units = units
        x = tf.placeholder(tf.float32, [None, 3])
        {before}
        # The network
        h = tf.layers.dense(x, self.units, name="h")
        {amid}
        self.out = tf.layers.dense(h, 2, name="out")
        {after}
        self.sess = sess

    def run(self):
        return self.sess.run(self.out)
"""


def net(tmp_path: Path, **parts: str) -> Lifted:
    given = {"before": "pass", "amid": "pass", "after": "pass", **parts}
    return Lifted(tmp_path, NET.format(**given))


def test_the_network_becomes_a_layer(tmp_path: Path) -> None:
    found = net(tmp_path)
    assert found.tiers["Net.__init__"] == "lifted"
    assert found.verdicts["Net.__init__"]["callers_write"] == "NetLayer(units)(x)"
    text = squeezed(found.text)
    assert "self.out = compat_scope.get_layer(NetLayer, self.units)(x)" in text
    assert "def call(self, x): # The network h = self.h(x)" in text


def test_what_is_read_afterwards_comes_out(tmp_path: Path) -> None:
    text = squeezed(net(tmp_path, after="self.norm = tf.norm(h)").text)
    assert "self.out, h = compat_scope.get_layer(NetLayer, self.units)(x)" in text


def test_a_function_that_was_defined_before_reads_what_is_set_later(tmp_path: Path) -> None:
    text = squeezed(net(tmp_path, before="get = lambda: h", after="self.norm = get()").text)
    assert "self.out, h = compat_scope.get_layer(" in text


def test_an_attribute_that_is_read_and_set_goes_in_and_out(tmp_path: Path) -> None:
    parts = {
        "before": "self.scale = x[:, :1]",
        "amid": "self.scale = self.scale * 2.0; h *= self.scale",
    }
    text = squeezed(net(tmp_path, **parts).text)
    assert "self.scale, self.out = compat_scope.get_layer(" in text
    assert "self.scale)" in text.partition("get_layer(NetLayer")[2]


@pytest.mark.parametrize(
    "parts",
    [
        {"amid": "y = tf.placeholder(tf.float32, [None, units])"},
        {"amid": "if verbose: return"},
        {"amid": "self.run()"},
        {"amid": "print(vars(self))"},
        {"amid": "if verbose: extra = h", "after": "print(extra)"},
        {"amid": "if verbose: self.extra = h"},
        {"amid": "import os", "after": "print(os)"},
        {"amid": "(kept := h)", "after": "print(kept)"},
        {"amid": "first, *others = [h, h]", "after": "print(others)"},
        {"before": "outs = []", "amid": "outs.append(h)", "after": "print(outs)"},
    ],
)
def test_stays(tmp_path: Path, parts: dict[str, str]) -> None:
    found = net(tmp_path, **parts)
    assert found.tiers["Net.__init__"] == "shimmed"
    assert "keras" not in found.text


def test_the_report_says_why_a_network_stays_and_where(tmp_path: Path) -> None:
    found = net(tmp_path, amid='h = h + tf.get_variable("v", [find()])')
    reason = found.verdicts["Net.__init__"]["reasons"][0]
    assert (reason["code"], reason["message"]) == (
        "TF319",
        "`find()` may do more than give a value",
    )
    assert "find()" in found.text.split("\n")[reason["line"] - 1]
