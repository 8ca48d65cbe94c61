"""`get_layer` of a `tf.Module`: its variables are those of a variable scope, too."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import tensorflow as tf

from migrate.compat_scope.collections import GraphKeys
from migrate.compat_scope.creation import add_regularizer
from migrate.compat_scope.keras_paths import declared_scope, name_in, scope_repeated
from migrate.compat_scope.lifted import keras_making
from migrate.compat_scope.lifted.layer_updates import collect_updates, follows_batches
from migrate.compat_scope.lifted.layer_variables import Making, innermost
from migrate.compat_scope.lifted.module_collections import named_as_around
from migrate.compat_scope.modes import in_graph
from migrate.compat_scope.passes import ScopeState, current, resumed
from migrate.compat_scope.scope import get_variable_scope
from migrate.compat_scope.shape_behavior import plain_sizes


class ModuleMaking(Making):
    """One call of a module, or its construction and first call."""

    _state: ScopeState | None = None
    _new: dict[str, Any]

    @contextmanager
    def entered(self) -> Iterator[None]:
        """While the module is made and called."""
        self._meet()
        self._state = None if in_graph() else current()
        self._new = {}
        with ExitStack() as stack:
            if in_graph() and innermost() is None:
                stack.enter_context(named_as_around(self.scope.name))
            stack.enter_context(tf.variable_creator_scope(self._created))
            with tf.init_scope():  # outside loops and traces, where modules make their variables
                stack.enter_context(tf.variable_creator_scope(self._created))
                stack.enter_context(plain_scopes())
            stack.enter_context(plain_scopes())
            # A module is named by the name scopes around it: those here are the scope's already.
            prefix = self.scope.name + "/" if self.scope.name and in_graph() else None
            stack.enter_context(tf.compat.v1.name_scope(prefix))
            if in_graph():
                stack.enter_context(collect_updates(self._kept, {}))
                self.plain_sizes = stack.enter_context(plain_sizes())
            with self.active():
                yield
        for name, variable in self._new.items():
            if getattr(variable, "regularizer", None) is None and self.scope.regularizer:
                variable.regularizer = self.scope.regularizer  # the module gave it none of its own
            if getattr(variable, "regularizer", None) is not None:
                add_regularizer(f"{self.scope.name}/{name}".strip("/"), variable, self._state)

    def variable(self, name: str, *args: Any, **kwargs: Any) -> Any:
        """As that of layers; notes which are new, whose losses TF1 collected: modules give regularizers afterwards."""
        before = self._known()
        variable = super().variable(name, *args, **kwargs)
        if self._known() > before:
            self._new[name] = variable
        return variable

    def _known(self) -> int:
        """How many variables there are."""
        if self._state is not None:
            return len(self._state.store.by_name)
        graph = tf.compat.v1.get_default_graph()
        return len(graph.get_collection_ref(GraphKeys.GLOBAL_VARIABLES))

    @contextmanager
    def _in_scope(self) -> Iterator[None]:
        state = self._state
        with ExitStack() as stack:
            if state is not None and state is not current():
                # A trace goes on, though the variable is made outside it.
                stack.enter_context(resumed(state, state.scope, state.name_scope))
            stack.enter_context(super()._in_scope())
            get_variable_scope().set_regularizer(None)
            yield

    def _kept(self) -> list[Any]:
        module = self.record.layer
        owners = filter(follows_batches, (module, *module.submodules))
        return [v for owner in owners for v in owner.variables if not v.trainable]

    def _created(self, next_creator: Callable[..., Any], **kwargs: Any) -> Any:
        if self.is_inside() or "collections" in kwargs:  # those of get_variable have names
            return next_creator(**kwargs)
        owners = owners_above()
        if not owners:
            return next_creator(**kwargs)
        if keras_making.being_made() is not None:
            raise ValueError(
                f"{type(owners[0]).__name__} holds Keras layers, which a tf.Module does not track."
            )
        with tf.name_scope("here") as scope:
            here = scope.split("/")[:-2]
        last = name_in(owners[-1], kwargs["name"] or "Variable")
        first, *rest = "/".join([*levels_below(owners, here), last]).split("/")
        name = "/".join([self.level(first) if rest else first, *rest])
        name = scope_repeated(name, f"{self.scope.name}/" if self.scope.name else "")
        return self.made(name, owners[-1], kwargs)

    def made(self, name: str, owner: Any, kwargs: dict[str, Any]) -> Any:
        """The variable of this name below the scope, for which `tf.Variable` was given `kwargs` by `owner`."""
        del owner
        value = kwargs["initial_value"]
        if callable(value):
            with tf.Graph().as_default():  # only to know its shape
                known = tf.convert_to_tensor(value(), dtype=kwargs["dtype"])
            return self.variable(name, value, known.shape, known.dtype, kwargs)
        known = tf.convert_to_tensor(value, dtype=kwargs["dtype"])
        variable = self.variable(name, known, None, known.dtype, kwargs)
        if not known.shape.is_compatible_with(variable.shape):
            raise ValueError(
                f"Trying to share variable {self.scope.name}/{name}, but specified shape {known.shape} and "
                f"found shape {variable.shape}."
            )
        return variable


@contextmanager
def plain_scopes() -> Iterator[None]:
    """Name scopes of modules in a graph as in eager code, not made unique: their variables' names come from them.

    Those of single ops stay unique, since these are called after them.
    """
    if tf.executing_eagerly():
        yield
        return
    graph = tf.compat.v1.get_default_graph()
    if isinstance(graph.name_scope, _PlainScopes):
        yield
        return
    with scopes_opened_by(graph, _PlainScopes(graph)):
        yield


@contextmanager
def scopes_opened_by(graph: Any, opens: Any) -> Iterator[None]:
    """Within, name scopes of a graph are opened by a function."""
    outer = graph.name_scope
    graph.name_scope = opens
    try:
        yield
    finally:
        if getattr(outer, "__func__", None) is type(graph).name_scope:
            del graph.name_scope
        else:
            graph.name_scope = outer


class _PlainScopes:
    """Stands for a graph's ``name_scope``."""

    def __init__(self, graph: Any) -> None:
        self.graph = graph

    def __call__(self, name: str | None) -> Any:
        if name and not name.endswith("/") and _opened_by_module():
            above = self.graph.get_name_scope()
            name = f"{above}/{name}/" if above else f"{name}/"
        return type(self.graph).name_scope(self.graph, name)


_ENTER = tf.name_scope.__enter__.__code__
# What calls a module, or makes one.
_MAKERS = (
    ("migrate.compat_scope.lifted.layer_calls", "__call__"),
    ("migrate.compat_scope.lifted.layer_calls", "_make"),
    ("migrate.compat_scope.rnn.layer_cell", "call"),
    ("migrate.compat_scope.lifted.module_constructing", "run"),
)


def _opened_by_module() -> bool:
    """Whether a name scope is a module's own or one that its code opens, not TensorFlow's for an op."""
    frame = sys._getframe(2)
    if frame.f_code is not _ENTER or frame.f_back is None:
        return False
    module = str(frame.f_back.f_globals.get("__name__", ""))
    return module == tf.Module.__module__ or not module.startswith(("tensorflow.", "migrate."))


def owners_above() -> list[Any]:
    """The modules whose methods are running below the innermost ``get_layer`` or ``make_layer``, outermost first."""
    owners: list[Any] = []
    frame = sys._getframe(2)
    while frame is not None:
        module = frame.f_globals.get("__name__", "")
        if module == "migrate.compat_scope.creation":
            return []  # made by scope code, which knows its name
        if (module, frame.f_code.co_name) in _MAKERS:
            break
        owner = frame.f_locals.get("self")
        if isinstance(owner, tf.Module) and not any(owner is known for known in owners):
            owners.append(owner)
        frame = frame.f_back  # type: ignore[assignment]
    return owners[::-1]


def levels_below(owners: list[Any], here: list[str]) -> list[str]:
    """The levels below the outermost owner: of the owners, of the name scopes between them and of those down to `here`."""
    counts = any(declared_scope(owner) is not None for owner in owners)
    base = scope_path(owners[0])
    levels: list[str] = []
    around = declared_scope(owners[0])
    for owner in owners[1:]:
        path = scope_path(owner)
        scope = declared_scope(owner)
        is_here = here[: len(path)] == path
        if not is_here and here[: len(base)] == base and owner.name in here[len(base) :]:
            # It was made elsewhere: a cell is named where it is run.
            path = here[: here.index(owner.name, len(base)) + 1]
        elif not is_here and around == "" and base == [*here[: len(base)][:-1], owner.name]:
            path = base  # it was run under the name of the wrapper around it, which is its own
        elif scope is None and not counts and not is_here:
            continue  # no scope of its own accord
        is_below = path[: len(base)] == base
        levels += path[len(base) : -1] if is_below else []
        levels.append(owner.name if scope is None else scope)
        base, around = path, scope
    if here[: len(base)] == base:
        levels += here[len(base) :]
    return [level for level in levels if level]


def scope_path(module: Any) -> list[str]:
    """The levels of a module's own name scope."""
    path: list[str] = module.name_scope.name.rstrip("/").split("/")
    return path
