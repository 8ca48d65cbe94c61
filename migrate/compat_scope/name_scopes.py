"""`name_scope` and `op_scope`, with TF1's unique names also where TensorFlow 2 makes none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import tensorflow as tf

from migrate.compat_scope.graph_errors import as_tf1
from migrate.compat_scope.modes import executing_eagerly, in_graph
from migrate.compat_scope.names import check_scope_name
from migrate.compat_scope.passes import ScopeState, current


def push_name_scope(state: ScopeState, name: str | None) -> str:
    """Opens the name scope `name` in `state` and returns its full name with the final ``/``.

    Source: TF 1.15 ops.py, ``Graph.name_scope``: None and ``""`` go to the root, a final ``/`` makes
    the name absolute, anything else is below the current scope and made unique.
    """
    if not name:
        state.name_scope = ""
        return ""
    outer = state.name_scope
    check_scope_name(name, not outer)
    if name[-1] == "/":
        full = name[:-1]
    else:
        full = state.pass_.names.unique(f"{outer}/{name}" if outer else name)
    state.name_scope = full
    return full + "/"


# A script that enters a scope more often than this is an eager loop, not a graph being built.
_MANY = 256


class OpenNameScope:
    """An entered name scope: of the emulation, and in a traced function of its graph too.

    At top level the table of names lives as long as the program. So that an eager loop does not fill
    it, what was used below the 257th scope of one name is forgotten when that scope closes.
    """

    __slots__ = ("_forgets", "_graph_scope", "_outer", "_state", "full")

    def __init__(self, state: ScopeState, name: str | None) -> None:
        self._state = state
        self._outer = state.name_scope
        self.full = push_name_scope(state, name)
        names = state.pass_.names
        self._forgets = bool(
            names.repeats > _MANY
            and state.pass_.is_root
            and name
            and name[-1] != "/"
            and names.begin_forgetting(state.name_scope)
        )
        self._graph_scope: Any = None
        if not executing_eagerly():
            self._graph_scope = tf.compat.v1.name_scope(self.full or None)
            self._graph_scope.__enter__()

    def close(self) -> None:
        """Returns to the name scope around."""
        if self._graph_scope is not None:
            self._graph_scope.__exit__(None, None, None)
        self._state.name_scope = self._outer
        if self._forgets:
            self._state.pass_.names.forget()


class name_scope:
    """TF1's ``tf.name_scope(name, default_name=None, values=None)``.

    Entering it returns the full scope name with its final ``/``.

    Raises:
        TypeError: `default_name` is not a string.
        ValueError: neither name is given but `values` are, or the name is not a valid scope name.
    """

    def __init__(self, name: Any, default_name: Any = None, values: Any = None) -> None:
        if default_name is not None and not isinstance(default_name, str):
            raise TypeError(
                f"`default_name` type ({type(default_name)}) is not a string type. You likely meant to "
                "pass this into the `values` kwarg."
            )
        self._name = default_name if name is None else name
        self._default_name = default_name
        self._values = values
        self._entered: list[Any] = []

    @property
    def name(self) -> Any:
        """The name asked for."""
        return self._name

    def __enter__(self) -> str:
        if self._name is None and self._values is not None:
            raise ValueError(
                f"At least one of name ({self._name}) and default_name ({self._default_name}) must be "
                "provided."
            )
        if in_graph():
            scope = tf.compat.v1.name_scope(self._name, self._default_name, self._values)
            full: str = as_tf1(scope.__enter__)
            self._entered.append(scope)
            return full
        opened = OpenNameScope(current(), self._name)
        self._entered.append(opened)
        return opened.full

    def __exit__(self, *exc_info: Any) -> None:
        scope = self._entered.pop()
        if isinstance(scope, OpenNameScope):
            scope.close()
        else:
            scope.__exit__(*exc_info)


def open_name_scopes(names: Iterable[str], around: str = "") -> None:
    """Opens, once and one in the other, the name scopes that variables of these names stand in: what is named later
    finds them taken. All of them below a name scope `around`, if there is one."""
    tree: dict[str, Any] = {}
    for name in names:
        inner = tree.setdefault(around, {}) if around else tree
        for level in filter(None, name.split("/")[:-1]):
            inner = inner.setdefault(level, {})
    _open_tree(tree)


def _open_tree(tree: dict[str, Any]) -> None:
    for name, inner in tree.items():
        with name_scope(name):
            _open_tree(inner)


def current_name_scope() -> str:
    """The full name scope that is open, with its final slash, ``""`` at the root."""
    if in_graph():
        name = tf.compat.v1.get_default_graph().get_name_scope()
    else:
        name = current().name_scope
    return f"{name}/" if name else ""


@contextmanager
def op_scope(values: Any, name: Any, default_name: Any = None) -> Iterator[str]:
    """TF1's deprecated spelling of :class:`name_scope`, with the values first."""
    with name_scope(name, default_name, values) as scope:
        yield scope
