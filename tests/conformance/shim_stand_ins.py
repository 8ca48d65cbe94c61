"""What the former shim's tests import from tf-keras, as Keras 3 and ``migrate.compat_scope`` have it."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterator
from typing import Any

import keras
import tensorflow as tf

from migrate import compat_scope
from migrate.compat_scope import hosts, passes

_Call = Callable[..., Any]


class ModuleStore(tf.Module):  # type: ignore[misc]
    """The former shim's ``_EagerVariableStore``: a module whose `scope` is one pass."""

    def __init__(self) -> None:
        super().__init__(name="store")
        self._store = hosts.store_of(self)

    @contextlib.contextmanager
    def scope(self) -> Iterator[None]:
        with passes.entered(passes.Pass(self._store)):
            yield

    @property
    def _regularizers(self) -> dict[str, _Call]:
        losses = self._store.collections.get(tf.compat.v1.GraphKeys.REGULARIZATION_LOSSES, ())
        return {loss.name: loss.value for loss in losses}


def track_tf1_style_variables(method: _Call) -> _Call:
    """The former decorator; it also left a store on the object, which its tests read."""
    tracked = compat_scope.track_variables(method)

    @functools.wraps(method)
    def wrapper(self: Any, *args: Any, **kwargs: Any) -> Any:
        if not isinstance(self, tf.Module | keras.Layer):
            raise ValueError(f"{type(self).__name__} does not extend Module or Layer")
        if isinstance(self, tf.Module) and not hasattr(self, "_tf1_style_var_store"):
            store = object.__new__(ModuleStore)
            object.__setattr__(store, "_store", hosts.store_of(self))
            object.__setattr__(self, "_tf1_style_var_store", store)
        return tracked(self, *args, **kwargs)

    return wrapper


def stand_ins(namespace: Any) -> dict[str, Any]:
    tf1 = namespace(tf.compat.v1, layers=compat_scope.layers)
    for name in compat_scope.__all__:
        setattr(tf1, name, getattr(compat_scope, name))
    compat = namespace(tf.compat, v1=tf1)
    shim = namespace(
        track_tf1_style_variables=track_tf1_style_variables,
        _EagerVariableStore=ModuleStore,
        get_or_create_layer=_get_or_create_layer,
    )

    def generate(*_: Any, **__: Any) -> Any:
        return lambda test: test

    return {
        "tensorflow": namespace(tf, compat=compat),
        "tf_keras.models": keras.models,
        "tf_keras.regularizers": keras.regularizers,
        "tf_keras.engine.base_layer": keras.layers,
        "tf_keras.engine.input_layer": keras,
        "tf_keras.engine.training": keras,
        "tf_keras.layers.core": keras.layers,
        "tf_keras.legacy_tf_layers.core": compat_scope.layers,
        "tf_keras.legacy_tf_layers.variable_scope_shim": shim,
        "tf_keras.testing_infra.test_combinations": namespace(
            generate=generate, combine=lambda **_: None
        ),
    }


def _get_or_create_layer(name: str, create: _Call) -> Any:
    return compat_scope.get_layer(create, name=name, reuse=compat_scope.AUTO_REUSE)
