"""What functions inside a method read of its object: attributes, which become parameters of theirs where they move out.

The object has the same attributes while they run: they set none, call none of its methods and do not hand it on, and neither
does what they call.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from migrate.lift.methods.method_class import (
    MethodClass,
    Store,
    attribute_of,
    is_scope,
    methods,
    set_by,
)
from migrate.lift.normal.cores.core_parts import hands_itself
from migrate.lift.source.bodies import local_names, own_nodes
from migrate.lift.source.source import FunctionNode, loads
from migrate.model.tree import TreeGraph
from migrate.nodes import walk

_FUNCTIONS = (ast.FunctionDef, ast.Lambda)


@dataclass(frozen=True)
class OwnAttributes:
    """The object of a method.

    Attributes:
      me: its name in the method.
    """

    cls: MethodClass
    graph: TreeGraph
    method: FunctionNode
    me: str

    def asks_only(self) -> bool:
        """Whether the functions inside the method do no more with its object than read what it holds."""
        inner = [n for n in own_nodes(self.method.body) if isinstance(n, _FUNCTIONS)]
        mine = [n for n in inner if self.me in loads(n)]
        if any(hands_itself(node) for _, node in self.cls.lineage):
            return False
        return all(self._is_read(node) for node in mine)

    def _is_read(self, node: ast.AST) -> bool:
        if any(self.me in local_names(f) for f in walk(node) if isinstance(f, _FUNCTIONS)):
            return False
        parents = {id(child): n for n in walk(node) for child in ast.iter_child_nodes(n)}
        for part in walk(node):
            if isinstance(part, ast.Name) and part.id == self.me:
                place = parents.get(id(part))
                if not isinstance(place, ast.Attribute) or not self._holds_a_value(place):
                    return False
                if self._runs_later(node, place, parents) and not self._is_fixed(place.attr):
                    return False
        return True

    def _holds_a_value(self, place: ast.Attribute) -> bool:
        """Whether a place reads an attribute that holds no scope, no variable and nothing that changes the object."""
        written = self.cls.source.segment(place)
        stores = self.cls.stores.get(place.attr, ())
        if not isinstance(place.ctx, ast.Load) or self.cls.method(place.attr) is not None:
            return False
        if not stores or not re.fullmatch(rf"{self.me}\s*\.\s*{place.attr}", written):
            return False
        return all(self._is_value(store) for store in stores)

    def _is_value(self, store: Store) -> bool:
        if store.value is None or is_scope(self.cls, store):
            return False
        inside = {n.name for n in own_nodes(store.method.body) if isinstance(n, ast.FunctionDef)}
        for part in walk(store.value):
            symbol = self.cls.source.called(part)
            rule = self.graph.rules.get(symbol) if symbol else None
            if rule is not None and rule.creates and rule.kind in ("variable", "class"):
                return False
            name = part.attr if isinstance(part, ast.Attribute) else ""
            known = isinstance(part, ast.Name) and part.id in inside
            if known or isinstance(part, ast.Lambda) or self.cls.method(name) is not None:
                return False
        return True

    def _runs_later(self, node: ast.AST, place: ast.AST, parents: Mapping[int, ast.AST]) -> bool:
        """Whether a place stands in a function inside one."""
        above = parents.get(id(place))
        while above is not None and above is not node:
            if isinstance(above, _FUNCTIONS):
                return True
            above = parents.get(id(above))
        return False

    def _is_fixed(self, name: str) -> bool:
        """Whether only the constructor sets an attribute, before the method runs."""
        inits = [methods(node).get("__init__") for _, node in self.cls.lineage]
        stores = self.cls.stores.get(name, ())
        return self.method not in inits and all(store.method in inits for store in stores)

    def read_in(self, node: ast.AST) -> list[str]:
        """The attributes that a function reads, as they are written: ``self.units``."""
        return list(dict.fromkeys(f"{self.me}.{place.attr}" for place in self.places(node)))

    def places(self, node: ast.AST) -> list[ast.Attribute]:
        """Where it reads one."""
        return [n for n in walk(node) if isinstance(n, ast.Attribute) and attribute_of(n, self.me)]

    def has(self, read: str, call: ast.AST) -> bool:
        """Whether the object is sure to have an attribute where the method calls a function."""
        name = read.partition(".")[2]
        if self.method is not self.cls.init:
            return name in self.cls.always
        before = []
        for statement in self.method.body:
            if any(part is call for part in walk(statement)):
                break
            before.append(statement)
        return name in set_by(before, self.me, self.cls.known)

    def words(self, reads: Iterable[str], functions: Iterable[FunctionNode]) -> dict[str, str]:
        """What the parameters for attributes are called, which no function calls anything else."""
        taken = set().union(*(local_names(f) | loads(f) for f in functions), {self.me})
        found: dict[str, str] = {}
        for read in reads:
            name = read.partition(".")[2].lstrip("_") or "value"
            while name in taken:
                name += "_"
            found[read] = name
            taken.add(name)
        return found


def own_attributes(
    cls: MethodClass | None, graph: TreeGraph, method: FunctionNode, me: str
) -> OwnAttributes | None:
    """The object of a method, if what stands inside only asks it for what it holds."""
    if cls is None:
        return None
    own = OwnAttributes(cls, graph, method, me)
    return own if own.asks_only() else None


def reads_attribute(node: ast.AST, read: str) -> bool:
    """Whether an expression asks for an attribute."""
    return any(isinstance(n, ast.Attribute) and ast.unparse(n) == read for n in walk(node))
