"""Functions that look at the graph around what makes their layers: the reason is why those stay, not the look."""

from __future__ import annotations

import textwrap
from pathlib import Path

from .lifting import Lifted


def test_the_reason_is_that_of_the_layers(tmp_path: Path) -> None:
    found = Lifted(
        tmp_path,
        textwrap.dedent("""
            import tensorflow as tf

            def net(x, n):
                with tf.variable_scope("net") as scope:
                    for size in tf.unstack(n):
                        x = tf.layers.dense(x, size, name="d")
                return x, tf.contrib.framework.get_variables(scope)
            """),
    )
    reason = found.verdicts["net"]["reasons"][0]
    assert found.tiers == {"net": "shimmed"}
    assert reason["code"] != "TF318" and "get_variables" not in reason["message"]
    assert found.text.splitlines()[reason["line"] - 1].lstrip().startswith(("for ", "x = "))


def test_a_function_of_which_nothing_is_a_layer_keeps_its_own(tmp_path: Path) -> None:
    found = Lifted(
        tmp_path,
        textwrap.dedent("""
            import tensorflow as tf

            def net(x):
                with tf.variable_scope("net"):
                    return tf.layers.dense(x, len(tf.global_variables()), name="d")
            """),
    )
    assert found.codes["net"][0] == "TF318"
    assert "global_variables" in found.verdicts["net"]["reasons"][0]["message"]
