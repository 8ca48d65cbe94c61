"""`hosting`: a Keras layer's `call` runs functions that keep their variable scopes.

The variables they make belong to the layer. They are called as TF1 called them there: the scope is the present Keras
path, by the rule of ``keras_paths``, or below the scope of :func:`get_layer` where that made the layer. Each call of the
layer is a new pass: TF1's rules hold within it, and the next call finds the same variables.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import tensorflow as tf

from migrate.compat_scope import keras_making, precision
from migrate.compat_scope.collections import add_lasting, collection_list
from migrate.compat_scope.getters import composed_getter, is_transparent, transparent
from migrate.compat_scope.getting_single import found
from migrate.compat_scope.hosts import store_of
from migrate.compat_scope.keras_host import is_keras_layer
from migrate.compat_scope.layer_variables import Making, innermost
from migrate.compat_scope.modes import in_graph
from migrate.compat_scope.passes import Pass, ScopeState, active_store, current, resumed
from migrate.compat_scope.scope import VariableScope, get_variable_scope, variable_scope
from migrate.compat_scope.shape_behavior import plain_sizes
from migrate.compat_scope.store import VariableStore

__all__ = ["hosting"]


class _Calls(threading.local):
    """On this thread: the layer call that a store's latest pass belongs to, and how often each part was run in it."""

    def __init__(self) -> None:
        self.latest: weakref.WeakKeyDictionary[
            VariableStore, tuple[Any, ScopeState, dict[str, int]]
        ] = weakref.WeakKeyDictionary()


_calls = _Calls()


@contextmanager
def hosting(layer: Any, part: str = "") -> Iterator[None]:
    """Within, scope code makes its variables for `layer`, under the TF1 name of the place in the layer's `call`::

        class Block(keras.layers.Layer):
            def call(self, x):
                x = self.dense(x)
                with compat_scope.hosting(self):
                    return old_function(x)

    Args:
        layer: the layer.
        part: what ``tf1_order`` of the layer calls the variables, so that they have their place among its own.

    Raises:
        TypeError: `layer` is not a Keras layer.
    """
    if not is_keras_layer(layer):
        raise TypeError(f"{type(layer).__name__} is not a keras.layers.Layer")
    making = innermost()
    try:
        with precision.mixed_for(layer):
            if in_graph():
                with _in_graph(layer, making, part):
                    yield
            elif active_store() is store_of(layer):
                yield
            else:
                with _in_store(layer, making, part):
                    yield
    except ValueError as error:
        if making is not None:
            making.error = error
        raise


def _path(making: Making | None) -> str:
    """The TF1 scope of the present Keras path."""
    if making is None:
        return keras_making.tf1_scope(None)
    return "/".join(filter(None, [making.scope.name, keras_making.tf1_scope(making.record.layer)]))


def _scope_at(path: str, making: Making | None, getter: Any, again: bool) -> Any:
    """The scope `path` with the defaults of the scope around; `again` when the layer was called before."""
    around = get_variable_scope() if making is None else making.scope
    reuse = None if making is None else around.reuse
    if again and not reuse:
        reuse = tf.compat.v1.AUTO_REUSE
    if not is_transparent(around.custom_getter):
        getter = composed_getter(around.custom_getter, getter)
    elif around.custom_getter is not None:
        getter = transparent(composed_getter(around.custom_getter, getter))
    else:
        getter = transparent(getter)
    return VariableScope(
        reuse,
        name=path,
        initializer=around.initializer,
        regularizer=around.regularizer,
        caching_device=around.caching_device,
        partitioner=around.partitioner,
        custom_getter=getter,
        name_scope=path and path + "/",
        dtype=around.dtype,
        use_resource=around.use_resource,
    )


def _note(making: Making | None, name: str, variable: Any) -> None:
    """Lets the next call through ``get_layer`` know of the variable."""
    if making is None or not isinstance(variable, tf.Variable):
        return
    prefix = making.scope.name and making.scope.name + "/"
    if name.startswith(prefix):
        shape = variable.shape.as_list() if variable.shape.rank is not None else None
        made = (None if shape is None else tuple(shape), variable.dtype.base_dtype)
        making.record.made.setdefault(name[len(prefix) :], made)


# Not a string: a function graph copies the string-keyed collections of the graph around it.
_HOSTED = ("migrate.compat_scope.hosted",)


class _GraphCall:
    """A layer in a graph: its first call there, what each call did so far, and what was made.

    Attributes:
        opened: path -> the scopes that the call opened there.
        runs: how often it ran each part.
        made: id of a variable -> it, with its part and turn.
    """

    def __init__(self, layer: Any, token: Any) -> None:
        self.layer = layer
        self.first = token
        self.token = token
        self.opened: dict[str, dict[str, None]] = {}
        self.runs: dict[str, int] = {}
        self.made: dict[int, tuple[Any, tuple[str, int] | None]] = {}


def hosted_in_graph(layer: Any) -> list[tuple[Any, tuple[str, int] | None]]:
    """The variables that a layer hosts in the present graph, as they were made, with the part of the layer and its turn."""
    calls = tf.compat.v1.get_collection_ref(_HOSTED)
    return [one for call in calls if call.layer is layer for one in call.made.values()]


@contextmanager
def _in_graph(layer: Any, making: Making | None, part: str) -> Iterator[None]:
    token = keras_making.call_of(layer)
    calls = tf.compat.v1.get_collection_ref(_HOSTED)
    call = next((c for c in calls if c.layer is layer), None)
    if call is None:
        call = _GraphCall(layer, token)
        calls.append(call)
    elif call.token is not token:
        call.token, call.opened, call.runs = token, {}, {}
    turn = call.runs[part] = call.runs.get(part, -1) + 1
    made = call.made
    path = _path(making)
    opened = call.opened.setdefault(path, {})
    prefix = path and path + "/"

    def getter(getter: Any, name: str, *args: Any, **kwargs: Any) -> Any:
        variable = getter(name, *args, **kwargs)
        below = name[len(prefix) :].partition("/") if name.startswith(prefix) else ("", "", "")
        if below[1]:
            opened[below[0]] = None
        if isinstance(variable, tf.Variable):
            made.setdefault(id(variable), (variable, (part, turn) if part else None))
        _note(making, name, variable)
        return variable

    scope = _scope_at(path, making, getter, again=call.first is not token)
    with (
        plain_sizes(not (making is not None and making.plain_sizes)),
        variable_scope(scope, auxiliary_name_scope=False),
        tf.compat.v1.name_scope(prefix or None),
    ):
        for level in list(opened):  # leaving the scope forgot them: default names go on counting
            with variable_scope(level, auxiliary_name_scope=False):
                pass
        with _unchanged():
            yield


@contextmanager
def _in_store(layer: Any, making: Making | None, part: str) -> Iterator[None]:
    store, outer = store_of(layer), current()
    path = _path(making)
    token = keras_making.call_of(layer)
    latest = _calls.latest.get(store)
    state, runs = latest[1:] if latest is not None and latest[0] is token else (None, {})

    def getter(getter: Any, name: str, *args: Any, **kwargs: Any) -> Any:
        if making is not None and name not in store.records:
            record = outer.store.records.get(name)
            if record is not None:  # made by other code in the same scope
                variable = found(outer, record, kwargs["shape"], kwargs["dtype"], kwargs["reuse"])
                store.register(record)
                return variable
        variable = getter(name, *args, **kwargs)
        _note(making, name, variable)
        return variable

    scope = _scope_at(path, making, getter, again=False)
    if state is None:
        state = ScopeState(Pass(store), scope)
        if making is not None:
            state.pass_.names = outer.pass_.names
        _calls.latest[store] = (token, state, runs)
    turn = runs[part] = runs.get(part, -1) + 1
    known = set(store.by_name)
    pending = None if making is None else store.add_pending(lambda k: _waiting(outer, k))
    try:
        with resumed(state, scope, path), _unchanged():
            yield
    finally:
        for name, record in store.by_name.items():
            if part and name not in known:
                record.part = (part, turn)
        store.last_pass = state.pass_
        if pending is not None:
            store.remove_pending(pending)
            _hand_on(state, known, outer)


@contextmanager
def _unchanged() -> Iterator[None]:
    """While code runs that may not change what its scope hands down: layers around would not know of it."""
    before = _handed_down(get_variable_scope())
    yield
    for name, value in _handed_down(get_variable_scope()).items():
        if value is not before[name]:
            raise ValueError(
                f"set_{name} of the variable scope {get_variable_scope().name!r}, by a function that a Keras layer "
                "calls: the scope is the layer's, which passes nothing on. Call it before the layer."
            )


def _handed_down(scope: Any) -> dict[str, Any]:
    names = (
        "initializer",
        "regularizer",
        "partitioner",
        "custom_getter",
        "dtype",
        "caching_device",
    )
    return {name: getattr(scope, name) for name in names}


def _waiting(outer: ScopeState, key: str) -> Any:
    return outer.store.take_pending(key, None)


def _hand_on(state: ScopeState, known: set[str], outer: ScopeState) -> None:
    """Enters what was made in the scope around too: variables, and what went into collections."""
    store = state.store
    with outer.store.lock:
        for name, record in store.by_name.items():
            if name in known or name in outer.store.by_name:
                continue
            outer.store.register(record)
            if record.key is not None:
                outer.pass_.seen.add(record.key)
        met = {id(r.variable) for r in store.by_name.values() if id(r) in state.pass_.met}
        for key in store.collections:
            there = {id(item) for item in collection_list(outer.pass_, key)}
            for item in collection_list(state.pass_, key):
                if id(getattr(item, "_variable", item)) in met and id(item) not in there:
                    add_lasting(outer.pass_, key, item)
        outer.pass_.met |= state.pass_.met
    for key in list(state.pass_.collections):
        items = state.pass_.collections[key]
        lasting = {id(item) for item in store.collections.get(key, ())}
        moved = [item for item in items if id(item) not in lasting]
        collection_list(outer.pass_, key).extend(moved)
        state.pass_.collections[key] = [item for item in items if id(item) in lasting]
