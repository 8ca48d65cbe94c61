"""``reuse=i > 0``: what the turns of a loop share with the first one."""

from __future__ import annotations

from pathlib import Path

import pytest

from .lifting import Lifted

MODEL = """\
import tensorflow as tf


def net(xs):
    out = []
    with tf.variable_scope("net"):
        for {loop}:
            with tf.variable_scope({name}, reuse={reuse}):
                out.append(tf.layers.dense(xs[:, 0], 3, name="d"))
    return out
"""


def net(tmp_path: Path, reuse: str, loop: str = "t in range(3)", name: str = '"step"') -> Lifted:
    return Lifted(tmp_path, MODEL.format(loop=loop, name=name, reuse=reuse))


@pytest.mark.parametrize(
    ("reuse", "loop"),
    [
        ("t > 0", "t in range(3)"),
        ("t != 0", "t in range(3)"),
        ("(i > 0)", "i, _ in enumerate([1, 2])"),
    ],
)
def test_one_layer_for_all_turns(tmp_path: Path, reuse: str, loop: str) -> None:
    found = net(tmp_path, reuse, loop)
    assert found.tiers["net"] == "lifted"
    assert 'self.d = keras.layers.Dense(3, name="d")' in found.text
    assert "self.d(xs[:, 0])" in found.text


@pytest.mark.parametrize(
    ("reuse", "loop"),
    [
        ("t > 1", "t in range(3)"),
        ("t >= 0", "t in range(3)"),
        ("t > 0", "t in range(1, 3)"),
        ("t == 0", "t in range(3)"),
        ("len(out) > 0", "t in range(3)"),
    ],
)
def test_other_tests_stay(tmp_path: Path, reuse: str, loop: str) -> None:
    assert net(tmp_path, reuse, loop).codes["net"][0] == "TF303"


def test_a_cell_is_made_where_it_is_called(tmp_path: Path) -> None:
    found = Lifted(
        tmp_path,
        """\
import tensorflow as tf


def net(xs):
    with tf.variable_scope("net"):
        cell = tf.nn.rnn_cell.GRUCell(3)
        x = tf.layers.dense(xs[:, 0], 3, name="first")
        h, _ = cell(x, tf.zeros([2, 3]))
        return h
""",
    )
    assert 'tf1_order = ("first", "cell")' in found.text


BRANCH = """
import tensorflow as tf


def block(x, name):
    with tf.variable_scope(name):
        for i in range(2):
            with tf.variable_scope("layer_%d" % i):
                if x.shape[-1].value > 2:
                    w = tf.get_variable("w", (3, 3))
                    x = tf.matmul(x, w)
        return x
"""


def test_what_only_a_branch_of_a_turn_binds_is_no_argument(tmp_path: Path) -> None:
    lifted = Lifted(tmp_path, BRANCH)
    assert lifted.tiers["block"] == "shimmed" or "layer(x, w)" not in lifted.text


GROUPS = """\
import tensorflow as tf


def net(x, count, groups):
    with tf.variable_scope("net", reuse=tf.AUTO_REUSE):
        for i in range(count):
            group = {group}
            with tf.variable_scope("group_%d" % group):
                with tf.name_scope("layer_%d" % i):
                    x = tf.layers.dense(x, 3, name="d")
    return x
"""


@pytest.mark.parametrize(
    ("group", "tier"),
    [("i + 1", "lifted"), ("i // groups", "shimmed"), ("int(i / count * groups)", "shimmed")],
)
def test_a_name_scope_tells_no_layers_apart(tmp_path: Path, group: str, tier: str) -> None:
    """Layers of one group have their variables in common, whatever name scope each stands in."""
    found = Lifted(tmp_path, GROUPS.format(group=group))
    assert found.tiers["net"] == tier
