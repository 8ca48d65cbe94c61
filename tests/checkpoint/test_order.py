"""`tf1_order`: the creation order of TF1 where Keras lists variables in another one."""

from __future__ import annotations

from typing import Any

import pytest

tf = pytest.importorskip("tensorflow")
import keras  # noqa: E402

from migrate import compat_scope  # noqa: E402
from migrate.checkpoint import names  # noqa: E402


class Stack(keras.layers.Layer):
    """One weight, two lists filled together, two lists of lists within them, and a layer left out."""

    tf1_order = ("first", ("outer", "gate", ("up", "down")), "scale")

    def __init__(self, *, name: str = "stack") -> None:
        super().__init__(name=name)
        self.rest = dense("rest")
        self.first = dense("first")
        self.outer = [dense(f"outer_{i}") for i in range(2)]
        self.up = [[dense(f"up_{i}_{j}") for j in range(2)] for i in range(2)]
        self.down = [[None, dense(f"down_{i}")] for i in range(2)]

    def build(self, x_shape: Any) -> None:
        self.scale = self.add_weight(name="scale", shape=[])
        self.gate = [None, self.add_weight(name="gate_1", shape=[])]

    def call(self, x: Any) -> Any:
        x = self.first(x) * self.scale * self.gate[1]
        for outer, ups, (_, down) in zip(self.outer, self.up, self.down, strict=True):
            x = down(ups[1](ups[0](outer(x))))
        return self.rest(x)


def dense(name: str) -> keras.layers.Dense:
    return keras.layers.Dense(2, use_bias=False, name=name)


EXPECTED = [
    "stack/first/kernel",
    *("stack/outer_0/kernel", "stack/up_0_0/kernel", "stack/up_0_1/kernel", "stack/down_0/kernel"),
    *("stack/outer_1/kernel", "stack/gate_1"),
    *("stack/up_1_0/kernel", "stack/up_1_1/kernel", "stack/down_1/kernel"),
    "stack/scale",
    "stack/rest/kernel",
]


def test_lists_that_were_filled_together_go_turn_by_turn() -> None:
    layer = Stack()
    layer(tf.ones([1, 2]))
    assert list(names(layer)) == EXPECTED


def test_without_it_the_order_is_that_of_keras() -> None:
    class Plain(Stack):
        tf1_order = None  # type: ignore[assignment]

    layer = Plain()
    layer(tf.ones([1, 2]))
    found = list(names(layer))
    assert sorted(found) == sorted(EXPECTED)
    assert found[:3] == ["stack/scale", "stack/gate_1", "stack/rest/kernel"]


def test_collections_of_a_graph_have_that_order() -> None:
    v1 = tf.compat.v1
    with tf.Graph().as_default():
        before = compat_scope.get_variable("before", [])
        x = tf.ones([1, 2]) * before
        compat_scope.get_layer(Stack)(x)
        compat_scope.get_variable("after", [])
        for variables in (v1.global_variables(), v1.trainable_variables()):
            assert [v.op.name for v in variables] == ["before", *EXPECTED, "after"]


def test_a_store_has_that_order() -> None:
    def forward(x: Any) -> Any:
        x = x * compat_scope.get_variable("before", [])
        x = compat_scope.get_layer(Stack)(x)
        return x * compat_scope.get_variable("after", [])

    module = compat_scope.ScopedModule(forward)
    module(tf.ones([1, 2]))
    assert list(names(module)) == ["before", *EXPECTED, "after"]
