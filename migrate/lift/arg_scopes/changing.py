"""What an ``arg_scope`` holds that is another value where it is used: values of modules that code changes, and what is made once."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping

from migrate.lift.arg_scopes.values import Reference, References
from migrate.lift.source.source import CHANGES, LiftSource
from migrate.model.tree import TreeGraph
from migrate.nodes import walk

Chain = tuple[str, ...]
_MADE = frozenset(
    (
        "tf.placeholder",
        "tf.placeholder_with_default",
        "tf.sparse_placeholder",
        "tf.Variable",
        "tf.get_variable",
    )
)


def changing(sources: Mapping[str, LiftSource], references: Iterable[Reference]) -> str:
    """One of the references, as written, whose value a function may change; "" for none."""
    for reference in references:
        home = sources.get(reference.module)
        if home is None or reference.symbol or reference.target is not None or reference.known:
            continue
        chain = tuple(reference.text.split("."))
        if any(_meet(chain, other) for other in _changed_inside(home)):
            return reference.text
        if any(_sets(s, reference) for s in sources.values() if s is not home):
            return reference.text
    return ""


def made_once(graph: TreeGraph, references: References, node: ast.expr) -> str:
    """A call in an argument that makes a variable or a place to feed, which all layers under the scope share; "" for none."""
    for part in walk(node):
        if not isinstance(part, ast.Call) or not isinstance(part.func, ast.Name):
            continue
        reference = references.found.get(part.func.id)
        if reference is None:
            continue
        key = graph.resolve(reference.target) if reference.target is not None else None
        if reference.symbol in _MADE or key in graph.creating:
            return reference.text
    return ""


def _meet(one: Chain, other: Chain) -> bool:
    """Whether a change of one is a change of the other: `a.b` and `a.b.c`."""
    return all(a == b for a, b in zip(one, other, strict=False))


def _changed_inside(source: LiftSource) -> frozenset[Chain]:
    """What functions of a module assign, or change in place, of its values."""
    if "changed inside" not in source.memo:
        found: set[Chain] = {(name,) for name in source.rebound}
        for function in source.functions.values():
            for node in walk(function):
                found |= {chain for part in _targets(node) if (chain := _chain(source, part))}
        source.memo["changed inside"] = frozenset(found)
    known: frozenset[Chain] = source.memo["changed inside"]
    return known


def _targets(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, (ast.Subscript, ast.Attribute)) and not isinstance(node.ctx, ast.Load):
        return [node]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return [node.func.value] if node.func.attr in CHANGES else []
    return []


def _chain(source: LiftSource, node: ast.expr) -> Chain:
    """The names that lead to what is changed; nothing where they begin with none of the module's."""
    found: list[str] = []
    while isinstance(node, (ast.Subscript, ast.Attribute)):
        if isinstance(node, ast.Attribute):
            found.append(node.attr)
        else:
            found.clear()  # any item
        node = node.value
    scope = source.symbols.scope_of(node) if isinstance(node, ast.Name) else None
    home = scope.find(node.id) if scope is not None and isinstance(node, ast.Name) else None
    if home is None or home.kind != "module":
        return ()
    assert isinstance(node, ast.Name)
    return (node.id, *found[::-1])


def _sets(source: LiftSource, reference: Reference) -> bool:
    """Whether another module gives the reference's first name another value."""
    nodes = source.attributes.get(reference.root, ())
    stored = [n for n in nodes if not isinstance(n.ctx, ast.Load)]
    return any(source.symbols.module_named(n.value) == reference.module for n in stored)
