"""`make_template`: a function that makes its variables once and reuses them ever after."""

from __future__ import annotations

import functools
import weakref
from collections.abc import Callable
from typing import Any

import tensorflow as tf

from migrate.compat_scope.collections import GraphKeys, collection_list, get_collection
from migrate.compat_scope.modes import in_graph, not_converted
from migrate.compat_scope.passes import Pass, current
from migrate.compat_scope.scope import variable_scope
from migrate.compat_scope.store import VariableStore


@not_converted
def make_template(
    name_: str,
    func_: Callable[..., Any],
    create_scope_now_: bool = False,
    unique_name_: str | None = None,
    custom_getter_: Any = None,
    **kwargs: Any,
) -> Any:
    """TF1's ``tf.make_template``.

    Args:
        name_: the scope's name; made unique, as a `variable_scope` default name is.
        func_: the function; `kwargs` are bound to it.
        create_scope_now_: take the scope name now instead of at the first call.
        unique_name_: an exact scope name that overrides `name_`.
        custom_getter_: a custom getter for the scope.

    Raises:
        ValueError: `name_` is None; on a later call, when the function makes a trainable variable.
    """
    if in_graph():
        return tf.compat.v1.make_template(
            name_, func_, create_scope_now_, unique_name_, custom_getter_, **kwargs
        )
    if name_ is None:
        raise ValueError("name cannot be None.")
    if kwargs:
        func_ = functools.partial(func_, **kwargs)
    return Template(name_, func_, create_scope_now_, unique_name_, custom_getter_)


class Template:
    """What :func:`make_template` returns (TF 1.15 template.py, ``Template``)."""

    def __init__(
        self,
        name: str,
        func: Callable[..., Any],
        create_scope_now: bool,
        unique_name: str | None,
        custom_getter: Any,
    ) -> None:
        self._name = name
        self._func = func
        self._unique_name = unique_name
        self._custom_getter = custom_getter
        self._scope: Any = None
        self._store: VariableStore | None = None
        self._first_pass: weakref.ref[Pass] | None = None
        self._first_call = True
        self._variables_created = False
        if create_scope_now:
            state = current()
            path = unique_name or state.counts.unique(state.scope._name, name)
            with _NoNameScope(path, custom_getter) as scope:
                self._scope = scope

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if self._scope is not None:
            with variable_scope(self._scope, reuse=not self._first_call):
                return self._run(args, kwargs)
        with variable_scope(
            self._unique_name, self._name, custom_getter=self._custom_getter
        ) as scope:
            self._scope = scope
            return self._run(args, kwargs)

    def _run(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        pass_ = current().pass_
        if self._variables_created:
            before = len(self._trainable(pass_))
            result = self._func(*args, **kwargs)
            created = self._trainable(pass_)[before:]
            if created:
                raise ValueError(
                    "Trainable variable created when calling a template after the first time, "
                    "perhaps you used tf.Variable when you meant tf.get_variable: "
                    f"{created}"
                )
            return result
        if not self._first_call:  # called from another thread, or from its own first call
            return self._func(*args, **kwargs)
        self._first_call = False
        self._store = pass_.store
        self._first_pass = weakref.ref(pass_)
        try:
            result = self._func(*args, **kwargs)
        except BaseException:
            self._first_call = True
            raise
        self._variables_created = True
        return result

    def _trainable(self, pass_: Pass) -> list[Any]:
        """What grows when a trainable variable is made; later passes come to those of the first, which is no making."""
        if self._first_pass is not None and self._first_pass() is pass_:
            return collection_list(pass_, GraphKeys.TRAINABLE_VARIABLES)
        return pass_.store.collections.get(GraphKeys.TRAINABLE_VARIABLES, [])

    def _collection(self, key: Any) -> list[Any]:
        if not self._variables_created or self._store is None:
            return []
        prefix = self.variable_scope_name or ""
        if current().store is self._store:
            return get_collection(key, prefix)
        # Asked from outside the tracked callable that the variables live in.
        return [v for v in self._store.collections.get(key, ()) if v.name.startswith(prefix)]

    @property
    def name(self) -> str:
        """The name given to this template."""
        return self._name

    @property
    def func(self) -> Callable[..., Any]:
        """The function given to this template."""
        return self._func

    @property
    def variable_scope(self) -> Any:
        """The scope of its variables; None until it is known."""
        return self._scope

    @property
    def var_scope(self) -> Any:
        """TF1's deprecated spelling of :attr:`variable_scope`."""
        return self._scope

    @property
    def variable_scope_name(self) -> str | None:
        """The name of its scope with a final ``/``; None until it is known."""
        if self._scope is None:
            return None
        name: str = self._scope.name
        return name if not name or name.endswith("/") else name + "/"

    @property
    def global_variables(self) -> list[Any]:
        """Its global variables, in creation order."""
        return self._collection(GraphKeys.GLOBAL_VARIABLES)

    @property
    def local_variables(self) -> list[Any]:
        """Its local variables, in creation order."""
        return self._collection(GraphKeys.LOCAL_VARIABLES)

    @property
    def trainable_variables(self) -> list[Any]:
        """Its trainable variables, in creation order."""
        return self._collection(GraphKeys.TRAINABLE_VARIABLES)

    @property
    def non_trainable_variables(self) -> list[Any]:
        """Its global variables that are not trainable."""
        trainable = {id(v) for v in self.trainable_variables}
        return [v for v in self.global_variables if id(v) not in trainable]

    @property
    def variables(self) -> list[Any]:
        """Its global, then its local variables."""
        return self.global_variables + self.local_variables

    weights = variables
    trainable_weights = trainable_variables
    non_trainable_weights = non_trainable_variables


class _NoNameScope(variable_scope):
    """TF1's ``_pure_variable_scope``: a variable scope that opens no name scope."""

    def __init__(self, path: str, custom_getter: Any) -> None:
        super().__init__(path, custom_getter=custom_getter, auxiliary_name_scope=False)

    def _enter_below(self, state: Any, name: str) -> Any:
        self._name_scope = None
        return self._open(state, name, name)  # TF1 then takes the path for original_name_scope
