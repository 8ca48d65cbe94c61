"""`variable_scope` and its relatives."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import tensorflow as tf

from migrate.compat_scope.getters import composed_getter
from migrate.compat_scope.graph_errors import as_tf1
from migrate.compat_scope.lifted.opened_scopes import note_opened
from migrate.compat_scope.modes import executing_eagerly, in_graph, not_converted
from migrate.compat_scope.name_scopes import OpenNameScope
from migrate.compat_scope.passes import ScopeState, current, entered, is_foreign
from migrate.compat_scope.scope_object import (
    AUTO_REUSE,
    VariableScope,
    as_eager_scope,
    as_graph_scope,
)

__all__ = [
    "AUTO_REUSE",
    "VariableScope",
    "get_variable_scope",
    "no_regularizer",
    "variable_op_scope",
    "variable_scope",
]


@not_converted
def get_variable_scope() -> Any:
    """The current variable scope of this thread."""
    if in_graph():
        return tf.compat.v1.get_variable_scope()
    return current().scope


def no_regularizer(_: Any) -> None:
    """A regularizer that adds no loss: use it to switch off an inherited one."""
    return None


class variable_scope:
    """TF1's ``tf.variable_scope``, rule by rule (TF 1.15 variable_scope.py, ``variable_scope``).

    Args:
        name_or_scope: a name below the current scope, or a scope to jump to.
        default_name: made unique, and used, when `name_or_scope` is None.
        values: tensors (they choose the graph in graph mode).
        reuse: True, AUTO_REUSE, or None and False (inherit).
        auxiliary_name_scope: also open a name scope (default) or not.
        initializer, regularizer, caching_device, partitioner, custom_getter, dtype, use_resource:
            defaults for variables in this scope and, unless overridden, in the scopes below.
        constraint: the same for this scope only.

    Raises:
        TypeError: no name at all, or one of the wrong type.
        ValueError: a bad `reuse`, or reuse with a default name.
        RuntimeError: on exit, when scopes are left in another order than entered.
    """

    def __init__(
        self,
        name_or_scope: Any,
        default_name: Any = None,
        values: Any = None,
        initializer: Any = None,
        regularizer: Any = None,
        caching_device: Any = None,
        partitioner: Any = None,
        custom_getter: Any = None,
        reuse: Any = None,
        dtype: Any = None,
        use_resource: bool | None = None,
        constraint: Any = None,
        auxiliary_name_scope: bool = True,
    ) -> None:
        self._graph_scope: Any = None
        if not executing_eagerly() and in_graph():
            self._graph_scope = tf.compat.v1.variable_scope(
                as_graph_scope(name_or_scope),
                default_name=default_name,
                values=values,
                initializer=initializer,
                regularizer=regularizer,
                caching_device=caching_device,
                partitioner=partitioner,
                custom_getter=custom_getter,
                reuse=reuse,
                dtype=dtype,
                use_resource=use_resource,
                constraint=constraint,
                auxiliary_name_scope=auxiliary_name_scope,
            )
            return
        if default_name is None and name_or_scope is None:
            raise TypeError("If default_name is None then name_or_scope is required")
        if reuse is False:
            reuse = None  # a scope cannot undo the reuse it inherits
        if not (reuse is None or reuse is True or reuse is AUTO_REUSE):
            raise ValueError("The reuse parameter must be True or False or None.")
        if not isinstance(auxiliary_name_scope, bool):
            raise TypeError(
                "The auxiliary_name_scope must be `True` or `False`, "
                f"while get {auxiliary_name_scope}"
            )
        self._name_or_scope = name_or_scope
        self._default_name = default_name
        self._reuse = reuse
        self._initializer = initializer
        self._regularizer = regularizer
        self._caching_device = caching_device
        self._partitioner = partitioner
        self._custom_getter = custom_getter
        self._dtype = dtype
        self._use_resource = use_resource
        self._constraint = constraint
        self._auxiliary_name_scope = auxiliary_name_scope
        # Fixed by the first entry: the path part, the original name scope; for a jump the new object.
        self._path: str | None = None
        self._first_name_scope = ""
        self._jumped: VariableScope | None = None
        self._adopted: Any = None

    def __enter__(self) -> Any:
        if self._graph_scope is not None:
            scope = as_tf1(self._graph_scope.__enter__)
            note_opened(scope.name)
            return scope
        state = current()
        self._state = state
        target = self._name_or_scope
        if isinstance(target, str):
            return self._enter_below(state, target)
        if target is None:
            return self._enter_default(state)
        if isinstance(target, VariableScope):
            return self._enter_jump(state)
        raise TypeError("VariableScope: name_or_scope must be a string or VariableScope.")

    def __exit__(self, *exc_info: Any) -> None:
        if self._graph_scope is not None:
            self._graph_scope.__exit__(*exc_info)
            return
        state = self._state
        try:
            if state.scope is not self._entered:
                raise RuntimeError("Improper nesting of variable_scope.")
            if self._jumped is not None:
                state.counts.end_jump(self._outer_journal)
            else:
                state.counts.close_below(self._entered._name)
            state.scope = self._outer
        finally:
            if self._name_scope is not None:
                self._name_scope.close()
            if self._adopted is not None:
                self._adopted.__exit__(None, None, None)
                self._adopted = None

    def _enter_below(self, state: ScopeState, name: str) -> VariableScope:
        """Enters the scope called `name` below the current one."""
        if name and self._auxiliary_name_scope:
            self._name_scope: OpenNameScope | None = OpenNameScope(state, name)
            full_name_scope = self._name_scope.full
        else:
            self._name_scope = None
            current_name_scope = state.name_scope
            if self._auxiliary_name_scope or not current_name_scope:
                full_name_scope = ""
            else:
                full_name_scope = current_name_scope + "/"
        return self._open(state, name, full_name_scope)

    def _enter_default(self, state: ScopeState) -> VariableScope:
        """Enters a scope called by the default name, made unique the first time."""
        if self._reuse and self._path is None:
            raise ValueError("reuse=True cannot be used without a name_or_scope")
        if state.depth > 1:
            raise RuntimeError(_nested_function_message(self._default_name))
        if self._auxiliary_name_scope:
            self._name_scope = OpenNameScope(state, self._default_name)
            full_name_scope = self._name_scope.full
        else:
            self._name_scope = None
            full_name_scope = state.name_scope + "/" if state.name_scope else ""
        path = self._path
        if path is None:
            path = state.counts.unique(state.scope._name, self._default_name)
        return self._open(state, path, full_name_scope)

    def _open(self, state: ScopeState, path: str, full_name_scope: str) -> VariableScope:
        """The part of TF1's ``_pure_variable_scope.__enter__`` for scopes below the current one."""
        outer = state.scope
        if self._path is None:
            self._path = path
            self._first_name_scope = full_name_scope
        self._reuse = self._reuse or outer._reuse  # TF1 keeps it for the next entry as well
        scope: VariableScope = outer._derived(
            self._reuse, outer._prefix + path, self._first_name_scope, self._constraint
        )
        self._override(scope, outer._custom_getter)
        state.counts.open(scope._name)
        self._outer = outer
        self._entered = scope
        scope._pass = state.pass_
        if state.store.shares:
            scope._reuse = AUTO_REUSE
        state.scope = scope
        return scope

    def _enter_jump(self, state: ScopeState) -> VariableScope:
        """Goes to a captured scope: its name, its defaults, its reuse; counters come back at exit."""
        captured = as_eager_scope(self._name_or_scope)
        if is_foreign(captured._pass):
            # A thread started by a tracked callable re-enters its scope: TF1 threads shared the graph.
            self._adopted = entered(captured._pass)
            state = self._state = self._adopted.__enter__()
        last_part = captured._name.rsplit("/", 1)[-1]
        self._name_scope = None
        if last_part and self._auxiliary_name_scope:
            self._name_scope = OpenNameScope(state, last_part)
        scope = self._jumped
        if scope is None:
            scope = captured._derived(
                self._reuse or captured._reuse,
                captured._name,
                captured._name_scope,
                self._constraint,
            )
            self._override(scope, captured._custom_getter)
            scope._pass = state.pass_
            self._jumped = scope
        state.counts.open(scope._name)
        self._outer_journal = state.counts.begin_jump()
        self._outer = state.scope
        self._entered = scope
        if state.store.shares:
            scope._reuse = AUTO_REUSE
        state.scope = scope
        return scope

    def _override(self, scope: VariableScope, outer_getter: Any) -> None:
        """Applies this `variable_scope`'s own defaults to the scope that inherited the others."""
        if self._initializer is not None:
            scope._initializer = self._initializer
        if self._regularizer is not None:
            scope._regularizer = self._regularizer
        if self._caching_device is not None:
            scope._caching_device = self._caching_device
        if self._partitioner is not None:
            scope._partitioner = self._partitioner
        if self._custom_getter is not None:
            scope._custom_getter = composed_getter(self._custom_getter, outer_getter)
        if self._dtype is not None:
            scope._dtype = self._dtype
        if self._use_resource is not None:
            scope._use_resource = self._use_resource


@contextmanager
def variable_op_scope(
    values: Any, name_or_scope: Any, default_name: Any = None, **kwargs: Any
) -> Iterator[Any]:
    """TF1's deprecated spelling of :class:`variable_scope`, with the values first."""
    with variable_scope(name_or_scope, default_name, values, **kwargs) as scope:
        yield scope


def _nested_function_message(default_name: str) -> str:
    return (
        f"variable_scope(None, default_name={default_name!r}) in a tf.function called from another "
        "tf.function: a cached trace would share the variables of two calls that TF1 keeps apart. Give "
        "the scope (or the layer) an explicit name, or call the inner function without tf.function."
    )
