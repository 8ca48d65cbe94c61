"""Objects of classes that became layers, where code on variable scopes makes and calls them.

What TF 1.15.5 does with the classes is recorded in ``golden/lift_class_*``; here is what no TF1 code does.
"""

from __future__ import annotations

from typing import Any

import keras
import pytest
import tensorflow as tf

from migrate import compat_scope


class Net(keras.layers.Layer):
    tf1_attributes = {"variables": "trainable_variables", "output": "output_"}

    def __init__(self, name: str, units: int = 2, **kwargs: Any) -> None:
        super().__init__(name=name, **kwargs)
        self.output_ = units
        self.dense = keras.layers.Dense(units, name="fc")
        self.norm = keras.layers.BatchNormalization(name="bn")

    def call(self, x: Any, training: bool = False) -> Any:
        return self.norm(self.dense(x), training=training)

    def twice(self, x: Any) -> Any:
        return self(x) + self(x)

    @property
    def names(self) -> list[str]:
        return [v.name for v in self.trainable_variables]


X = tf.ones([3, 2])


def test_attributes_before_the_first_call_are_those_of_the_layer_called() -> None:
    def model() -> None:
        net = compat_scope.new_layer(Net, "net", units=5)
        assert (net.name, net.output, net.variables) == ("net", 5, [])
        dense = net.dense
        net(X)
        assert net.dense is dense
        assert len(net.variables) == 4

    compat_scope.ScopedModule(model)()


def test_methods_call_the_object_in_its_scope() -> None:
    def model() -> Any:
        with compat_scope.variable_scope("outer"):
            return compat_scope.new_layer(Net, "net").twice(X)

    owner = compat_scope.ScopedModule(model)
    assert owner().shape == (3, 2)
    assert list(compat_scope.named_variables(owner))[:2] == [
        "outer/net/fc/kernel",
        "outer/net/fc/bias",
    ]


def test_another_object_of_the_name_is_an_error_as_in_tf1() -> None:
    def model() -> None:
        compat_scope.new_layer(Net, "net")(X)
        compat_scope.new_layer(Net, "net", 2)(X)

    with pytest.raises(ValueError, match="net/fc/kernel already exists"):
        compat_scope.ScopedModule(model)()


def test_objects_share_with_auto_reuse() -> None:
    def model() -> Any:
        made = [compat_scope.new_layer(Net, "net", reuse=compat_scope.AUTO_REUSE) for _ in "ab"]
        return [net(X) for net in made]

    owner = compat_scope.ScopedModule(model)
    a, b = owner()
    tf.debugging.assert_equal(a, b)
    assert len(compat_scope.named_variables(owner)) == 6


def test_reuse_true_needs_variables() -> None:
    def model() -> None:
        compat_scope.new_layer(Net, "net")(X, reuse=True)

    with pytest.raises(ValueError, match="does not exist"):
        compat_scope.ScopedModule(model)()


def test_arguments_by_position() -> None:
    def model() -> Any:
        net = compat_scope.new_layer(Net, "net")
        return net(X, False), net(X, False, True)

    first, second = compat_scope.ScopedModule(model)()
    tf.debugging.assert_equal(first, second)
    with pytest.raises(TypeError, match="called with 4 arguments"):
        compat_scope.new_layer(Net, "net")(X, False, True, X)


def test_names_of_several_levels() -> None:
    def model() -> str:
        net = compat_scope.new_layer(Net, "a/net")
        assert net.output == 2
        net(X)
        return str(net.name)

    owner = compat_scope.ScopedModule(model)
    assert owner() == "net"
    assert next(iter(compat_scope.named_variables(owner))) == "a/net/fc/kernel"


def test_lists_of_variables_in_a_graph() -> None:
    with tf.Graph().as_default():
        net = compat_scope.new_layer(Net, "net")
        net(tf.ones([3, 2]))
        listed = net.variables
        assert listed == compat_scope.trainable_variables()
        assert net.names == [v.name for v in listed]
        inner = compat_scope.new_layer(Net, "inner")
        with compat_scope.variable_scope("outer"):
            inner(tf.ones([3, 2]))
        # TF1 collected what begins with "inner"; these begin with "outer".
        assert inner.variables == []
