"""The text of `call`: comments of branches, what only says how a layer runs, names that are not needed any more."""

from __future__ import annotations

from pathlib import Path

from .lifting import Lifted

BRANCHES = """
import tensorflow as tf


def dropped(x, rate, training):
    if not training:
        return x
    return tf.nn.dropout(x, keep_prob=1 - rate)


def net(x, size, training=True):
  with tf.variable_scope("net"):
    if size <= 128:  # is small
      # use 6
      y = tf.layers.dense(x, 6, name="b")  # (?, 6)
      # so far

    elif size == 129:  # odd
      # of it
      y = tf.layers.dense(x, 7, name="b")
      # end of this

    else:  # larger
      # 9 for higher resolution
      y = tf.layers.dense(x, 9, name="b")
    # after
    if size > 3: z = y
    else: z = -y
    return dropped(z, 0.5, training)
"""
CALL = """
    def call(self, x, training=True):
        if self.size <= 128:  # is small
            # use 6
            y = self.b(x)  # (?, 6)
            # so far
        elif self.size == 129:  # odd
            # of it
            y = self.b(x)
            # end of this
        else:  # larger
            # 9 for higher resolution
            y = self.b(x)
        # after
        if self.size > 3:
            z = y
        else:
            z = -y
        return dropped(z, 0.5, training)
"""


def test_of_branches(tmp_path: Path) -> None:
    found = Lifted(tmp_path, BRANCHES)
    assert found.tiers == {"net": "lifted"}
    assert CALL in found.text


COPIES = """
import tensorflow as tf


def net(x, padding, size=None, scale=2.0):
    with tf.variable_scope("net"):
        if padding == "causal":
            x = tf.pad(x, [[0, 0], [2, 0], [0, 0]])
            padding = "valid"
        if size is None:
            size = x.shape[-1].value
        y = tf.layers.conv1d(x, size, 3, padding=padding, name="conv")
        if scale is None:
            scale = tf.reduce_max(y)
        return scale * y
"""


def test_settings_that_nothing_assigns_any_more(tmp_path: Path) -> None:
    found = Lifted(tmp_path, COPIES)
    assert found.tiers == {"net": "lifted"}, found.verdicts
    call = found.text.partition("    def call")[2]
    assert 'if self.padding == "causal":' in call
    assert "padding = self.padding" not in call
    assert "scale = self.scale" in call  # which is another one then
    assert "padding = self.padding" in found.text.partition("    def build")[2]
