"""Whether what a layer hosts may have a regularizer, whose loss is among the layer's."""

from __future__ import annotations

from migrate.lift.source.view import View
from migrate.model.graph import FunctionScopes
from migrate.model.reach import below
from migrate.model.tree import Key


def hosts_losses(view: View) -> bool:
    """Whether some of it may: of functions that nobody knows, any of the program."""
    graph = view.tree.graph
    waiting: list[Key] = []
    kept = [one.kept for one in view.neighbours.values() if one.kept is not None]
    if kept and any(
        name == "regularizer" for e in graph.functions[view.key].entries for name, _ in e.keywords
    ):
        return True
    for one in view.called_values:
        waiting += graph.creating if one.neighbour is None else one.neighbour.below
    found = below(graph, graph.functions.keys() & set(waiting))
    return any(_regularizes(graph.functions[key]) for key in found)


def _regularizes(function: FunctionScopes) -> bool:
    given = [name for creation in function.creations for name, _ in creation.args]
    given += [name for entry in function.entries for name, _ in entry.keywords]
    return any(name.endswith("regularizer") or name == "**" for name in given)
