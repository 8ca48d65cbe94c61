"""Scopes that a parameter names: only where None has a meaning there may it matter what else reads the name."""

from __future__ import annotations

import textwrap
from pathlib import Path

from .lifting import Lifted


def test_a_scope_without_another_name_is_never_given_none(tmp_path: Path) -> None:
    found = Lifted(
        tmp_path,
        textwrap.dedent("""
            import tensorflow as tf

            def conv(x, name):
                with tf.variable_scope(name) as scope:
                    y = tf.layers.conv2d(x, 3, 3, name=name + "_conv")
                    if name == "last":
                        return y
                    return tf.nn.relu(y, name=scope.name)

            def named(x, name):
                return conv(x, name)
            """),
    )
    assert found.tiers["conv"] == "lifted"


def test_a_scope_with_one_may_be(tmp_path: Path) -> None:
    found = Lifted(
        tmp_path,
        textwrap.dedent("""
            import tensorflow as tf

            def conv(x, name=None):
                with tf.variable_scope(name, "conv"):
                    y = tf.layers.conv2d(x, 3, 3, name="c")
                    return y if name == "last" else tf.nn.relu(y)
            """),
    )
    assert found.codes["conv"][0] == "TF309"
