"""`new_layer`: code on TF1's variable scopes makes layers that were TF1 classes, and calls them wherever it likes.

A TF1 model object opened its variable scope whenever it was called, below the scope that was current then, and knew
itself whether it had been called before. A class that became a Keras layer knows neither; what
:func:`new_layer` returns does this for it.
"""

from __future__ import annotations

import inspect
import types
from typing import Any

import tensorflow as tf

from migrate.compat_scope.lifted.layer_calls import ScopedLayer
from migrate.compat_scope.lifted.layer_variables import making_only
from migrate.compat_scope.reference_variables import tensorflow_variable
from migrate.compat_scope.scope import AUTO_REUSE, get_variable_scope

__all__ = ["LayerObject", "new_layer"]

_VARIABLES = frozenset(
    {"variables", "trainable_variables", "non_trainable_variables"}
    | {"weights", "trainable_weights", "non_trainable_weights"}
)


def new_layer(cls: Any, *args: Any, reuse: Any = None, **kwargs: Any) -> LayerObject:
    """An object of a TF1 class that became a Keras layer; call it as the TF1 object was called.

    Each call is a call of the layer of this name in the variable scope that is current then, as with
    :func:`get_layer`; a second call there shares the variables of the first.

    Args:
        cls: the class, a Keras layer or model, or a `tf.Module` with a `__call__`.
        *args, **kwargs: what its constructor takes, its name included.
        reuse: as that of :class:`variable_scope`, for the object's first call: ``AUTO_REUSE`` where objects of one
            name share their variables. Calls take ``reuse=``, too.

    A class whose calls opened no scope says ``tf1_scope = ""``. ``tf1_attributes`` of a class says which of Keras' lists of
    variables an attribute was that Keras uses otherwise: ``{"variables": "trainable_variables"}``.
    """
    return LayerObject(cls, args, kwargs, reuse)


class LayerObject:
    """What :func:`new_layer` returns. Attributes and methods are the layer's; lists of variables hold `tf.Variable`s."""

    def __init__(self, cls: Any, args: Any, kwargs: Any, reuse: Any) -> None:
        self._cls = cls
        bound = inspect.signature(cls).bind(*args, **kwargs)
        bound.apply_defaults()
        name = bound.arguments.get("name")
        self._args = args
        self._kwargs = kwargs
        self._reuse = reuse
        self._spare: Any = None
        self._latest: Any = None
        self._scope: str | None = None  # of the latest call
        self._called: set[str] = set()
        self._given = name if isinstance(name, str) else None

    def __call__(self, *args: Any, reuse: Any = None, **kwargs: Any) -> Any:
        if reuse is None and _takes_fewer(self._cls, len(args)) and _is_reuse(args[-1]):
            *args, reuse = args  # type: ignore[assignment]
        if reuse is None or reuse is False:
            reuse = self._reuse
        name = self._scope_name()
        path = f"{get_variable_scope().name}/{name}".strip("/")
        if path in self._called and (reuse is None or reuse is False):
            reuse = AUTO_REUSE
        given, kept = self._without_name() if name else (self._args, self._kwargs)
        one = _Call(self._cls, given, kept, name, None, reuse)
        one.spare = self._spare
        # Keras takes only tensors without their names.
        named = dict(zip(_call_parameters(self._cls)[1:], args[1:], strict=False))
        if len(named) < len(args) - 1:
            raise TypeError(f"{self._cls.__name__} was called with {len(args)} arguments")
        result = one(*args[:1], **named, **kwargs)
        self._called.add(path)
        self._latest, self._scope, self._spare = one.layer, path, None
        return result

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or "_cls" not in self.__dict__:
            raise AttributeError(name)
        same = getattr(self._cls, "tf1_attributes", {}).get(name, name)
        own = next((c.__dict__[name] for c in _own_classes(self._cls) if name in c.__dict__), None)
        if isinstance(own, types.FunctionType):
            return types.MethodType(
                own, self
            )  # so that calls it makes of itself are in the scope, too
        if isinstance(own, property) and own.fget is not None:
            return own.fget(self)
        value = getattr(self._layer(), same)
        if same not in _VARIABLES:
            return value
        # TF1 collected them by the beginning of their names, which was the object's only outside other scopes.
        mine = self._scope is None or self._scope.startswith(self._scope_name())
        mine = mine and (self._latest is not None or not issubclass(self._cls, tf.Module))
        return [tensorflow_variable(v) for v in _in_tf1_order(self._layer(), value)] if mine else []

    def _layer(self) -> Any:
        """The layer of the latest call; before the first, one that only holds the attributes."""
        if self._latest is not None:
            return self._latest
        if self._spare is None:
            args, kwargs = self._args, self._kwargs
            if (
                self._given is not None and "/" in self._given
            ):  # levels above it are no part of Keras' name
                args, kwargs = self._without_name()
                kwargs["name"] = self._given.rpartition("/")[2]
            with making_only(self._cls):
                self._spare = self._cls(*args, **kwargs)
        return self._spare

    def _scope_name(self) -> str:
        declared = getattr(self._cls, "tf1_scope", None)
        if isinstance(declared, str):
            return declared
        name = self._given if self._given is not None else self._layer().name
        return str(name)

    def _without_name(self) -> tuple[Any, Any]:
        """The constructor's arguments but for the name, which the scope has."""
        signature = inspect.signature(self._cls)
        if "name" not in signature.parameters:
            return self._args, dict(self._kwargs)
        bound = signature.bind(*self._args, **self._kwargs)
        kwargs: dict[str, Any] = {}
        for key, value in bound.arguments.items():
            if signature.parameters[key].kind is inspect.Parameter.VAR_KEYWORD:
                kwargs.update(value)
            elif key != "name":
                kwargs[key] = value
        return (), kwargs


class _Call(ScopedLayer):
    """One call of an object; where it makes the layer, that is the one which held the attributes before.

    Attributes:
        spare: that one.
    """

    spare: Any = None

    def _make(self, path: str | None) -> Any:
        layer = self.spare
        if layer is None or isinstance(layer, tf.Module):  # which has variables, of no scope
            return super()._make(path)
        last = "" if path is None else path.rpartition("/")[2]
        if getattr(layer, "tf1_scope", None) is not None or layer.name != last:
            layer.tf1_scope = last
        return layer


def _own_classes(cls: Any) -> list[Any]:
    """The class and those it inherits from, without Keras' and TensorFlow's own."""
    others = ("keras.", "tensorflow.")
    return [c for c in cls.__mro__ if not c.__module__.startswith(others) and c is not object]


def _takes_fewer(cls: Any, count: int) -> bool:
    return count == len(_call_parameters(cls)) + 1


def _call_parameters(cls: Any) -> list[str]:
    """What a call takes without names."""
    method = cls.__call__ if issubclass(cls, tf.Module) else cls.call
    parameters = list(inspect.signature(method).parameters.values())[1:]
    return [p.name for p in parameters if p.kind is p.POSITIONAL_OR_KEYWORD]


def _is_reuse(value: Any) -> bool:
    return value is None or isinstance(value, bool) or value is AUTO_REUSE


def _in_tf1_order(layer: Any, variables: list[Any]) -> list[Any]:
    """As TF1's collections list them: as they were made."""
    from migrate.checkpoint.owners import owned

    places = {id(each.variable): place for place, each in enumerate(owned(layer))}
    return sorted(variables, key=lambda v: places.get(id(v), len(places)))
