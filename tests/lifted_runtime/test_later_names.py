"""Layers without names that a layer of `get_layer` makes when it sees a shape: TF1 counts them in the scope around."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

keras = pytest.importorskip("keras")
tf = pytest.importorskip("tensorflow")

from migrate import compat_scope  # noqa: E402
from migrate.compat_scope import get_layer  # noqa: E402


class Head(keras.layers.Layer):
    """As many layers as its input says."""

    tf1_scope = ""
    tf1_unnamed = ("dense",)

    def __init__(self, units: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.units = units
        self.dense = keras.layers.Dense(units, name="dense")

    def build(self, x_shape: Any) -> None:
        self.wide = x_shape[-1] != self.units
        if self.wide:
            self.dense_1 = keras.layers.Dense(self.units, name="dense_1")

    def call(self, x: Any) -> Any:
        y = self.dense(x)
        return y + self.dense_1(x) if self.wide else y


def net(x: Any) -> Any:
    with compat_scope.variable_scope("net"):
        for units in (3, 3, 4):
            x = get_layer(Head, units)(x)
        x = compat_scope.layers.dense(x, 2, name="dense_6")
        return get_layer(Head, 2)(get_layer(Head, 2)(x)) + get_layer(Head, 2)(tf.concat([x, x], -1))


# 2 -> 3: two; 3 -> 3: one; 3 -> 4: two; 2 -> 2: one, twice, of which the name of the second is taken; 4 -> 2: two
NUMBERS = (0, 1, 2, 3, 4, 6, 5, 7, 8, 9)
NAMES = [f"net/dense_{n}/kernel" if n else "net/dense/kernel" for n in NUMBERS]


def _kernels(variables: Any) -> list[str]:
    return [v.name.partition(":")[0] for v in variables if v.name.endswith("kernel:0")]


@pytest.mark.parametrize("traced", [False, True])
@pytest.mark.parametrize(
    "getter", [None, lambda getter, *args, **kwargs: getter(*args, **kwargs) * 1.0]
)
def test_each_call_finds_what_the_first_one_made(traced: bool, getter: Any) -> None:
    def run(x: Any) -> Any:
        with compat_scope.variable_scope(compat_scope.get_variable_scope(), custom_getter=getter):
            return net(x)

    model = compat_scope.ScopedModule(run)
    call = tf.function(model) if traced else model
    x = tf.ones([1, 2])
    first = call(x)
    assert _kernels(model.variables) == NAMES
    np.testing.assert_allclose(call(x), first, rtol=1e-5)
    assert _kernels(model.variables) == NAMES
    np.testing.assert_allclose(model(x), first, rtol=1e-5)


def test_in_a_graph_with_a_second_call_that_shares() -> None:
    with tf.Graph().as_default():
        x = tf.ones([1, 2])
        net(x)
        with compat_scope.variable_scope("net", reuse=True):
            get_layer(Head, 3)(x)
            get_layer(Head, 3)(tf.ones([1, 3]))
            get_layer(Head, 4)(tf.ones([1, 3]))
        assert _kernels(tf.compat.v1.global_variables()) == NAMES


@pytest.mark.parametrize("traced", [False, True])
def test_the_constructor_makes_what_tf1_counted_last(traced: bool) -> None:
    class Turned(keras.layers.Layer):
        tf1_scope = ""
        tf1_unnamed = ("dense",)

        def __init__(self) -> None:
            super().__init__()
            self.last = keras.layers.Dense(2, name="dense_1")

        def build(self, x_shape: Any) -> None:
            self.first = keras.layers.Dense(x_shape[-1], name="dense")

        def call(self, x: Any) -> Any:
            return self.last(self.first(x))

    model = compat_scope.ScopedModule(lambda x: get_layer(Turned)(get_layer(Turned)(x)))
    call = tf.function(model) if traced else model
    for _ in range(2):
        call(tf.ones([1, 3]))
        found = {v.name: v.shape[0] for v in model.variables if "kernel" in v.name}
        assert found == dict(
            zip((f"dense{n}/kernel:0" for n in ("", "_1", "_2", "_3")), (3, 3, 2, 2), strict=True)
        )
