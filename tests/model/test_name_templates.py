"""Name expressions with parts that only a run knows."""

from __future__ import annotations

import textwrap

import pytest

from migrate.model.graph import Expr, Span
from migrate.model.name_templates import Names
from migrate.model.naming import function_names
from tests.model.reading import graph_of

TEMPLATES = {
    "'a'": "a",
    "name": "{name}",
    "known": "given",
    "LAYER": "layer",
    "'layer_%d' % i": "layer_{i}",
    "'h%d_%s' % (i, LAYER)": "h{i}_layer",
    "'100%%_%d' % i": "100%_{i}",
    "'layer_{}'.format(i)": "layer_{i}",
    "'{0}_{n:02d}'.format(i, n=2)": "{i}_2",
    "f'layer_{i}/{known}'": "layer_{i}/given",
    "'a' + str(i)": "a{i}",
    "name + '_w'": "{name}_w",
    "'e_%d' % (i + 1)": "e_{i + 1}",
    "'e_%d' % (len(layers) + 1)": "e_{len(layers) + 1}",
    "absent or 'x'": "x",
    "name or 'x'": "{name}",
    "self.name": "{self.name}",
    "'/'.join([known, 'x'])": "given/x",
    "names[0].split(' ')": "{...}",
    "'a' if deep else 'b'": "{...}",
    "None": "None",
}


@pytest.mark.parametrize(("text", "template"), TEMPLATES.items())
def test_template(text: str, template: str) -> None:
    names = Names({"name": "{name}", "known": "given", "absent": "None"}, {"LAYER": "'layer'"})
    assert names.template(Expr(text, Span(1, 0, 1, 0))) == template


def names_of(text: str, function: str = "f") -> tuple[tuple[str, ...], list[str]]:
    graph = graph_of({"m.py": "import tensorflow as tf\n" + textwrap.dedent(text)})
    found = function_names(graph, ("m", function))
    return found.scopes, [v.name for v in found.variables]


def test_parameters_are_filled_in_at_calls() -> None:
    text = """
    def leaf(x, scope, n=1):
        with tf.variable_scope(scope):
            return x + tf.get_variable("w%d" % n, [1])
    def f(x, scope="top"):
        with tf.variable_scope(scope):
            for i in range(3):
                x = leaf(x, "layer_%d" % i)
            return leaf(x, n=7, scope="last")
    """
    assert names_of(text, "leaf") == (("{scope}",), ["{scope}/w{n}"])
    scopes, variables = names_of(text)
    assert scopes == ("{scope}",)
    assert variables == ["{scope}/layer_{i}/w1", "{scope}/last/w7"]


def test_numbers_of_unnamed_layers() -> None:
    in_loop = """
    def f(x):
        for _ in range(3):
            x = tf.layers.dense(x, 3, use_bias=False)
        with tf.variable_scope("s"):
            return tf.layers.dense(x, 3, use_bias=False)
    """
    assert names_of(in_loop)[1] == ["dense_{...}/kernel", "s/dense/kernel"]
    in_scope_in_loop = """
    def f(x):
        for i in range(3):
            with tf.variable_scope("s%d" % i):
                x = tf.layers.dense(x, 3, use_bias=False)
        return x
    """
    assert names_of(in_scope_in_loop)[1] == ["s{i}/dense/kernel"]
    either_arm = """
    def f(x, deep):
        if deep:
            x = tf.layers.dense(x, 3, use_bias=False)
            x = tf.layers.dense(x, 4, use_bias=False)
        else:
            x = tf.layers.dense(x, 5, use_bias=False)
        return tf.layers.dense(x, 6, use_bias=False)
    """
    assert names_of(either_arm)[1] == ["dense/kernel", "dense_1/kernel", "dense_{...}/kernel"]


def test_a_condition_on_a_parameter_leaves_the_variable_in() -> None:
    text = "def f(x, bias):\n    return tf.layers.dense(x, 3, use_bias=bias)\n"
    graph = graph_of({"m.py": "import tensorflow as tf\n" + text})
    kernel, bias = function_names(graph, ("m", "f")).variables
    assert (kernel.certain, bias.certain) == (True, False)


def test_recursive_functions_end() -> None:
    text = """
    def f(x, n):
        with tf.variable_scope("a"):
            return f(tf.layers.dense(x, 3, name="d", use_bias=False), n - 1)
    """
    assert names_of(text)[1] == ["a/d/kernel"]
