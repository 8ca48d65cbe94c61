"""The functions that a function runs, those that run it, and those that run together with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from migrate.model.tree import Key, TreeGraph


def above(graph: TreeGraph, key: Key) -> set[Key]:
    """The function and all that run it, through whatever they call."""
    return _reached({key}, lambda one: graph.callers.get(one, ()))


def below(
    graph: TreeGraph, keys: Iterable[Key], apart: Mapping[Key, Key] = MappingProxyType({})
) -> set[Key]:
    """The functions and all that they call, through whatever those call.

    Args:
      apart: calls that are not followed, function -> what it calls.
    """
    return _reached(keys, lambda one: (t for _, t in graph.callees(one) if apart.get(one) != t))


def runs_with(graph: TreeGraph, key: Key) -> set[Key]:
    """All that those call that run a function, themselves included: what may make something in one graph with it."""
    return below(graph, above(graph, key))


def _reached(keys: Iterable[Key], further: Callable[[Key], Iterable[Key]]) -> set[Key]:
    found = set(keys)
    waiting = list(found)
    while waiting:
        more = set(further(waiting.pop())) - found
        found |= more
        waiting += more
    return found
