"""What the scope graph holds about one function."""

from __future__ import annotations

import pickle
import textwrap

from migrate.model.extract import module_scopes
from migrate.model.graph import FunctionScopes, within
from tests.model.reading import graph_of, layer_rules, resolve_one


def function(text: str, qualname: str = "f") -> FunctionScopes:
    scopes = module_scopes(resolve_one(textwrap.dedent(text)), layer_rules())
    return next(f for f in scopes.functions if f.qualname == qualname)


def test_parameters_and_a_scope_entry() -> None:
    f = function("""
        def f(x, n, *rest, scope="a", reuse=None, **extra):
            with tf.variable_scope(scope, "b", [x], reuse=reuse, dtype=tf.float32) as vs:
                w = tf.get_variable("w", [n, 2], tf.float32, trainable=False)
        """)
    assert [(p.name, p.kind, p.default and p.default.text) for p in f.params] == [
        ("x", "positional", None),
        ("n", "positional", None),
        ("rest", "vararg", None),
        ("scope", "keyword", "'a'"),
        ("reuse", "keyword", "None"),
        ("extra", "kwarg", None),
    ]
    (entry,) = f.entries
    assert entry.name and entry.default_name and entry.reuse
    assert (entry.kind, entry.name.text, entry.default_name.text) == (
        *("variable_scope", "scope", "'b'"),
    )
    assert (entry.reuse.text, entry.jump, entry.as_name, entry.body) == (
        "reuse",
        False,
        "vs",
        (5, 5),
    )
    assert [(k, e.text) for k, e in entry.keywords] == [("values", "[x]"), ("dtype", "tf.float32")]
    (creation,) = f.creations
    assert (creation.symbol, creation.kind, creation.bound_to) == (
        "tf.get_variable",
        "variable",
        "w",
    )
    assert [(k, e.text) for k, e in creation.args] == [
        ("name", "'w'"),
        ("shape", "[n, 2]"),
        ("dtype", "tf.float32"),
        ("trainable", "False"),
    ]
    assert creation.args[2][1].symbols == (("tf.float32", "tf.float32"),)
    assert within(f, creation.context.entry) == (entry,)


def test_loops_branches_and_nesting() -> None:
    f = function("""
        def f(x, sizes, deep):
            for i, size in enumerate(sizes):
                if deep:
                    with tf.variable_scope("h%d" % i):
                        x = tf.layers.dense(x, size)
                else:
                    x = tf.layers.dense(x, size, name="only")
            return [tf.get_variable("v%d" % k, [1]) for k in range(3)]
        """)
    inner, only, listed = f.creations
    assert [f.loops[i].target for i in inner.context.loops] == ["(i, size)"]
    assert [f.branches[i].arm for i in inner.context.branches] == ["if"]
    assert [f.branches[i].arm for i in only.context.branches] == ["else"]
    assert inner.context.entry == 0
    assert only.context.entry == -1
    iterable = f.loops[listed.context.loops[0]].iterable
    assert iterable is not None
    assert iterable.text == "range(3)"


def test_a_captured_scope_is_a_jump_and_a_name_is_not() -> None:
    f = function("""
        def f(scope):
            with tf.variable_scope("a") as captured:
                pass
            here = tf.get_variable_scope()
            with tf.variable_scope(captured):
                with tf.variable_scope(here):
                    with tf.variable_scope(tf.get_variable_scope(), reuse=True):
                        with tf.variable_scope(scope):
                            tf.get_variable_scope().reuse_variables()
        """)
    assert [e.jump for e in f.entries] == [False, True, True, True, False]
    assert [r.context.entry for r in f.reuse] == [4]


def test_a_scope_held_in_a_name_before_it_is_entered() -> None:
    f = function("""
        def f():
            scope = tf.variable_scope("a")
            with scope:
                tf.get_variable("v", [1])
        """)
    assert f.entries[0].name is not None
    assert f.creations[0].context.entry == 0


def test_scoped_calls_with_their_arguments() -> None:
    text = """
    def g(x, n, name):
        return tf.layers.dense(x, n, name=name)
    def f(x, *args, **kw):
        h = g(x, 3, name="a")
        return g(h, *args, **kw), g
    """
    f = function(text)
    first, second = f.calls
    assert (first.callee, first.bound_to) == (("m", "g"), "h")
    assert [(k, e.text) for k, e in first.args] == [("0", "x"), ("1", "3"), ("name", "'a'")]
    assert [(k, e.text) for k, e in second.args] == [("0", "h"), ("*", "args"), ("**", "kw")]
    assert f.values == (("m", "g", 7),)
    assert f.returns == ("tuple",)


def test_what_functions_return() -> None:
    text = """
    def f(x, kind):
        if kind == 0:
            return
        if kind == 1:
            return tf.get_variable("v", [1])
        w = tf.get_variable("w", [1])
        if kind == 2:
            return w
        if kind == 3:
            return {"a": x}
        return tf.nn.relu(w)
    """
    assert function(text).returns == ("none", "variable", "dict", "tensor")


def test_closures_name_what_they_use_of_the_outer_function() -> None:
    text = """
    def outer(n, m):
        k = n + 1
        def f(x):
            y = x + m
            return tf.layers.dense(y, k)
        return f
    """
    f = function(text, "outer.<locals>.f")
    assert f.free == ("k", "m")
    assert (f.kind, f.owner) == ("function", "outer")


def test_layer_objects_are_tied_to_their_calls() -> None:
    text = """
    def f(x):
        layer = tf.layers.Dense(3)
        with tf.variable_scope("a"):
            y = layer(x)
        return tf.layers.Dense(4)(y)
    """
    f = function(text)
    assert [(i.creation, i.context.entry) for i in f.invocations] == [(0, 0), (1, -1)]


def test_methods_know_their_class() -> None:
    text = """
    class Base(object):
        def head(self, x):
            return tf.layers.dense(x, 1)
    class Net(Base):
        def __init__(self, n):
            self.n = n
        def f(self, x):
            return super().head(self.head(x))
    """
    graph = graph_of({"m.py": "import tensorflow as tf\n" + textwrap.dedent(text)})
    assert [target for _, target in graph.callees(("m", "Net.f"))] == [("m", "Base.head")] * 2


def test_the_graph_holds_no_syntax_nodes() -> None:
    text = "def f(x):\n    with tf.variable_scope('a'):\n        return tf.layers.dense(x, 3)\n"
    scopes = module_scopes(resolve_one(text), layer_rules())
    assert pickle.loads(pickle.dumps(scopes)) == scopes
    assert b"ast" not in pickle.dumps(scopes)


def test_private_paths_are_known_by_their_public_names() -> None:
    text = """
    from tensorflow.python.layers import core as layers_core
    from tensorflow.python.ops import variable_scope as vs
    def f(x):
        with vs.variable_scope("a"):
            return layers_core.dense(x, 3)
    """
    f = function(text)
    assert [c.symbol for c in f.creations] == ["tf.layers.dense"]
    assert [e.symbol for e in f.entries] == ["tf.variable_scope"]
