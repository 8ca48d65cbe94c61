"""Functions and methods that are read and not called, as ``up = self.deconv``: who calls them then is not known."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from migrate.lift.source.source import LiftSource
from migrate.model.tree import Key, TreeGraph

_READ_AS_VALUES = ("property", "cached_property", "setter", "getter", "deleter")


def functions_as_values(sources: Mapping[str, LiftSource], graph: TreeGraph) -> set[Key]:
    """The functions and methods of a tree that some code reads without calling them there."""
    found = methods_as_values(graph, sources)
    names = {q.rpartition(".")[2] for _, q in graph.functions}
    for source in sources.values():
        others = {id(n) for n in _no_methods(source)}
        for node in source.symbols.nodes:
            if not isinstance(node, ast.Name | ast.Attribute) or id(node) in others:
                continue
            if (node.id if isinstance(node, ast.Name) else node.attr) in names:
                target = source.symbols.target(node)
                key = graph.resolve(target) if target is not None else None
                if key is not None:
                    found.add(key)
    return found


def methods_as_values(
    graph: TreeGraph, sources: Mapping[str, LiftSource], unseen: bool = False
) -> set[Key]:
    """The methods of a tree that some code reads without calling them there.

    Of what is no `self` any method of that name may be meant.

    Args:
      unseen: only where the scope graph does not have the function that reads them.
    """
    names = {k[1].rpartition(".")[2] for k, f in graph.functions.items() if f.kind == "method"}
    found: set[Key] = set()
    known = {*graph.functions, *((module, "") for module in sources)}
    for source in sources.values():
        others = {id(n) for n in _no_methods(source)}
        for name in names & source.attributes.keys():
            if name.startswith("__"):
                continue
            for node in source.attributes[name]:
                if id(node) in others or not isinstance(node.ctx, ast.Load):
                    continue
                if not unseen or (source.module, _function_around(source, node)) not in known:
                    found |= methods_meant(graph, source, node)
    return {key for key in found if not _is_property(sources, key)}


def methods_meant(graph: TreeGraph, source: LiftSource, node: ast.Attribute) -> set[Key]:
    """The methods that an attribute may be, also those of classes below."""
    if source.symbol(node) or source.symbols.target(node) is not None:
        return set()
    named = [
        k
        for k, f in graph.functions.items()
        if f.kind == "method" and k[1].rpartition(".")[2] == node.attr
    ]
    owner = _class_around(graph, source, node) if ast.unparse(node.value) == "self" else None
    own = graph.method(owner, node.attr) if owner is not None else None
    if own is None:
        return set() if owner is not None and _sets(source, owner, node.attr) else set(named)
    return {own} | {key for key in named if _is_below(graph, key, owner)}


def _no_methods(source: LiftSource) -> Iterator[ast.expr]:
    """What is called where it stands, or has attributes and items, as methods do not."""
    for node in source.symbols.nodes:
        if isinstance(node, ast.Call):
            yield node.func
        elif isinstance(node, ast.Subscript) or (
            isinstance(node, ast.Attribute) and not node.attr.startswith("_")
        ):
            yield node.value


def _sets(source: LiftSource, owner: Key, name: str) -> bool:
    """Whether a class gives its objects an attribute of that name, which hides methods of classes below."""
    stored = [n for n in source.attributes[name] if isinstance(n.ctx, ast.Store)]
    around = [_function_around(source, n) for n in stored if ast.unparse(n.value) == "self"]
    return any(qualname.startswith(f"{owner[1]}.") for qualname in around)


def _is_property(sources: Mapping[str, LiftSource], key: Key) -> bool:
    source = sources.get(key[0])
    node = source.functions.get(key[1]) if source is not None else None
    decorators = node.decorator_list if node is not None else []
    return any(ast.unparse(d).rpartition(".")[2] in _READ_AS_VALUES for d in decorators)


def _class_around(graph: TreeGraph, source: LiftSource, node: ast.Attribute) -> Key | None:
    """The class in one of whose methods a node stands."""
    owner = _function_around(source, node).partition(".<locals>")[0].rpartition(".")[0]
    return (source.module, owner) if (source.module, owner) in graph.classes else None


def _function_around(source: LiftSource, node: ast.Attribute) -> str:
    """The function that a node stands in; "" for the module."""
    around = [
        (function.lineno, qualname)
        for qualname, function in source.functions.items()
        if function.lineno <= node.lineno <= (function.end_lineno or 0)
    ]
    return max(around)[1] if around else ""


def _is_below(graph: TreeGraph, method: Key, owner: Key | None) -> bool:
    """Whether a method is one of a class that inherits from another."""
    waiting = [(method[0], method[1].rpartition(".")[0])]
    seen: set[Key] = set()
    while waiting:
        cls = waiting.pop()
        if cls == owner:
            return True
        waiting += [base for base in graph.bases(cls) if base not in seen]
        seen.update(waiting)
    return False
