"""`hosting`: the call of a Keras layer or a `tf.Module` runs functions that keep their variable scopes.

The variables they make belong to the layer. They are called as TF1 called them there: the scope is the present Keras
path, by the rule of ``keras_paths``, or that of the module, or below the scope of :func:`get_layer` where that made the
layer. Each call of the layer is a new pass: TF1's rules hold within it, and the next call finds the same variables.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import tensorflow as tf

from migrate.compat_scope import precision
from migrate.compat_scope.collections import add_lasting, collection_list
from migrate.compat_scope.deferred import DeferredLoss
from migrate.compat_scope.getting_single import found
from migrate.compat_scope.hosts import store_of
from migrate.compat_scope.keras_host import is_keras_layer
from migrate.compat_scope.lifted.host_places import call_of, scope_here
from migrate.compat_scope.lifted.hosting_scopes import note, scope_at, unchanged
from migrate.compat_scope.lifted.layer_variables import Making, innermost
from migrate.compat_scope.lifted.opened_scopes import noting
from migrate.compat_scope.modes import in_graph
from migrate.compat_scope.passes import Pass, ScopeState, active_store, current, resumed
from migrate.compat_scope.scope import get_variable_scope, variable_scope
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
def hosting(layer: Any, part: str = "", scope: str = "", reuse: bool = False) -> Iterator[None]:
    """Within, scope code makes its variables for `layer`, under the TF1 name of the place in the layer's call::

        class Block(keras.layers.Layer):
            def call(self, x):
                x = self.dense(x)
                with compat_scope.hosting(self):
                    return old_function(x)

    Args:
        layer: the Keras layer or `tf.Module`.
        part: what ``tf1_order`` of the layer calls the variables, so that they have their place among its own.
        scope: the variable scope in which they are made, below the layer's own. In a Keras layer, ``keras.name_scope``
            around it says the same; the name scopes of a module say nothing, as in TF1.
        reuse: one call may make a variable several times, as under `AUTO_REUSE`.

    Raises:
        TypeError: `layer` is neither.
        ValueError: ``make_layer`` made the module, whose calls have no scope of their own.
    """
    if not (is_keras_layer(layer) or isinstance(layer, tf.Module)):
        raise TypeError(
            f"{type(layer).__name__} cannot own variables: a tf.Module or a keras.layers.Layer can."
        )
    making = innermost()
    try:
        mixed = precision.mixed_for(layer) if is_keras_layer(layer) else nullcontext()
        with mixed:
            if not in_graph() and active_store() is store_of(layer):
                with _below(scope, reuse):
                    yield
                return
            path = "/".join(filter(None, [scope_here(layer, making), scope.strip("/")]))
            opened = _in_graph if in_graph() else _in_store
            with opened(layer, making, part, path, reuse):
                yield
            if making is not None:
                making.hosted(layer, part)
    except ValueError as error:
        if making is not None:
            making.error = error
        raise


@contextmanager
def _below(scope: str, reuse: bool) -> Iterator[None]:
    """The scope below the present one; `reuse`: where one call may make variables several times."""
    with variable_scope(scope) if scope else nullcontext():
        here = get_variable_scope()
        before = here._reuse
        here._reuse = before or (tf.compat.v1.AUTO_REUSE if reuse else before)
        try:
            yield
        finally:
            here._reuse = before


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
def _in_graph(
    layer: Any, making: Making | None, part: str, path: str, reuse: bool
) -> Iterator[None]:
    token = call_of(layer)
    calls = tf.compat.v1.get_collection_ref(_HOSTED)
    call = next((c for c in calls if c.layer is layer), None)
    if call is None:
        call = _GraphCall(layer, token)
        calls.append(call)
    elif call.token is not token:
        call.token, call.opened, call.runs = token, {}, {}
    turn = call.runs[part] = call.runs.get(part, -1) + 1
    made, before = call.made, len(call.made)
    opened = call.opened.setdefault(path, {})
    prefix = path and path + "/"

    def getter(getter: Any, name: str, *args: Any, **kwargs: Any) -> Any:
        variable = getter(name, *args, **kwargs)
        below = name[len(prefix) :].partition("/") if name.startswith(prefix) else ("", "", "")
        if below[1]:
            opened[below[0]] = None
        if isinstance(variable, tf.Variable):
            made.setdefault(id(variable), (variable, (part, turn) if part else None))
        note(making, name, variable)
        return variable

    def created(next_creator: Any, **kwargs: Any) -> Any:
        variable = next_creator(**kwargs)
        made.setdefault(id(variable), (variable, (part, turn) if part else None))
        return variable

    scope = scope_at(path, making, getter, again=reuse or call.first is not token)
    with (
        tf.variable_creator_scope(created),
        plain_sizes(not (making is not None and making.plain_sizes)),
        variable_scope(scope, auxiliary_name_scope=False),
        tf.compat.v1.name_scope(prefix or None),
    ):
        for level in list(opened):  # leaving the scope forgot them: default names go on counting
            with variable_scope(level, auxiliary_name_scope=False):
                pass
        with unchanged(), noting(prefix, opened):
            yield
    fresh, places = list(made)[before:], _places()
    for key in sorted(fresh, key=lambda k: places.get(k, len(places))):
        made[key] = made.pop(key)


def _places() -> dict[int, int]:
    """The place of each variable among those of the graph: layers that are made meanwhile put theirs in TF1's order."""
    keys = (tf.compat.v1.GraphKeys.GLOBAL_VARIABLES, tf.compat.v1.GraphKeys.LOCAL_VARIABLES)
    listed = [v for key in keys for v in tf.compat.v1.get_collection_ref(key)]
    return {id(variable): place for place, variable in enumerate(listed)}


@contextmanager
def _in_store(
    layer: Any, making: Making | None, part: str, path: str, reuse: bool
) -> Iterator[None]:
    store, outer = store_of(layer), current()
    token = call_of(layer)
    latest = _calls.latest.get(store)
    state, runs = latest[1:] if latest is not None and latest[0] is token else (None, {})

    def getter(getter: Any, name: str, *args: Any, **kwargs: Any) -> Any:
        if making is not None and name not in store.records:
            record = outer.store.records.get(name)
            if record is not None:  # made by other code in the same scope
                variable = found(outer, record, kwargs["shape"], kwargs["dtype"], kwargs["reuse"])
                store.register(record)
                note(making, name, variable)
                return variable
        variable = getter(name, *args, **kwargs)
        note(making, name, variable)
        return variable

    scope = scope_at(path, making, getter, again=reuse)
    if state is None:
        state = ScopeState(Pass(store), scope)
        if making is not None:
            state.pass_.names = outer.pass_.names
        _calls.latest[store] = (token, state, runs)
    turn = runs[part] = runs.get(part, -1) + 1
    known = set(store.by_name)
    pending = None if making is None else store.add_pending(lambda k: _waiting(outer, k))
    losses = _losses_of_calls(state.pass_)
    try:
        with resumed(state, scope, path), unchanged():
            yield
        if is_keras_layer(layer):  # those of variables are with these
            known_losses = {id(loss) for loss in losses}
            for loss in _losses_of_calls(state.pass_):
                if id(loss) not in known_losses:
                    layer.add_loss(loss)
    finally:
        for name, record in store.by_name.items():
            if part and name not in known:
                record.part = (part, turn)
        store.last_pass = state.pass_
        if pending is not None:
            store.remove_pending(pending)
            _hand_on(state, known, outer)


def _losses_of_calls(pass_: Pass) -> list[Any]:
    """What layers added to the losses when they were called: of their activity."""
    found = collection_list(pass_, tf.compat.v1.GraphKeys.REGULARIZATION_LOSSES)
    return [loss for loss in found if not isinstance(loss, DeferredLoss)]


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
