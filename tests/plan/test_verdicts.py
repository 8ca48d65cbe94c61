"""Verdicts: the tier of each scoped function, why, and what the report says about it."""

from __future__ import annotations

import textwrap

from migrate.outcomes import Reason, Tier, Verdict
from migrate.plan import verdicts
from tests.model.reading import graph_of


def judge(text: str, missing: str = "") -> dict[str, Verdict]:
    graph = graph_of({"m.py": "import tensorflow as tf\n" + textwrap.dedent(text)})
    found = verdicts(graph, lambda symbol: symbol != missing)
    return {v.qualname: v for v in found.get("m", ())}


def codes(verdict: Verdict) -> list[str]:
    return [r.code for r in verdict.reasons]


def test_a_plain_function_is_shimmed() -> None:
    found = judge("""
        def dense(x, units, scope="dense", reuse=None):
            with tf.variable_scope(scope, reuse=reuse):
                w = tf.get_variable("w", [x.shape[-1].value, units], trainable=False)
                return tf.matmul(x, w)
        def net(x):
            return dense(x, 3, "a")
        def other(x):
            return tf.nn.relu(x)
        """)
    assert set(found) == {"dense", "net"}
    dense = found["dense"]
    assert (dense.kind, dense.line, dense.tier) == ("function", 3, Tier.SHIMMED)
    assert codes(dense) == ["TF301"]
    assert dense.scopes == ("{scope}",)
    (variable,) = dense.variables
    assert (variable.name, variable.kind, variable.line) == ("{scope}/w", "tf.get_variable", 5)
    assert (variable.shape, variable.trainable) == ("[x.shape[-1].value, units]", "False")
    assert dense.callers_write == "dense(x, units, scope='dense', reuse=None)"
    assert found["net"].calls == ("dense",)
    assert [(v.name, v.line) for v in found["net"].variables] == [("a/w", 8)]


def test_a_symbol_without_an_answer_flags_the_function_that_uses_it() -> None:
    text = """
    def f(x):
        y = tf.layers.dense(x, 3, name="d")
        return tf.contrib.nothing.left(y)
    def g(x):
        return f(x)
    """
    found = judge(text, missing="tf.contrib.nothing.left")
    assert found["f"].tier is Tier.FLAGGED
    assert found["f"].reasons == (
        Reason("TF312", "`tf.contrib.nothing.left` has no answer in TF 2", 5),
    )
    assert found["g"].tier is Tier.SHIMMED


def test_a_creating_symbol_without_an_answer_has_its_own_code() -> None:
    text = "def f(x):\n    return tf.contrib.layers.conv2d_in_plane(x, 3, scope='a')\n"
    assert codes(judge(text, missing="tf.contrib.layers.conv2d_in_plane")["f"]) == ["TF308"]


def test_a_flagged_line_flags_its_function() -> None:
    text = "import tensorflow as tf\ndef f(x):\n    y = tf.layers.dense(x, 3, name='d')\n    return y\n"
    graph = graph_of({"m.py": text})
    (inside,) = verdicts(graph, lambda s: True, {"m": frozenset({4})})["m"]
    (outside,) = verdicts(graph, lambda s: True, {"m": frozenset({1})})["m"]
    assert (inside.tier, outside.tier) == (Tier.FLAGGED, Tier.SHIMMED)


def test_a_class_and_its_methods() -> None:
    found = judge("""
        class Net:
            def __init__(self, n, name="net"):
                self.n = n
            def __call__(self, x, *, training=False):
                with tf.variable_scope("net"):
                    return tf.layers.dense(x, self.n, name="d")
        def build(x):
            net = Net(3)
            return net(x)
        """)
    assert [(v.qualname, v.kind) for v in found.values()] == [
        ("Net", "class"),
        ("Net.__call__", "method"),
        ("build", "function"),
    ]
    assert found["Net"].callers_write == "Net(n, name='net')"
    assert found["Net"].scopes == ("net",)
    assert found["Net.__call__"].callers_write == "Net(...)(x, *, training=False)"
    assert [v.name for v in found["build"].variables] == ["net/d/kernel", "net/d/bias"]


def test_top_level_code_that_creates() -> None:
    found = judge("with tf.variable_scope('a'):\n    tf.get_variable('v', [1])\n")
    (verdict,) = found.values()
    assert (verdict.qualname, verdict.kind, verdict.callers_write) == ("<module>", "module", "")
    assert [v.name for v in verdict.variables] == ["a/v"]
