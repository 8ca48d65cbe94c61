"""The text of `call`: comments of branches, what only says how a layer runs, names that are not needed any more."""

from __future__ import annotations

import textwrap
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


def test_comments_beside_arguments_go_with_them_to_the_constructor(tmp_path: Path) -> None:
    found = Lifted(
        tmp_path,
        textwrap.dedent("""
            import tensorflow as tf

            def actor(x, units, scope="actor"):
                with tf.variable_scope(scope):
                    x = tf.layers.dense(
                        inputs=x,
                        units=units,  # hidden units
                        # a bounded action
                        activation=tf.tanh,
                        name="mu",  # its name
                    )
                    for i in range(3):
                        x = tf.layers.dense(x, 4,  # four
                                            name="d%d" % i)
                    return x
            """),
    )
    constructor, call = found.text.split("def call(")
    assert "units,  # hidden units\n" in constructor
    assert '# a bounded action\n            activation="tanh",' in constructor
    assert "4,  # four" in constructor and "for i in range(3)\n" in constructor
    assert "#" not in call


def test_a_comment_is_told_once(tmp_path: Path) -> None:
    found = Lifted(
        tmp_path,
        textwrap.dedent("""
            import tensorflow as tf

            def f(x, n):
                # twice as many
                m = n * 2
                with tf.variable_scope("f"):
                    y = tf.layers.dense(x, m, name="d")
                    # the weights of the output
                    with tf.name_scope("out"):
                        w = tf.get_variable("w", [m])
                        return y * w / m
            """),
    )
    before, call = found.text.split("def call(")
    assert found.text.count("# twice as many") == 1 and "# twice as many" in call
    assert found.text.count("# the weights of the output") == 1
    assert "# the weights of the output\n        self.w = self.add_weight(" in before


def test_the_comment_above_the_first_statement_goes_with_it(tmp_path: Path) -> None:
    found = Lifted(
        tmp_path,
        textwrap.dedent("""
            import tensorflow as tf

            def f(x, n):
                # as many as there are
                m = n * 2
                with tf.variable_scope("f"):
                    return tf.layers.dense(x, m, name="d")
            """),
    )
    assert "# as many as there are\n        m = n * 2" in found.text.split("def call(")[0]


def test_the_heading_of_a_section_stays_at_its_section(tmp_path: Path) -> None:
    found = Lifted(
        tmp_path,
        textwrap.dedent("""
            import tensorflow as tf

            # ----
            # Layers
            # ----

            def norm(x):
                return tf.contrib.layers.instance_norm(x, scope="n")

            # ----
            # Losses
            # ----

            # of the generator
            def loss(x):
                return tf.reduce_mean(x)
            """),
    )
    behind = found.text.split("class InstanceNorm(")[1]
    assert "# ----\n# Losses\n# ----\n\n# of the generator\ndef loss(x):" in behind
    assert found.text.count("# Layers") == 1 and "# Layers" not in behind


def test_no_blank_line_stays_below_the_comment_of_a_switch(tmp_path: Path) -> None:
    found = Lifted(
        tmp_path,
        textwrap.dedent("""
            import tensorflow as tf

            def net(image, reuse=False):
                with tf.variable_scope("net"):
                    # image is 256 x 256 x input_c_dim
                    if reuse:
                        tf.get_variable_scope().reuse_variables()

                    # the first
                    h = tf.layers.dense(image, 4, name="h")

                    return tf.layers.dense(h, 1, name="out")
            """),
    )
    body = found.text.split("def call(self, image):\n")[1]
    assert body == textwrap.indent(
        "# image is 256 x 256 x input_c_dim\n# the first\nh = self.h(image)\n\nreturn self.out(h)\n",
        " " * 8,
    ).replace("\n        \n", "\n\n")


ABOVE = """
import tensorflow as tf


def net(x, size):
    with tf.variable_scope("net"):
        if size == 1:
            y = tf.layers.dense(x, 6, name="b")
            # of the first

        # of the second
        elif size == 2:
            y = tf.layers.dense(x, 6, name="b")

        # of all others
        else:
            y = tf.layers.dense(x, 6, name="b")
        return y
"""
WRITTEN = """
        if self.size == 1:
            y = self.b(x)
            # of the first
        # of the second
        elif self.size == 2:
            y = self.b(x)

        # of all others
        else:
            y = self.b(x)
        return y
"""


def test_comments_of_the_arm_below_stand_as_it_does(tmp_path: Path) -> None:
    assert WRITTEN in Lifted(tmp_path, ABOVE).text
