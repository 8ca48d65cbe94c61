"""What a layer cannot do with the answers of a custom getter is an error that says what to do."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

import keras
import lifted
import pytest
import tensorflow as tf

from migrate import compat_scope
from migrate.compat_scope import get_layer

X = tf.ones([2, 4])


def rounded(getter: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    return tf.cast(getter(*args, **kwargs), tf.bfloat16)


def first_rows(getter: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    return getter(*args, **kwargs)[:1]


def doubled(getter: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    return 2.0 * getter(*args, **kwargs)


class Cell(keras.layers.Layer):
    state_size = 4

    def build(self, x_shape: Any) -> None:
        self.kernel = self.add_weight(name="kernel", shape=[4, 4])

    def call(self, x: Any) -> Any:
        return tf.matmul(x, self.kernel)


class Penalized(keras.layers.Layer):
    def call(self, x: Any) -> Any:
        self.add_loss(tf.reduce_sum(x))
        return x


@pytest.mark.parametrize(
    ("getter", "make", "message"),
    [
        (rounded, lambda: get_layer(lifted.Dense, 4, name="d"), "a/d/w: .* gave bfloat16"),
        (first_rows, lambda: get_layer(lifted.Dense, 4, name="d"), r"a/d/w: .* gave .*\(1, 4\)"),
        (doubled, lambda: get_layer(Cell, name="c"), "a/c/kernel: a cell"),
        (doubled, lambda: get_layer(Penalized, name="p"), "a/p: `add_loss`"),
        (
            doubled,
            lambda: get_layer(
                keras.layers.Dense, 4, kernel_regularizer=keras.regularizers.L2(0.1), name="d"
            ),
            "a/d/kernel: a layer that is regularized",
        ),
    ],
)
@pytest.mark.parametrize("graph", [False, True])
def test_refused(graph: bool, getter: Any, make: Any, message: str) -> None:
    def run() -> None:
        around = tf.Graph().as_default() if graph else contextlib.nullcontext()
        with around, compat_scope.variable_scope("a", custom_getter=getter):
            make()(tf.ones([2, 4]))

    with pytest.raises(ValueError, match=f"^{message}.*without the custom getter"):
        run()


def test_the_getter_is_asked_in_every_step_and_call() -> None:
    asked = []

    def getter(getter: Any, name: str, *args: Any, **kwargs: Any) -> Any:
        asked.append(name)
        return getter(name, *args, **kwargs) * float(len(asked))

    def model(x: Any) -> Any:
        with compat_scope.variable_scope("a", custom_getter=getter):
            y = get_layer(lifted.Dense, 4, name="d")(x)
            return y, get_layer(lifted.Dense, 4, name="d", reuse=True)(x)

    module = compat_scope.ScopedModule(model)
    first, second = module(X)
    assert asked == ["a/d/w", "a/d/b"] * 2
    tf.debugging.assert_near(second, first * 3.0)
    third, _ = module(X)
    assert len(asked) == 8
    tf.debugging.assert_near(third, first * 5.0)
    assert list(module.names) == ["a/d/w", "a/d/b"]


def test_random_answers_differ_between_two_calls_of_one_layer() -> None:
    def noisy(getter: Any, *args: Any, **kwargs: Any) -> Any:
        value = getter(*args, **kwargs)
        return value + tf.random.normal(tf.shape(value))

    def model(x: Any) -> Any:
        with compat_scope.variable_scope("a", custom_getter=noisy):
            return get_layer(lifted.Similarity, 4, 1)(x, x)

    class Both(keras.layers.Layer):
        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.dense = lifted.Dense(4, name="d")

        def call(self, x: Any) -> Any:
            return self.dense(x), self.dense(x)

    with compat_scope.variable_scope("b", custom_getter=noisy):
        one, two = get_layer(Both, name="both")(X)
    assert not bool(tf.reduce_all(one == two))
    assert bool(tf.reduce_all(tf.math.is_finite(compat_scope.ScopedModule(model)(X))))


def test_what_stands_in_a_layer_says_so() -> None:
    with compat_scope.variable_scope("a", custom_getter=doubled):
        layer = get_layer(lifted.Dense, 4, name="d")
        layer(X)
    with pytest.raises(AttributeError, match="only in a call of its layer"):
        layer.w.value.numpy()


def test_a_regularized_layer_takes_its_own_weights_from_a_getter() -> None:
    def plain(getter: Any, *args: Any, **kwargs: Any) -> Any:
        return getter(*args, **kwargs)

    with tf.Graph().as_default():
        with compat_scope.variable_scope("a", custom_getter=plain):
            l2 = keras.regularizers.L2(0.1)
            get_layer(keras.layers.Dense, 4, kernel_regularizer=l2, name="d")(tf.ones([2, 4]))
        (loss,) = compat_scope.losses.get_regularization_losses()
    assert loss.op.name.startswith("a/d/kernel/Regularizer/")


@pytest.mark.parametrize("graph", [False, True])
def test_what_a_layer_calls_changes_no_scope(graph: bool) -> None:
    """It would be another scope than TF1's."""

    def changing(x: Any) -> Any:
        compat_scope.get_variable_scope().set_initializer(tf.ones_initializer())
        return x

    class Calling(keras.layers.Layer):
        def call(self, x: Any) -> Any:
            with compat_scope.hosting(self):
                return changing(x)

    around = tf.Graph().as_default() if graph else contextlib.nullcontext()
    with around, pytest.raises(ValueError, match="set_initializer of the variable scope 'a/c'"):
        with compat_scope.variable_scope("a"):
            get_layer(Calling, name="c")(tf.ones([2, 4]))


class Calling(keras.layers.Layer):
    """Calls code on scopes, which calls layers, some of which would not take a getter."""

    def call(self, x: Any) -> Any:
        with compat_scope.hosting(self), compat_scope.variable_scope("b"):
            l2 = keras.regularizers.L2(0.1)
            y = get_layer(keras.layers.Dense, 4, kernel_regularizer=l2, name="d")(x)
            return get_layer(Inner, name="i")(get_layer(Cell, name="c")(y))


class Inner(keras.layers.Layer):
    def call(self, x: Any) -> Any:
        with compat_scope.hosting(self):
            return get_layer(Cell, name="c")(x)


NAMES = ["a/o/b/d/kernel", "a/o/b/d/bias", "a/o/b/c/kernel", "a/o/b/i/c/kernel"]


def test_layers_below_a_hosting_one_have_variables() -> None:
    def model(x: Any) -> Any:
        with compat_scope.variable_scope("a"):
            return get_layer(Calling, name="o")(x)

    module = compat_scope.ScopedModule(model)
    first = module(X)
    assert list(module.names) == NAMES
    tf.debugging.assert_near(module(X), first)
    with tf.Graph().as_default():
        model(tf.ones([2, 4]))
        assert [v.op.name for v in compat_scope.global_variables()] == NAMES


def test_layers_below_a_hosting_one_under_a_getter_ask_it() -> None:
    asked = []

    def getter(getter: Any, name: str, *args: Any, **kwargs: Any) -> Any:
        asked.append(name)
        return 2.0 * getter(name, *args, **kwargs)

    class Outer(keras.layers.Layer):
        def call(self, x: Any) -> Any:
            with compat_scope.hosting(self):
                return get_layer(lifted.Mixed, name="m")(x)

    with compat_scope.variable_scope("a", custom_getter=getter):
        get_layer(Outer, name="o")(X)
    below = ("first/w", "first/b", "dense/kernel", "dense/bias", "inner/s", "level/dense/kernel")
    below += ("level/dense/bias", "level/inner/s", "dense_1/kernel", "dense_1/bias")
    assert asked == [f"a/o/m/{name}" for name in below]
