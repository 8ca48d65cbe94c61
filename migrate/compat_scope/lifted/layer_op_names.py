"""Names of ops that layers make in TF1's graphs: a call opens a layer's name scope once, as `tf.variable_scope` did.

Keras opens it twice in each call, around `build` and around `call`, and TensorFlow makes the second one unique: the ops of
a layer ``net`` were named ``net_1/...``, where programs look for ``net/...``. Here the first one opens no scope of TensorFlow's,
and neither does the second where the layer's ``tf1_scope`` is ``""``. Private to Keras, tested against every supported
one: ``Layer._open_name_scope``, and the attribute ``_tf_name_scope`` of what it returns.
"""

from __future__ import annotations

import functools
import inspect
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from typing import Any

import tensorflow as tf

from migrate.compat_scope.keras_host import layers_within
from migrate.compat_scope.keras_paths import declared_scope

_HOOK = "_open_name_scope"


class OpNames:
    """The layers of one call whose name scopes are opened as TF1 opened them."""

    def __init__(self) -> None:
        self._hooked: list[Any] = []
        self._activations: list[tuple[Any, Any]] = []

    def prepare(self, layer: Any) -> None:
        """Takes care of the layers at and below `layer`."""
        for each in layers_within(layer):
            if hasattr(each, _HOOK) and not any(each is known for known in self._hooked):
                self._hooked.append(each)
                setattr(each, _HOOK, _OpenOnce(each))
                self._name_bias(each)

    def release(self) -> None:
        """Leaves the layers as they were."""
        for each in self._hooked:
            delattr(each, _HOOK)
        for each, activation in self._activations:
            each.activation = activation

    def _name_bias(self, layer: Any) -> None:
        """What TF1 called ``BiasAdd`` Keras calls ``Add`` with one unit; programs fetch and export it by name."""
        activation = getattr(layer, "activation", None)
        if isinstance(layer, _with_bias()) and layer.use_bias and inspect.isfunction(activation):
            self._activations.append((layer, activation))
            layer.activation = _after_bias(activation)


def _with_bias() -> tuple[Any, ...]:
    """Keras' layers that add a bias last, before their activation."""
    import keras

    kinds = ("Conv1D", "Conv2D", "Conv3D", "Conv2DTranspose", "Conv3DTranspose", "SeparableConv2D")
    return (keras.layers.Dense, *(getattr(keras.layers, kind) for kind in kinds))


def _after_bias(activation: Any) -> Any:
    @functools.wraps(activation)
    def named(outputs: Any) -> Any:
        if outputs.op.type != "BiasAdd":
            outputs = tf.identity(outputs, name="BiasAdd")
        return activation(outputs)

    return named


class _OpenOnce:
    """Stands in for a layer's ``_open_name_scope``."""

    def __init__(self, layer: Any) -> None:
        self._layer = layer
        self._open = getattr(layer, _HOOK)
        self._entered: Any = None  # the frame of the call under way, when it is past `build`

    def __call__(self) -> Any:
        frame = sys._getframe(1)
        scope = self._open()
        if not hasattr(scope, "_tf_name_scope"):
            return scope
        names: list[str] = []
        if frame is self._entered:
            self._entered = None
            declared = declared_scope(self._layer)
            names = [self._layer.name] if declared is None else declared.split("/")
        elif frame.f_code.co_name == "__call__":
            self._entered = frame
        scope._tf_name_scope = _levels(names) if any(names) else nullcontext()
        return scope


@contextmanager
def _levels(names: list[str]) -> Iterator[None]:
    with ExitStack() as stack:
        for name in names:
            stack.enter_context(tf.name_scope(name))
        yield


@contextmanager
def named_as_in_tf1(layer: Any) -> Iterator[OpNames]:
    """While `layer` is called in a graph."""
    names = OpNames()
    names.prepare(layer)
    try:
        yield names
    finally:
        names.release()
