"""`get_layer`: code on TF1's variable scopes calls layers that have none of their own.

A TF1 function that became a Keras layer is called, from code that still has scopes, as "the layer of this name in the
current variable scope, made on first use", as `get_variable` does for variables. Its variables are those of the
scope: same names, same reuse rules, same collections, found by `get_variable` and by `migrate.checkpoint`.
"""

from __future__ import annotations

import inspect
import re
from contextlib import ExitStack, nullcontext
from typing import Any

import tensorflow as tf

from migrate.compat_scope.getters import is_transparent
from migrate.compat_scope.lifted import keras_making
from migrate.compat_scope.lifted.getter_answers import AskingMaking
from migrate.compat_scope.lifted.layer_arguments import as_keras_takes, by_name, check_ranks
from migrate.compat_scope.lifted.layer_collections import collected
from migrate.compat_scope.lifted.layer_getters import GetterMaking
from migrate.compat_scope.lifted.layer_order import in_tf1_order
from migrate.compat_scope.lifted.layer_registry import LayerRecord, Layers, frozen, layers_here
from migrate.compat_scope.lifted.layer_variables import Making, constructing, innermost, making_only
from migrate.compat_scope.lifted.module_getters import ModuleGetterMaking
from migrate.compat_scope.lifted.module_variables import ModuleMaking
from migrate.compat_scope.lifted.unnamed_levels import declares_names, names_now, unnamed_levels
from migrate.compat_scope.modes import in_graph, not_converted
from migrate.compat_scope.name_scopes import current_name_scope, open_name_scopes
from migrate.compat_scope.reference_variables import with_variables
from migrate.compat_scope.scope import AUTO_REUSE, get_variable_scope, variable_scope

__all__ = ["ScopedLayer", "get_layer"]


def get_layer(
    cls: Any,
    *args: Any,
    name: str | None = None,
    default_name: str | None = None,
    reuse: Any = None,
    **kwargs: Any,
) -> ScopedLayer:
    """The layer of this name in the current variable scope, made on first use; call it as the TF1 function was called.

    Args:
        cls: the class, a Keras layer or model, or a `tf.Module` with a `__call__`.
        *args, **kwargs: what its constructor takes, apart from `name`. Other values make another layer,
            which shares the variables of its name where the reuse rules allow it.
        name: the variable scope it opens, below the current one; ``/`` for several levels.
        default_name: made unique as that of :class:`variable_scope`, and used when `name` is None.
        reuse: as that of :class:`variable_scope`. With no name at all the layer opens no scope.

    A class whose function opened no scope says ``tf1_scope = ""``. Where such a function opened scopes with default names,
    ``tf1_unnamed`` of the class says so: sublayer name -> default name, in the order they were opened, or only the default
    names, of sublayers ``dense``, ``dense_1``, ..., in the order TF1 made them in; also of those that it makes in `build`.
    They then count on from those of the scope around.

    Raises:
        ValueError: when called, with TF1's wording: a variable exists already and reuse is not set, or it does
            not and reuse is True; or its shape or dtype is another one.
    """
    return ScopedLayer(cls, args, kwargs, name, default_name, reuse)


class ScopedLayer:
    """What :func:`get_layer` returns: calling it calls the layer in its scope; attributes are the layer's.

    Attributes:
        layer: the layer; None before the first call.
    """

    def __init__(
        self, cls: Any, args: Any, kwargs: Any, name: str | None, default_name: Any, reuse: Any
    ) -> None:
        self._cls = cls
        self._args = args
        self._kwargs = kwargs
        if name is None and default_name is None:
            name = _scope_of(cls)
        self._name = name
        self._default_name = default_name
        self._reuse = reuse
        self.layer: Any = None

    @not_converted
    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        with ExitStack() as stack:
            named = bool(self._name) or self._default_name is not None
            if named:
                # TF1 refuses it of a default name, where it is said of what is made below.
                below = not self._name and self._reuse is AUTO_REUSE
                scope = stack.enter_context(
                    variable_scope(
                        self._name or None,
                        self._default_name,
                        reuse=None if below else self._reuse,
                        auxiliary_name_scope=not in_graph(),  # there Keras opens one
                    )
                )
                if below:
                    scope = stack.enter_context(
                        variable_scope(scope, reuse=AUTO_REUSE, auxiliary_name_scope=False)
                    )
                if in_graph() and "/" in (above := str(self._name or "").strip("/")):
                    # Keras opens the last level only; TF1 counts those before it as no scopes of their own.
                    levels = current_name_scope() + above.rpartition("/")[0]
                    stack.enter_context(tf.compat.v1.name_scope(f"{levels}/"))
            else:
                scope = get_variable_scope()
                if self._reuse is not None and self._reuse is not False:
                    scope = stack.enter_context(
                        variable_scope(scope, reuse=self._reuse, auxiliary_name_scope=False)
                    )
            layers = layers_here()
            asked = (self._cls, frozen(self._args), frozen(self._kwargs))
            unnamed = {} if named else names_now(self._levels(layers, asked))
            key = (
                scope.name,
                named,
                tuple(unnamed.items()),
                *asked,
                is_transparent(scope.custom_getter),
            )
            known = layers.known(key)
            if (known is None or not known.complete) and not tf.distribute.has_strategy():
                stack.enter_context(layers.lock)  # replicas wait for each other
            record = layers.known(key)
            if record is None:
                record = LayerRecord(None, unnamed, None if named else self._cls)
            path = scope.name if named else None
            if issubclass(self._cls, tf.Module):
                plain = is_transparent(scope.custom_getter)
                making: Making = (ModuleMaking if plain else ModuleGetterMaking)(record, scope)
            else:
                if isinstance(innermost(), GetterMaking):
                    args, kwargs = with_variables((args, kwargs))
                args, kwargs = tf.nest.map_structure(as_keras_takes, (args, kwargs))
                args, kwargs = by_name(self._cls, args, kwargs)
                plain = is_transparent(scope.custom_getter)
                making = Making(record, scope) if plain else GetterMaking(record, scope)
                if record.layer is None:
                    with constructing(self._cls):
                        record.layer = self._make(path)
                    keras_making.place(record.layer, _parent(scope.name) if named else scope.name)
            with collected(record), _in_order(making), making.entered():
                if record.layer is None:
                    with tf.init_scope():
                        record.layer = making.prepared(self._make(path))
                try:
                    result = record.layer(*args, **kwargs)
                except ValueError as error:
                    check_ranks(self._cls, args, kwargs, error)
                    raise
            layers.keep(key, record)  # not before it worked
            if not in_graph():
                open_name_scopes(record.made)
            elif issubclass(self._cls, tf.Module):  # Keras opens them
                open_name_scopes(record.made, scope.name.rpartition("/")[2] if named else "")
            self.layer = record.layer
        if not named:
            _count_later(record)
            _count_scopes(record)
        return with_variables(result)

    def __getattr__(self, name: str) -> Any:
        layer = self.__dict__.get("layer")
        if layer is None or name.startswith("__"):
            raise AttributeError(f"{name!r}: the {self._cls.__name__} was not called yet")
        return getattr(layer, name)

    def _levels(self, layers: Layers, asked: Any) -> dict[str, str]:
        """What TF1 counts below the layer in the scope around it."""
        if not declares_names(self._cls):
            return unnamed_levels(self._cls, None)
        if asked not in layers.levels:
            with making_only(self._cls):
                layers.levels[asked] = unnamed_levels(self._cls, self._make(None))
        return layers.levels[asked]

    def _make(self, path: str | None) -> Any:
        """A new layer; `path` is its scope's full name, None if it opens none."""
        kwargs = dict(self._kwargs)
        last = None if path is None else path.rpartition("/")[2]
        takes_name = _takes_name(self._cls)
        is_module = issubclass(self._cls, tf.Module)
        if last is not None and takes_name and (last.isidentifier() or not is_module):
            kwargs["name"] = last
        elif last is not None and _needs_name(self._cls):
            kwargs["name"] = re.sub(r"\W", "_", last)
        layer = self._cls(*self._args, **kwargs)
        if is_module:
            if getattr(layer, "tf1_scope", None) is not None:
                layer.tf1_scope = get_variable_scope().name  # its variables' names begin so
        elif last is None:
            layer.tf1_scope = ""
        elif getattr(layer, "tf1_scope", None) is not None or layer.name != last:
            layer.tf1_scope = last
        return layer


def _in_order(making: Making) -> Any:
    """While variables are made: in the order that TF1 made them in."""
    if isinstance(making, AskingMaking):
        return nullcontext()  # it is asked in that order
    return in_tf1_order(making.record, making.scope.name)


def _scope_of(cls: Any) -> str | None:
    """The scope that a class opens when no name is given: what it declares, or its constructor's default name."""
    declared = getattr(cls, "tf1_scope", None)
    if isinstance(declared, str):
        return declared
    parameter = inspect.signature(cls).parameters.get("name")
    default = None if parameter is None else parameter.default
    return default if isinstance(default, str) else None


def _takes_name(cls: Any) -> bool:
    parameters = inspect.signature(cls).parameters
    return "name" in parameters or any(p.kind is p.VAR_KEYWORD for p in parameters.values())


def _needs_name(cls: Any) -> bool:
    parameter = inspect.signature(cls).parameters.get("name")
    return parameter is not None and parameter.default is parameter.empty


def _parent(path: str) -> str:
    return path.rpartition("/")[0]


def _count_later(record: LayerRecord) -> None:
    """Counts what a layer made after its constructor, as what TF1 calls it.

    Raises:
        ValueError: it was made where these names are not counted.
    """
    counted = names_now(record.later)
    if any(record.unnamed[level] != name for level, name in counted.items()):
        raise ValueError(
            f"{type(record.layer).__name__} made {', '.join(record.unnamed[level] for level in counted)}, which TF1 "
            f"would have called {', '.join(counted.values())}."
        )


def _count_scopes(record: LayerRecord) -> None:
    """Counts the scopes that a layer without one opened in the scope around, for default names after it."""
    levels = dict.fromkeys(name.partition("/")[0] for name in record.made if "/" in name)
    for level in levels:
        if level not in record.unnamed.values():
            with variable_scope(level, auxiliary_name_scope=False):
                pass
