"""Where the attributes of objects are set in a tree."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from migrate.lift.methods.method_class import MethodClass, above, attribute_of, methods, receiver
from migrate.lift.source.source import LiftSource
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import walk


@dataclass(eq=False)
class AttributeStores:
    """Every place of a tree that sets an attribute, of whatever object."""

    sources: Mapping[str, LiftSource]
    graph: TreeGraph

    def times_set(self, cls: MethodClass, name: str) -> int:
        """How many places may set an attribute of an object of the class."""
        family: set[Key | None] = {None, cls.key, *above(self.graph, cls.key)}
        family |= {c for c in self.graph.classes if cls.key in above(self.graph, c)}
        return sum(n for owner, n in self._found.get(name, {}).items() if owner in family)

    @cached_property
    def _found(self) -> dict[str, Counter[Key | None]]:
        """By attribute: the classes whose methods set it, and None for other code."""
        found: dict[str, Counter[Key | None]] = {}
        for name, source in self.sources.items():
            owners: dict[int, Key] = {}
            for node in source.tree.body:
                for method in methods(node).values() if isinstance(node, ast.ClassDef) else ():
                    for part in walk(method):
                        if attribute_of(part, receiver(method)):
                            owners[id(part)] = (name, node.name)  # type: ignore[attr-defined]
            for part in walk(source.tree):
                if isinstance(part, ast.Attribute) and not isinstance(part.ctx, ast.Load):
                    found.setdefault(part.attr, Counter())[owners.get(id(part))] += 1
            for text in source.looked_up:
                found.setdefault(text, Counter())[None] += 1
        return found
