"""Functions that create variables through a value: what a table, a `partial` or an argument holds."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.model.layer_rules import LayerRules
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import walk


@dataclass(frozen=True)
class Reaching:
    """What leads to functions that create variables without naming them where it calls.

    Attributes:
      holders: (module, name) of what holds such functions.
      functions: functions of the tree that use a holder, themselves or through what they call.
    """

    holders: frozenset[tuple[str, str]] = frozenset()
    functions: frozenset[Key] = field(default_factory=frozenset)

    def leads(self, source: LiftSource, node: ast.expr, graph: TreeGraph) -> bool:
        """Whether a name or an attribute is one of these."""
        target = _target(source, node)
        if target is None:
            return False
        return target in self.holders or (graph.resolve(target) or target) in self.functions


def _target(source: LiftSource, node: ast.Name | ast.Attribute | ast.expr) -> Key | None:
    """(module, name) of what a name or an attribute of a module stands for."""
    target = source.symbols.target(node)
    if target is None and isinstance(node, ast.Name):
        return source.module, node.id
    if target is None and isinstance(node, ast.Attribute):
        module = source.symbols.module_named(node.value)
        return (module, node.attr) if module is not None else None
    return target


def reaching(sources: Mapping[str, LiftSource], graph: TreeGraph, rules: LayerRules) -> Reaching:
    """Finds them for a tree; functions that are known to create variables are not among them."""
    holders = _imported(
        sources,
        {
            (name, held)
            for name, source in sources.items()
            for held in source.creating_names(rules, graph)
        },
    )
    known = Reaching(holders)
    if not holders:
        return known
    bodies = {
        (name, qualname): frozenset(_named(source, node, graph))
        for name, source in sources.items()
        for qualname, node in source.functions.items()
        if (name, qualname) not in graph.creating
    }
    while True:
        reached = known.holders | known.functions
        more = {
            key
            for key, names in bodies.items()
            if key not in known.functions and not names.isdisjoint(reached)
        }
        if not more:
            return known
        known = Reaching(holders, known.functions | more)


def _imported(sources: Mapping[str, LiftSource], holders: set[Key]) -> frozenset[Key]:
    """The holders, and the names by which other modules import them."""
    imports = [
        (name, node, module)
        for name, source in sources.items()
        if holders
        for node in source.symbols.nodes
        if isinstance(node, ast.ImportFrom) and (module := source.symbols.module_of(node))
    ]
    found = set(holders)
    while holders:
        holders = {
            (name, alias.asname or held if alias.name != "*" else held)
            for name, node, module in imports
            for alias in node.names
            for held in (n for m, n in found if m == module)
            if alias.name in (held, "*")
        } - found
        found |= holders
    return frozenset(found)


def _named(source: LiftSource, function: FunctionNode, graph: TreeGraph) -> Iterator[Key]:
    """What the names and attributes in a function stand for."""
    for statement in function.body:
        for node in walk(statement):
            if not isinstance(node, (ast.Name, ast.Attribute)):
                continue
            target = _target(source, node)
            if target is not None:
                yield target
                yield graph.resolve(target) or target
