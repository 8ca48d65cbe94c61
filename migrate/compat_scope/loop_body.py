"""Loop bodies in eager mode: TF1 built a body once, however often it ran."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from migrate.compat_scope.modes import executing_eagerly
from migrate.compat_scope.passes import current

__all__ = ["built_once"]


def built_once(body: Callable[..., Any]) -> Callable[..., Any]:
    """`body` such that its later runs find the variables and the default names of its first.

    In a graph or a trace a loop's body is built once and comes back as it is. In eager mode it runs anew for
    each step; every run then starts from the counters and the duplicate check of the first, so that a
    `get_variable` in a cell is not a duplicate at the second step.
    """
    return _EagerBody(body) if executing_eagerly() else body


class _EagerBody:
    def __init__(self, body: Callable[..., Any]) -> None:
        self._body = body
        self._counts: Any = None
        self._met: frozenset[str] = frozenset()

    def __call__(self, *args: Any) -> Any:
        state = current()
        if self._counts is None:
            self._counts = state.counts.copy()
            before = set(state.pass_.seen)
            result = self._body(*args)
            self._met = frozenset(state.pass_.seen - before)
            return result
        counts, again = state.counts, state.pass_.again
        state.counts = self._counts.copy()
        state.pass_.again = again | self._met
        try:
            return self._body(*args)
        finally:
            state.counts = counts
            state.pass_.again = again
