"""What loops, `try` and `while` decide about variables, and names that hold what creates them."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from .lifting import Lifted


def lifted(tmp_path: Path, body: str, above: str = "") -> Lifted:
    return Lifted(
        tmp_path, f"import tensorflow as tf\n{textwrap.dedent(above)}\n\n{textwrap.dedent(body)}"
    )


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        ("for s in sizes:\n    n = s\n    if s > 3:\n        break", "break"),
        ("n = 1\nfor s in sizes:\n    if s > 3:\n        continue\n    n = s", "continue"),
        ("for s in sizes:\n    if s > 3:\n        n = s\n        break\nelse:\n    n = 7", "else:"),
        ("n = 1\nwhile n < sizes[0]:\n    n *= 2", "while n < sizes[0]:"),
        ("try:\n    n = int(sizes)\nexcept TypeError:\n    n = len(sizes)", "except TypeError:"),
    ],
)
def test_what_decides_runs_in_the_constructor_as_it_did(
    tmp_path: Path, lines: str, shown: str
) -> None:
    body = textwrap.indent(lines, "    ")
    found = lifted(
        tmp_path,
        f"def f(x, sizes):\n{body}\n    with tf.variable_scope('f'):\n        return tf.layers.dense(x, n, name='d')\n",
    )
    constructor, call = found.text.split("def call(")
    assert shown in constructor
    assert shown not in call


def test_a_try_that_may_fail_for_another_reason_stays(tmp_path: Path) -> None:
    found = lifted(
        tmp_path,
        """
        def f(x, size):
            try:
                x = tf.reshape(x, [2, size])
                n = int(size)
            except TypeError:
                n = 3
            with tf.variable_scope("f"):
                return tf.layers.dense(x, n, name="d")
        """,
    )
    assert found.codes["f"][0] == "TF304"


@pytest.mark.parametrize(
    "helper",
    [
        "layer = tf.layers.dense if wide else tf.layers.conv1d\n    return layer(x, 3, 1)",
        "return [tf.layers.dense, tf.layers.conv1d][wide](x, 3)",
        "return getattr(tf.layers, wide)(x, 3)",
        "return {'a': tf.layers.dense}[wide](x, 3)",
    ],
)
def test_a_helper_that_creates_under_another_name_keeps_its_callers(
    tmp_path: Path, helper: str
) -> None:
    source = f"""
import functools

def helper(x, wide):
    {helper}

def net(x):
    with tf.variable_scope("net"):
        y = tf.layers.dense(x, 3, name="d")
        return helper(y, 1)
"""
    assert lifted(tmp_path, source).tiers["net"] == "shimmed"


def test_a_helper_that_stays_with_what_it_binds_is_hosted(tmp_path: Path) -> None:
    found = lifted(
        tmp_path,
        """
        import functools


        def helper(x, wide):
            layer = functools.partial(tf.layers.dense, units=wide)
            wide = 2
            return layer(x)


        def net(x):
            with tf.variable_scope("net"):
                y = tf.layers.dense(x, 3, name="d")
                return helper(y, 1)
        """,
    )
    assert found.tiers == {"helper": "shimmed", "net": "lifted"}
    assert "layer = functools.partial(compat_scope.layers.dense, units=wide)" in found.text
    assert 'with compat_scope.hosting(self, "helper"):' in found.text


def test_a_function_that_only_names_layers_for_an_arg_scope_creates_nothing(tmp_path: Path) -> None:
    found = lifted(
        tmp_path,
        """
        def layers_of(x):
            return x if isinstance(x, tf.layers.Dense) else x * 2.0

        def net(x):
            with tf.variable_scope("net"):
                return layers_of(tf.layers.dense(x, 3, name="d"))
        """,
    )
    assert found.tiers["net"] == "lifted"


def test_names_of_an_index_are_not_set(tmp_path: Path) -> None:
    found = lifted(
        tmp_path,
        """
        def net(x):
            ends = {}
            with tf.variable_scope("net"):
                for i in range(2):
                    end = "fc_%d" % i
                    x = tf.layers.dense(x, 3, name=end)
                    ends[end] = x
            return x, ends
        """,
    )
    assert found.tiers["net"] == "lifted"
    assert "ends[end] = x" in found.text


def test_an_alias_that_only_lifted_code_used_goes(tmp_path: Path) -> None:
    found = lifted(
        tmp_path,
        """
        def net(x):
            return dense(x, 3, name="d")
        """,
        above="dense = tf.layers.dense",
    )
    assert found.tiers["net"] == "lifted"
    assert "dense = " not in found.text.split("class ")[0]


def test_a_loop_with_lists_of_lists_is_not_left(tmp_path: Path) -> None:
    found = lifted(
        tmp_path,
        """
        def net(x, last):
            with tf.variable_scope("net"):
                for i in range(3):
                    for j in range(2):
                        x = tf.layers.dense(x, 3, name="d_%d_%d" % (i, j))
                    if i == last:
                        break
            return x
        """,
    )
    assert found.codes["net"][0] == "TF304"


def test_a_program_whose_network_becomes_a_layer_has_a_verdict(tmp_path: Path) -> None:
    found = lifted(
        tmp_path,
        """
        def train(data):
            x = tf.placeholder(tf.float32, [None, 4])
            with tf.variable_scope("net"):
                h = tf.layers.dense(x, 5, activation=tf.nn.relu, name="h")
                logits = tf.layers.dense(h, 3, name="o")
            step = tf.train.AdamOptimizer(0.1).minimize(tf.reduce_mean(logits))
            with tf.Session() as session:
                session.run(tf.global_variables_initializer())
                session.run(step, {x: data})
        """,
    )
    assert found.tiers["train"] == "lifted"
    assert found.verdicts["train"]["class_name"]


def test_a_lambda_that_computes_a_width_runs_in_the_constructor(tmp_path: Path) -> None:
    found = lifted(
        tmp_path,
        """
        def net(x, multiplier=1.0, last="pool"):
            depth = lambda d: max(int(d * multiplier), 2)
            with tf.variable_scope("net"):
                end = "conv"
                x = tf.layers.conv2d(x, depth(4), 3, name=end)
                if end == last: return x
                end = "pool"
                x = tf.layers.max_pooling2d(x, 2, 2, name=end)
                if end == last: return x
                end = "top"
                x = tf.layers.conv2d(x, depth(8), 3, name=end)
            return x

        net.default_image_size = 32
        """,
    )
    assert found.tiers["net"] == "lifted"
    assert 'self.pool = keras.layers.MaxPooling2D(2, strides=2, name="pool")' in found.text
    assert "keras.layers.Conv2D(depth(8), kernel_size=3" in found.text


def test_a_lambda_that_does_more_keeps_its_function(tmp_path: Path) -> None:
    found = lifted(
        tmp_path,
        """
        def net(x, widths):
            take = lambda: widths.pop()
            with tf.variable_scope("net"):
                return tf.layers.dense(x, take(), name="d")
        """,
    )
    assert found.codes["net"][0] == "TF319"


@pytest.mark.parametrize(
    ("deleted", "left"),
    [
        ("del n  # unused", ""),
        ("y = y + 1\n    del n, y", "del y"),
        ("y = x\n    del y", "del y"),
        ("w = tf.get_variable('w', [3])\n    x = x * w\n    del w", ""),
    ],
)
def test_what_the_constructor_takes_is_not_deleted_by_the_call(
    tmp_path: Path, deleted: str, left: str
) -> None:
    found = lifted(
        tmp_path,
        f"""
def f(x, y, n, units):
    {deleted}
    with tf.variable_scope("f"):
        return tf.layers.dense(x, units, name="d")


def g(x):
    return f(x, tf.ones([1]), 3, 4)
""",
    )
    assert "class F(" in found.text
    call = found.text.split("def call(")[1].split("class G(")[0]
    assert [line.strip() for line in call.splitlines() if "del " in line] == [left][: bool(left)]


def test_what_keeps_an_inner_function_is_the_reason_of_the_outer_one(tmp_path: Path) -> None:
    found = lifted(
        tmp_path,
        """
        PARTS = tf.fixed_size_partitioner(2)


        def network(x, units):
            def layer(x, n):
                with tf.variable_scope("layer"):
                    w = tf.get_variable("w", [n], partitioner=PARTS)
                    return x * w

            with tf.variable_scope("net"):
                return layer(x, units)


        def use():
            return network(tf.zeros([2, 3]), 3)
        """,
    )
    reason = found.verdicts["network"]["reasons"][0]
    assert (reason["code"], reason["message"]) == ("TF306", "`partitioner=PARTS`")
    assert "partitioner=PARTS" in found.text.splitlines()[reason["line"] - 1]


def test_every_reason_has_a_line_and_every_setting_is_told(tmp_path: Path) -> None:
    found = lifted(
        tmp_path,
        """
        def layer(x, n):
            return tf.layers.dense(x, n)


        def below(x):
            with tf.variable_scope("below"):
                return x * tf.Variable(tf.zeros([3]))


        def twice(x):
            with tf.variable_scope("twice"):
                return layer(layer(x, 3), 4)


        def above(x, getter):
            with tf.variable_scope("above", custom_getter=getter):
                return below(x)
        """,
    )
    assert all(r["line"] for v in found.verdicts.values() for r in v["reasons"])
    assert found.verdicts["layer"]["init_params"] == ["n", "dense_name"]
