"""Functions that create variables through a value: what a table, a `partial` or an argument holds."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field

from migrate.lift.source import LiftSource
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
        target = source.symbols.target(node)
        if target is None and isinstance(node, ast.Name):
            target = (source.module, node.id)
        if target is None:
            return False
        return target in self.holders or (graph.resolve(target) or target) in self.functions


def reaching(sources: Mapping[str, LiftSource], graph: TreeGraph, rules: LayerRules) -> Reaching:
    """Finds them for a tree; functions that are known to create variables are not among them."""
    holders = frozenset(
        (name, held)
        for name, source in sources.items()
        for held in source.creating_names(rules, graph)
    )
    known = Reaching(holders)
    if not holders:
        return known
    bodies = {
        (name, qualname): [
            n for s in node.body for n in walk(s) if isinstance(n, (ast.Name, ast.Attribute))
        ]
        for name, source in sources.items()
        for qualname, node in source.functions.items()
        if (name, qualname) not in graph.creating
    }
    while True:
        more = {
            key
            for key, names in bodies.items()
            if key not in known.functions
            and any(known.leads(sources[key[0]], name, graph) for name in names)
        }
        if not more:
            return known
        known = Reaching(holders, known.functions | more)
