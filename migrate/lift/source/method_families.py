"""All methods that may run when one is called of an object, of whatever class of its family the object is."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass

from migrate.lift.methods.method_class import above, methods, receiver, top_class
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import walk


@dataclass(frozen=True, eq=False)
class RunMethod:
    """One of them.

    Attributes:
      asks: the places that ask the object for an attribute or a method.
      parents: what each of its nodes is a part of.
    """

    key: Key
    node: FunctionNode
    asks: list[ast.Attribute]
    parents: Mapping[int, ast.AST]


def family(graph: TreeGraph, cls: Key) -> list[Key]:
    """A class, what it inherits from, what inherits from it, and what these inherit from besides."""
    below = [key for key in graph.classes if cls in above(graph, key)]
    return list(dict.fromkeys(k for one in (cls, *below) for k in (one, *above(graph, one))))


def methods_run(
    sources: Mapping[str, LiftSource], graph: TreeGraph, cls: Key, name: str
) -> list[RunMethod] | None:
    """The methods of that name in the family of a class, with those that they call; None where an object is handed on."""
    known = []
    for key in family(graph, cls):
        source = sources.get(key[0])
        node = top_class(source, key[1]) if source is not None else None
        if node is None:
            return None
        known.append((key, methods(node)))
    found: list[RunMethod] = []
    waiting = [name]
    for wanted in waiting:
        for (module, owner), own in known:
            method = own.get(wanted)
            if method is None:
                continue
            parents = {id(c): p for p in walk(method) for c in ast.iter_child_nodes(p)}
            asks = _asks(method, parents)
            if asks is None:
                return None
            found.append(RunMethod((module, f"{owner}.{wanted}"), method, asks, parents))
            waiting += [a.attr for a in asks if a.attr not in waiting]
    return found


def _asks(node: FunctionNode, parents: Mapping[int, ast.AST]) -> list[ast.Attribute] | None:
    """What a method asks its object for; None where that is not all that it does with it."""
    found: list[ast.Attribute] = []
    me = receiver(node)
    for part in walk(node):
        if isinstance(part, ast.Attribute) and _is_super(part.value):
            found.append(part)
        if not isinstance(part, ast.Name) or part.id != me:
            continue
        place = parents.get(id(part))
        if place is not None and _is_super(place):
            continue
        if not isinstance(place, ast.Attribute) or place.attr.startswith("__"):
            return None
        found.append(place)
    return found


def _is_super(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "super"
    )
