"""The functions that run a function, and those that run together with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from migrate.model.tree import Key, TreeGraph


def above(graph: TreeGraph, key: Key) -> set[Key]:
    """The function and all that run it, through whatever they call."""
    return _reached({key}, lambda one: graph.callers.get(one, ()))


def runs_with(graph: TreeGraph, key: Key) -> set[Key]:
    """All that those call, themselves included: what may make something in one graph with the function."""
    return _reached(above(graph, key), lambda one: (t for _, t in graph.callees(one)))


def _reached(keys: Iterable[Key], further: Callable[[Key], Iterable[Key]]) -> set[Key]:
    found, waiting = set(keys), list(keys)
    while waiting:
        more = set(further(waiting.pop())) - found
        found |= more
        waiting += more
    return found
