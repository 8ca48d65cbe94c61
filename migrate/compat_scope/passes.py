"""Passes: one run of the forward code is what one building of the graph was in TF1.

Within a pass TF1's rules hold to the letter: names are counted, duplicates are errors. The next pass
starts counting anew and finds the same variables under the same names. There are three kinds:

* the *root* pass of a store for scripts, shared by all threads, as TF1's default graph was;
* one pass per call of a tracked callable (``hosts.py``), private to the calling thread;
* a *fork* per function graph traced inside one of these: it starts from the enclosing state, so that
  tracing twice gives the same names twice.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from migrate.compat_scope.modes import current_graph, executing_eagerly, is_control_flow_graph
from migrate.compat_scope.names import RepeatedNames, ScopeCounts, UniqueNames
from migrate.compat_scope.store import VariableStore


class Pass:
    """What one run of the code has met so far."""

    __slots__ = (
        "__weakref__",
        "active",
        "added",
        "again",
        "collections",
        "function",
        "is_root",
        "listed",
        "merged",
        "met",
        "names",
        "seen",
        "store",
    )

    def __init__(self, store: VariableStore, is_root: bool = False) -> None:
        self.store = store
        self.is_root = is_root
        self.active = False  # while a tracked callable runs in it
        self.names = UniqueNames()
        self.seen: set[str] = set()  # get_variable keys met in this pass
        self.again: frozenset[str] = frozenset()  # those of a loop body that runs once more
        self.collections: dict[Any, list[Any]] = {}
        self.merged: dict[Any, int] = (
            {}
        )  # how much of the store's list is in ours, or was there before
        self.met: set[int] = set()  # the records of variables that are in our lists, by id
        self.listed: set[Any] = set()  # keys of the collections that were asked for
        self.function = ""  # the traced function, for a fork
        if not is_root:
            store.begin(self)
        self.added: dict[tuple[Any, int], int] = {}  # variables put into collections, by id

    def fork(self, function: str) -> Pass:
        """A pass that starts from what this one has met; `function` is the name of the one being traced.

        What an earlier trace of that function made is met anew. What others made is there.
        """
        twin = Pass(self.store)
        twin.function = function
        twin.names = self.names.copy()
        twin.seen = set(self.seen)
        twin.again = self.again
        self.store.begin(twin, self)
        return twin


class ScopeState:
    """Where one thread stands within one pass: current scope, counters, name scope."""

    __slots__ = ("counts", "depth", "name_scope", "pass_", "scope", "store")

    def __init__(self, pass_: Pass, scope: Any, depth: int = 0) -> None:
        self.pass_ = pass_
        self.store = pass_.store
        self.scope = scope
        self.counts = ScopeCounts()
        self.name_scope = ""  # without the final "/"
        self.depth = depth  # function graphs between this state and its frame

    def fork(self, function: str) -> ScopeState:
        """The state at the start of a function of this name traced from here."""
        scope = self.scope._copied()  # reuse_variables() in a trace must not outlast it
        twin = ScopeState(self.pass_.fork(function), scope, self.depth + 1)
        twin.counts = self.counts.copy()
        twin.name_scope = self.name_scope
        return twin


# Not a string: a function graph copies the string-keyed collections of the graph around it.
_STATES = ("migrate.compat_scope",)


class Frame:
    """A pass entered on one thread, with the forks made for the functions traced in it."""

    __slots__ = ("base", "home")

    def __init__(self, base: ScopeState, home: Any) -> None:
        self.base = base
        self.home = home  # the function graph it was entered in; None when entered eagerly

    def state(self) -> ScopeState:
        """The scope state of the code now running in this frame."""
        if executing_eagerly():
            return self.base
        return self._state_in(current_graph())

    def _state_in(self, graph: Any) -> ScopeState:
        if graph is self.home or not getattr(graph, "building_function", False):
            return self.base
        # Kept on the graph itself, so that it lives exactly as long as the trace.
        for owner, state in graph.get_collection_ref(_STATES):
            if owner is self.base:
                return state  # type: ignore[no-any-return]
        outer = self._state_in(graph.outer_graph)
        state = outer if is_control_flow_graph(graph) else outer.fork(graph.name or "function")
        graph.get_collection_ref(_STATES).append((self.base, state))
        return state


class _Local(threading.local):
    def __init__(self) -> None:
        self.frames: list[Frame] = []
        self.root: Frame | None = None


_local = _Local()


class _Default:
    """The root pass of the default store; :func:`reset` puts another in its place."""

    def __init__(self) -> None:
        self.root_pass = Pass(VariableStore(), is_root=True)


_default = _Default()


def current() -> ScopeState:
    """The scope state of the calling thread, in eager code or a ``tf.function``."""
    frames = _local.frames
    if frames:
        frame = frames[-1]
    else:
        root = _local.root
        if root is None or root.base.pass_ is not _default.root_pass:
            root = _local.root = Frame(_root_state(_default.root_pass), None)
        frame = root
    if executing_eagerly():
        return frame.base
    return frame.state()


def shared_with(graph: Any) -> None:
    """Has code that is built in a function graph of its own count as part of the eager code now running."""
    state = current()
    graph.get_collection_ref(_STATES).append((state, state))


def default_store() -> VariableStore:
    """The store of code outside every tracked callable (TF1: the default graph's)."""
    return _default.root_pass.store


def reset() -> None:
    """Starts a new default store and pass, as ``tf.reset_default_graph()`` did."""
    _default.root_pass = Pass(VariableStore(), is_root=True)


def _root_state(pass_: Pass, base_scope: str = "") -> ScopeState:
    from migrate.compat_scope.scope_object import VariableScope

    scope = VariableScope(False, name=base_scope, name_scope=base_scope and base_scope + "/")
    scope._pass = pass_
    state = ScopeState(pass_, scope)
    state.name_scope = base_scope
    return state


def active_store() -> VariableStore | None:
    """The store of the innermost tracked callable running on this thread, if any."""
    frames = _local.frames
    return frames[-1].base.store if frames else None


@contextmanager
def entered(pass_: Pass, base_scope: str = "") -> Iterator[ScopeState]:
    """Makes `pass_` the current pass of this thread, at its root scope."""
    was_active = pass_.active
    pass_.active = True
    state = _root_state(pass_, base_scope)
    home = None if executing_eagerly() else current_graph()
    frames = _local.frames
    frames.append(Frame(state, home))
    try:
        yield state
    finally:
        frames.pop()
        pass_.active = was_active


@contextmanager
def resumed(state: ScopeState, scope: Any, name_scope: str) -> Iterator[None]:
    """Goes on in `state` on this thread, in the variable scope `scope` and the name scope of that name."""
    pass_ = state.pass_
    was_active, pass_.active = pass_.active, True
    scope._pass = pass_
    outer, state.scope = state.scope, scope
    outer_name_scope, state.name_scope = state.name_scope, name_scope
    frames = _local.frames
    frames.append(Frame(state, None if executing_eagerly() else current_graph()))
    try:
        yield
    finally:
        frames.pop()
        state.scope, state.name_scope = outer, outer_name_scope
        pass_.active = was_active


@contextmanager
def storing_in(store: VariableStore) -> Iterator[None]:
    """Goes on where this thread stands, with the variables in `store`, whose names are not counted.

    Scopes, their counters and the collections stay those of the code around (TF 1.15 variable_scope.py,
    ``with_variable_store``, in eager mode).
    """
    from migrate.compat_scope.scope_object import AUTO_REUSE

    outer = current()
    pass_ = Pass(store, is_root=True)
    pass_.names = RepeatedNames()
    store.collections = outer.store.collections
    pass_.collections, pass_.merged = outer.pass_.collections, outer.pass_.merged
    scope = outer.scope._copied()
    scope._reuse, scope._pass = AUTO_REUSE, pass_
    state = ScopeState(pass_, scope)
    state.counts, state.name_scope = outer.counts, outer.name_scope
    frames = _local.frames
    frames.append(Frame(state, None if executing_eagerly() else current_graph()))
    try:
        yield
    finally:
        frames.pop()


def is_foreign(pass_: Pass | None) -> bool:
    """True for the running pass of another thread's tracked callable, seen from a thread with none."""
    return pass_ is not None and pass_.active and not _local.frames
