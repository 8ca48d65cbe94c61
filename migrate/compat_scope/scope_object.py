"""`VariableScope`: the defaults a scope hands to `get_variable`."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from migrate.compat_scope.collections import GraphKeys, get_collection
from migrate.compat_scope.modes import in_graph

AUTO_REUSE = tf.compat.v1.AUTO_REUSE
_GraphScope = tf.compat.v1.VariableScope


class _AnyScope(type):
    """Makes ``isinstance(x, VariableScope)`` true for the scopes of every mode."""

    def __instancecheck__(cls, instance: Any) -> bool:
        return type.__instancecheck__(cls, instance) or isinstance(instance, _GraphScope)

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        if in_graph():
            return _GraphScope(*args, **kwargs)
        return super().__call__(*args, **kwargs)


class VariableScope(metaclass=_AnyScope):
    """A variable scope: its name, its reuse flag, and what variables in it inherit.

    Source: TF 1.15 variable_scope.py, ``VariableScope``, as it behaves while building a graph (TF1's
    own eager mode forces AUTO_REUSE and refuses a caching device; this does not).
    """

    __slots__ = (
        "__weakref__",
        "_caching_device",
        "_constraint",
        "_custom_getter",
        "_dtype",
        "_initializer",
        "_name",
        "_name_scope",
        "_partitioner",
        "_pass",
        "_prefix",
        "_regularizer",
        "_reuse",
        "_use_resource",
    )

    def __init__(
        self,
        reuse: Any,
        name: str = "",
        initializer: Any = None,
        regularizer: Any = None,
        caching_device: Any = None,
        partitioner: Any = None,
        custom_getter: Any = None,
        name_scope: str = "",
        dtype: Any = tf.float32,
        use_resource: bool | None = None,
        constraint: Any = None,
    ) -> None:
        self._reuse = reuse
        self._name = name
        self._prefix = name + "/" if name else ""
        self._initializer = initializer
        self._regularizer = regularizer
        self._caching_device = caching_device
        self._partitioner = partitioner
        self._custom_getter = custom_getter
        self._name_scope = name_scope
        self._dtype = dtype
        self._use_resource = use_resource
        self._constraint = constraint
        self._pass: Any = None

    @property
    def name(self) -> str:
        """The full name, used as prefix by `get_variable`; ``""`` at the root."""
        return self._name

    @property
    def original_name_scope(self) -> str:
        """The name scope opened when this scope was first entered, with its final ``/``."""
        return self._name_scope

    @property
    def reuse(self) -> Any:
        """True, False, None or AUTO_REUSE."""
        return self._reuse

    @property
    def initializer(self) -> Any:
        """The default initializer."""
        return self._initializer

    @property
    def dtype(self) -> Any:
        """The default dtype."""
        return self._dtype

    @property
    def use_resource(self) -> bool | None:
        """What was asked for; every variable outside graph mode is a resource variable."""
        return self._use_resource

    @property
    def regularizer(self) -> Any:
        """The default regularizer."""
        return self._regularizer

    @property
    def caching_device(self) -> Any:
        """What was asked for; it has no effect outside graph mode."""
        return self._caching_device

    @property
    def partitioner(self) -> Any:
        """The default partitioner."""
        return self._partitioner

    @property
    def custom_getter(self) -> Any:
        """The default custom getter, composed with those of the scopes around."""
        return self._custom_getter

    @property
    def constraint(self) -> Any:
        """The default constraint; unlike the others, not inherited by scopes below."""
        return self._constraint

    def reuse_variables(self) -> None:
        """Reuses variables in this scope from now on."""
        self._reuse = True

    def set_initializer(self, initializer: Any) -> None:
        """Sets the default initializer."""
        self._initializer = initializer

    def set_dtype(self, dtype: Any) -> None:
        """Sets the default dtype."""
        self._dtype = dtype

    def set_use_resource(self, use_resource: bool | None) -> None:
        """Records the wish; see :attr:`use_resource`."""
        self._use_resource = use_resource

    def set_regularizer(self, regularizer: Any) -> None:
        """Sets the default regularizer."""
        self._regularizer = regularizer

    def set_caching_device(self, caching_device: Any) -> None:
        """Records the wish; see :attr:`caching_device`."""
        self._caching_device = caching_device

    def set_partitioner(self, partitioner: Any) -> None:
        """Sets the default partitioner."""
        self._partitioner = partitioner

    def set_custom_getter(self, custom_getter: Any) -> None:
        """Sets the default custom getter."""
        self._custom_getter = custom_getter

    def get_collection(self, name: Any) -> list[Any]:
        """The items of a collection that lie below this scope."""
        return get_collection(name, self._prefix)

    def trainable_variables(self) -> list[Any]:
        """This scope's trainable variables."""
        return self.get_collection(GraphKeys.TRAINABLE_VARIABLES)

    def global_variables(self) -> list[Any]:
        """This scope's global variables."""
        return self.get_collection(GraphKeys.GLOBAL_VARIABLES)

    def local_variables(self) -> list[Any]:
        """This scope's local variables."""
        return self.get_collection(GraphKeys.LOCAL_VARIABLES)

    def _copied(self) -> VariableScope:
        return self._derived(self._reuse, self._name, self._name_scope, self._constraint)

    def _derived(self, reuse: Any, name: str, name_scope: str, constraint: Any) -> VariableScope:
        """A new scope that inherits this one's defaults (all but the constraint)."""
        scope: VariableScope = object.__new__(VariableScope)
        scope._reuse = reuse
        scope._name = name
        scope._prefix = name + "/" if name else ""
        scope._initializer = self._initializer
        scope._regularizer = self._regularizer
        scope._caching_device = self._caching_device
        scope._partitioner = self._partitioner
        scope._custom_getter = self._custom_getter
        scope._name_scope = name_scope
        scope._dtype = self._dtype
        scope._use_resource = self._use_resource
        scope._constraint = constraint
        scope._pass = None
        return scope


def as_graph_scope(scope: Any) -> Any:
    """A scope captured in eager code, made fit for ``tf.compat.v1.variable_scope``."""
    if isinstance(scope, _GraphScope) or not isinstance(scope, VariableScope):
        return scope
    return _GraphScope(
        scope.reuse,
        name=scope.name,
        initializer=scope.initializer,
        regularizer=scope.regularizer,
        caching_device=scope.caching_device,
        partitioner=scope.partitioner,
        custom_getter=scope.custom_getter,
        name_scope=scope.original_name_scope,
        dtype=scope.dtype,
        use_resource=scope.use_resource,
        constraint=scope.constraint,
    )


def as_eager_scope(scope: Any) -> VariableScope:
    """A scope captured in a graph, made fit for the emulation; our own come back as they are."""
    if type(scope) is VariableScope:
        return scope
    return VariableScope(
        scope.reuse,
        name=scope.name,
        initializer=scope.initializer,
        regularizer=scope.regularizer,
        caching_device=scope.caching_device,
        partitioner=scope.partitioner,
        custom_getter=scope.custom_getter,
        name_scope=scope.original_name_scope,
        dtype=scope.dtype,
        use_resource=scope.use_resource,
        constraint=scope.constraint,
    )
