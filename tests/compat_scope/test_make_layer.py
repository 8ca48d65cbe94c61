"""`make_layer`: layers whose constructors make variables, where code on variable scopes makes them.

What TF 1.15.5 does with the classes is recorded in ``golden/lift_family_*``; here is what no TF1 code does.
"""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf

from migrate import checkpoint, compat_scope


class Table(keras.layers.Layer):
    def __init__(self, scope: str = "", size: int = 2, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.tf1_scope = scope
        self.table = self.add_weight(name="table", shape=[size], initializer="ones")

    def call(self, x: Any) -> Any:
        return x * self.table


class Free(Table):
    tf1_name_scoped = True


def test_the_variables_are_those_of_the_scope_it_is_made_in() -> None:
    def model() -> Any:
        with compat_scope.variable_scope("outer"):
            table = compat_scope.make_layer(Table, "inner")
        assert type(table) is Table
        assert checkpoint.names(table).keys() == {"outer/inner/table"}
        with compat_scope.variable_scope("elsewhere"):
            return table(tf.ones([2]))

    owner = compat_scope.ScopedModule(model)
    owner()
    owner()
    assert list(compat_scope.named_variables(owner)) == ["outer/inner/table"]


def test_a_second_object_must_say_that_it_shares() -> None:
    def model(reuse: Any) -> Any:
        first = compat_scope.make_layer(Table)
        second = compat_scope.make_layer(Table, reuse=reuse)
        return first.table.value is second.table.value

    with pytest.raises(ValueError, match="Variable table already exists, disallowed"):
        compat_scope.ScopedModule(model)(None)
    assert compat_scope.ScopedModule(model)(compat_scope.AUTO_REUSE)


def test_another_shape_is_an_error() -> None:
    def model() -> Any:
        compat_scope.make_layer(Table)
        compat_scope.make_layer(Table, size=3, reuse=True)

    with pytest.raises(ValueError, match="specified shape \\(3,\\) and found shape \\(2,\\)"):
        compat_scope.ScopedModule(model)()


@pytest.mark.parametrize("graph", [True, False])
def test_names_of_free_variables_follow_the_name_scopes(graph: bool) -> None:
    def model() -> None:
        for _ in range(2):
            with compat_scope.variable_scope("outer"):
                compat_scope.make_layer(Free, "inner")
        compat_scope.make_layer(Free)
        compat_scope.make_layer(Free)

    if graph:
        with tf.Graph().as_default():
            model()
            names = [v.op.name for v in tf.compat.v1.global_variables()]
    else:
        owner = compat_scope.ScopedModule(model)
        owner()
        names = list(compat_scope.named_variables(owner))
    assert names == ["outer/inner/table", "outer_1/inner/table", "table", "table_1"]


def test_a_variable_in_a_graph_is_one_that_sessions_know() -> None:
    with tf.Graph().as_default(), tf.compat.v1.Session() as session:
        table = compat_scope.make_layer(Table)
        more = table.table.value.assign_add([1.0, 2.0])
        session.run(tf.compat.v1.global_variables_initializer())
        np.testing.assert_array_equal(session.run(more), [2.0, 3.0])
        np.testing.assert_array_equal(session.run(table(tf.ones([2]))), [2.0, 3.0])


def test_a_scope_must_be_text() -> None:
    with pytest.raises(TypeError, match="tf1_scope of Table is no string"):
        compat_scope.ScopedModule(lambda: compat_scope.make_layer(Table, object()))()


class Pair(keras.layers.Layer):
    def __init__(self, kind: type[Table], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        with keras.name_scope(self.name):
            self.parts = [kind("first"), kind("second")]


@pytest.mark.parametrize("graph", [True, False])
@pytest.mark.parametrize("kind", [Table, Free])
def test_layers_that_a_constructor_makes_in_its_scope(graph: bool, kind: type[Table]) -> None:
    def model() -> None:
        with compat_scope.variable_scope("outer"):
            pair = compat_scope.make_layer(Pair, kind, name="pair")
            assert list(checkpoint.names(pair)) == [
                "outer/pair/first/table",
                "outer/pair/second/table",
            ]
            if kind is Free:
                compat_scope.make_layer(Pair, kind, name="pair")

    if graph:
        with tf.Graph().as_default():
            model()
            names = [v.op.name for v in tf.compat.v1.global_variables()]
    else:
        owner = compat_scope.ScopedModule(model)
        owner()
        owner()
        names = list(compat_scope.named_variables(owner))
    assert names[:2] == ["outer/pair/first/table", "outer/pair/second/table"]
    assert names[2:] == ["outer/pair_1/first/table", "outer/pair_1/second/table"] * (kind is Free)
