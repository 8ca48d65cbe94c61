"""`make_layer` of `tf.Module`s whose constructors make variables: the names are those that TF 1.15.5 gave the same classes with
`tf.variable_scope` in place of `tf.name_scope`, and `tf.get_variable` or (`Free`) `tf.Variable`.
"""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
import tensorflow as tf

from migrate import checkpoint, compat_scope


class Table(tf.Module):
    tf1_scope = ""

    def __init__(self, size: int = 2, regularizer: Any = None, name: str | None = None) -> None:
        super().__init__(name=name)
        self.table = tf.Variable(tf.ones([size]), name="table")
        self.table.regularizer = regularizer


class Scoped(tf.Module):
    def __init__(self, name: str, scope: str = "") -> None:
        super().__init__(name=name)
        with tf.name_scope(scope or self.name + "_vars"):
            self.w = tf.Variable(tf.ones([3]), name="w")
            self.sum = tf.add(1.0, 2.0, name="sum")


class Own(tf.Module):
    def __init__(self, name: str) -> None:
        super().__init__(name=name)
        with self.name_scope:
            self.w = tf.Variable(tf.ones([3]), name="w")


class Free(Scoped):
    tf1_name_scoped = True


class Holder(tf.Module):
    def __init__(self, kind: Any, second: str, name: str = "holder") -> None:
        super().__init__(name=name)
        with self.name_scope:
            self.first = kind("d")
            self.second = kind(second)


def model() -> list[Any]:
    with compat_scope.variable_scope("outer"):
        made = [
            compat_scope.make_layer(Table),
            compat_scope.make_layer(Scoped, "d"),
            compat_scope.make_layer(Free, "d"),
            compat_scope.make_layer(Holder, Scoped, "e"),
        ]
    with compat_scope.variable_scope("outer"):
        made += [
            compat_scope.make_layer(Holder, Free, "d"),
            compat_scope.make_layer(Free, "d"),
            compat_scope.make_layer(Own, "own"),
        ]
    return made


NAMES = [
    ["outer/table"],
    ["outer/d_vars/w"],
    ["outer/d_vars_1/w"],
    ["outer/holder/d_vars/w", "outer/holder/e_vars/w"],
    ["outer_1/holder/d_vars/w", "outer_1/holder/d_vars_1/w"],
    ["outer_1/d_vars/w"],
    ["outer/own/w"],
]
SUMS = [
    *("outer/d_vars/sum", "outer/d_vars_1/sum", "outer/holder/d_vars/sum"),
    *("outer/holder/e_vars/sum", "outer_1/holder/d_vars/sum", "outer_1/holder/d_vars_1/sum"),
    "outer_1/d_vars/sum",
]


def in_graph() -> tuple[list[list[str]], list[str], list[str]]:
    with tf.Graph().as_default() as graph:
        names = [list(checkpoint.names(one)) for one in model()]
        sums = [o.name for o in graph.get_operations() if o.name.endswith("sum")]
        return names, [v.op.name for v in tf.compat.v1.global_variables()], sums


def test_names_in_a_graph() -> None:
    names, variables, sums = in_graph()
    assert names == NAMES
    assert variables == [name for each in NAMES for name in each]
    assert sums == SUMS


def test_names_in_a_graph_without_v2_behavior() -> None:
    code = (
        "import tensorflow as tf; tf.compat.v1.disable_v2_behavior()\n"
        "from tests.compat_scope import test_make_module as t\n"
        "names, variables, sums = t.in_graph()\n"
        "assert (names, sums) == (t.NAMES, t.SUMS), (names, sums)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("traced", [True, False])
def test_names_in_eager_code(traced: bool) -> None:
    made = []

    def run() -> Any:
        made[:] = model()
        return made[1].sum + made[3].second.w

    owner = compat_scope.ScopedModule(run)
    call = tf.function(owner) if traced else owner
    call()
    first = [one.w for one in made if hasattr(one, "w")]
    assert [list(checkpoint.names(one)) for one in made] == NAMES
    owner()
    assert [one.w for one in made if hasattr(one, "w")] == first
    found = list(compat_scope.named_variables(owner))
    assert found == [name for each in NAMES for name in each]


def test_a_second_object_must_say_that_it_shares() -> None:
    def pair(reuse: Any) -> Any:
        first = compat_scope.make_layer(Table)
        return first.table is compat_scope.make_layer(Table, reuse=reuse).table

    with pytest.raises(ValueError, match="Variable table already exists, disallowed"):
        compat_scope.ScopedModule(pair)(None)
    assert compat_scope.ScopedModule(pair)(compat_scope.AUTO_REUSE)


def test_another_shape_is_an_error() -> None:
    def pair() -> None:
        compat_scope.make_layer(Table)
        compat_scope.make_layer(Table, size=3, reuse=True)

    with pytest.raises(ValueError, match=r"specified shape \(3,\) and found shape \(2,\)"):
        compat_scope.ScopedModule(pair)()


@pytest.mark.parametrize("graph", [True, False])
def test_losses_of_regularizers_are_collected(graph: bool) -> None:
    def run() -> int:
        compat_scope.make_layer(Table, regularizer=tf.nn.l2_loss)
        return len(compat_scope.get_collection(compat_scope.GraphKeys.REGULARIZATION_LOSSES))

    if graph:
        with tf.Graph().as_default():
            assert run() == 1
    else:
        assert compat_scope.ScopedModule(run)() == 1
