"""Comprehensions that make layers become loops: what they bind must be nobody else's name afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from .lifting import Lifted

MODEL = """\
import tensorflow as tf


def head(x, units, name):
    with tf.variable_scope(name):
        return tf.layers.dense(x, units, name="d")


def net(x, n):
    with tf.variable_scope("net"):
        {body}
"""


def net(tmp_path: Path, body: str) -> Lifted:
    return Lifted(tmp_path, MODEL.format(body=body.replace("\n", "\n        ")))


def test_a_name_that_is_read_afterwards_stays_what_it_was(tmp_path: Path) -> None:
    found = net(tmp_path, 'i = 5\nys = [head(x, 3, "h%d" % i) for i in range(n)]\nreturn ys[0] * i')
    assert found.tiers["net"] == "lifted"
    assert "for i_2 in range(n)" in found.text
    assert "i = 5" in found.text and "* i" in found.text


def test_loops_may_share_a_name(tmp_path: Path) -> None:
    body = 'ys = {i: head(x, 3, "h%d" % i) for i in range(n)}\nfor i in range(n):\n    x = ys[i] + x\nreturn x'
    found = net(tmp_path, body)
    assert found.tiers["net"] == "lifted"
    assert "i_2" not in found.text


@pytest.mark.parametrize(
    "body",
    [
        'gen = (head(x, 3, "h%d" % i) for i in range(n))\nreturn next(gen)',  # makes one
        'sum = lambda heads: next(heads)\nreturn sum(head(x, 3, "h%d" % i) for i in range(n))',
        'return x if any(head(x, i, "h%d" % i) is not None for i in range(1, n)) else -x',
    ],
)
def test_what_may_not_go_through_all_of_a_generator_stays(tmp_path: Path, body: str) -> None:
    assert net(tmp_path, body).tiers["net"] == "shimmed"
