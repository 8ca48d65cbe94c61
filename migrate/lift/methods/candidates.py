"""The methods that create variables and may become functions."""

from __future__ import annotations

from collections.abc import Mapping

from migrate.lift.methods.method_class import (
    above,
)
from migrate.lift.normal.cores.core_blocks import computes, makes_objects
from migrate.lift.source.source import LiftSource
from migrate.model.tree import Key, TreeGraph


def candidates(sources: Mapping[str, LiftSource], graph: TreeGraph) -> list[Key]:
    """The methods that create variables and may become functions."""
    found = []
    for key in sorted(graph.creating):
        function, source = graph.functions[key], sources.get(key[0])
        owner, _, name = key[1].rpartition(".")
        node = source.functions.get(key[1]) if source is not None else None
        if function.kind != "method" or source is None or node is None:
            continue
        special = name.startswith("__") and name.endswith("__")
        if name == "__init__":
            model = _makes_layers(graph, key) or computes(source, node.body)
            special = not model or makes_objects(source, graph, node)
        special = special or "." in owner or _is_called(graph, (key[0], owner))
        if not special and not graph.is_test((key[0], owner)):
            if not source.skips.within(node):
                found.append(key)
    return found


def _makes_layers(graph: TreeGraph, key: Key) -> bool:
    """Whether a constructor makes more than variables: those alone make a layer of the whole class."""
    if any(c.kind != "variable" for c in graph.functions[key].creations):
        return True
    made = {target for _, target in graph.callees(key) if target in graph.creating}
    return any(not qualname.endswith(".__init__") for _, qualname in made)


def _is_called(graph: TreeGraph, cls: Key) -> bool:
    """Whether objects of a class, or of one above or below, are called: such a class is lifted as a whole."""
    family = {cls, *above(graph, cls), *(c for c in graph.classes if cls in above(graph, c))}
    return any("__call__" in graph.classes[c].methods for c in family if c in graph.classes)
