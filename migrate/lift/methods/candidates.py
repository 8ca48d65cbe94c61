"""The methods that create variables and may become functions."""

from __future__ import annotations

from collections.abc import Mapping

from migrate.lift.methods.method_class import above
from migrate.lift.normal.cores.core_blocks import computes, makes_objects
from migrate.lift.source.source import LiftSource
from migrate.model.tree import Key, TreeGraph

CALL = "__call__"


def candidates(
    sources: Mapping[str, LiftSource], graph: TreeGraph, called: bool = False
) -> list[Key]:
    """The methods that create variables and may become functions.

    Args:
      called: those of classes whose objects make variables when they are called. Such a class is lifted as a whole
        where it can be; its methods are tried when it cannot.
    """
    found = []
    for key in sorted(graph.creating):
        function, source = graph.functions[key], sources.get(key[0])
        owner, _, name = key[1].rpartition(".")
        node = source.functions.get(key[1]) if source is not None else None
        if function.kind != "method" or source is None or node is None:
            continue
        special = name.startswith("__") and name.endswith("__") and name != CALL
        if name == "__init__":
            model = _makes_layers(graph, key) or computes(source, node.body)
            special = not model or makes_objects(source, graph, node)
        special = special or "." in owner or _is_called(graph, (key[0], owner)) != called
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
    """Whether objects of a class, or of one above or below, make variables when they are called."""
    return any(
        (module, f"{name}.{CALL}") in graph.creating for module, name in relatives(graph, cls)
    )


def relatives(graph: TreeGraph, cls: Key) -> set[Key]:
    """A class with those that it inherits from, and that inherit from it."""
    return {cls, *above(graph, cls), *(c for c in graph.classes if cls in above(graph, c))}
