"""Who creates variables, across functions, classes and modules."""

from __future__ import annotations

import textwrap

from migrate.model.tree import TreeGraph
from tests.model.reading import graph_of


def tree(**modules: str) -> TreeGraph:
    head = "import tensorflow as tf\n"
    return graph_of({f"{k}.py": head + textwrap.dedent(v) for k, v in modules.items()})


def test_through_calls_of_any_depth_and_across_modules() -> None:
    graph = tree(
        lib="""
        def leaf(x):
            return tf.layers.dense(x, 1)
        def plain(x):
            return tf.nn.relu(x)
        """,
        net="""
        from lib import leaf, plain
        import lib as aliased
        def middle(x):
            return leaf(x)
        def top(x):
            return middle(x)
        def through_module(x):
            return aliased.leaf(x)
        def neither(x):
            return plain(x)
        """,
    )
    assert graph.direct == {("lib", "leaf")}
    assert graph.creating == {("lib", "leaf")} | {
        ("net", name) for name in ("middle", "top", "through_module")
    }


def test_recursion_ends() -> None:
    graph = tree(m="""
        def a(x, n):
            return b(x, n - 1) if n else x
        def b(x, n):
            return a(tf.layers.dense(x, n), n)
        def never(x):
            return never(x)
        """)
    assert graph.creating == {("m", "a"), ("m", "b")}


def test_a_function_handed_over_makes_its_taker_create() -> None:
    graph = tree(m="""
        def layer(x):
            return tf.layers.dense(x, 1)
        def apply(fn, x):
            return fn(x)
        def unrelated(fn, x):
            return fn(x)
        def top(x):
            return apply(layer, x)
        """)
    assert graph.creating == {("m", "layer"), ("m", "apply"), ("m", "top")}
    assert graph.handed_on[("m", "layer")] == (("m", 10),)


def test_local_functions_and_methods() -> None:
    graph = tree(m="""
        def outer(x):
            def inner(y):
                return tf.layers.dense(y, 1)
            return inner(x)
        class Net:
            def __init__(self):
                self.w = self.make()
            def make(self):
                return tf.get_variable("w", [1])
        def build():
            return Net()
        """)
    assert graph.creating == {
        ("m", name)
        for name in ("outer", "outer.<locals>.inner", "Net.__init__", "Net.make", "build")
    }
    assert graph.scoped_classes == (("m", "Net"),)


def test_objects_that_are_made_and_used_in_one_expression() -> None:
    graph = tree(
        lib="""
        class Base:
            def __call__(self, x):
                return tf.layers.dense(x, 1)
            def other(self, x):
                return tf.nn.relu(x)
        class Deep(Base):
            def body(self, x):
                return x
        """,
        net="""
        import lib
        from lib import Deep
        def called(x):
            return lib.Deep()(x)
        def by_method(x):
            return Deep().__call__(x)
        def other_method(x):
            return Deep().other(x)
        def argument(x):
            return Deep(called(x)).body(x)
        """,
    )
    names = ("called", "by_method", "argument")
    assert graph.creating == {("lib", "Base.__call__")} | {("net", name) for name in names}


def test_drivers_are_not_scoped_unless_they_create() -> None:
    graph = tree(m="""
        def net(x):
            return tf.layers.dense(x, 1)
        def train(x):
            y = net(x)
            with tf.Session() as sess:
                sess.run(y)
        def train_inline(x):
            y = tf.layers.dense(x, 1)
            tf.Session().run(y)
        net(1)
        """)
    assert graph.scoped == (("m", "net"), ("m", "train_inline"))


def test_layers_without_variables_do_not_create() -> None:
    assert tree(m="def f(x):\n    return tf.layers.flatten(x)\n").creating == frozenset()
