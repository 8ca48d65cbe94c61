"""A class and its bases, and which method a call within runs."""

from __future__ import annotations

import ast
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from migrate.lift.classes.parts import self_attribute
from migrate.lift.normal.classes.template_bodies import is_above
from migrate.lift.plans import Refused
from migrate.lift.source.source import FunctionNode, LiftSource


@dataclass(eq=False)
class Lineage:
    """One class with what it inherits.

    Attributes:
      lineage: itself and its bases, the nearest first.
      makers: the methods that make variables, by their ids.
      used: the methods that stand in place of their calls, by their names.
    """

    source: LiftSource
    lineage: Sequence[ast.ClassDef]
    makers: Collection[int]
    used: set[str] = field(default_factory=set)

    def method(self, name: str, after: ast.ClassDef | None = None) -> FunctionNode | None:
        """The method that a call runs; of ``super()``, the one behind a class."""
        start = 0 if after is None else list(self.lineage).index(after) + 1
        for cls in self.lineage[start:]:
            for node in cls.body:
                if isinstance(node, ast.FunctionDef) and node.name == name:
                    return node
        return None

    def owner(self, method: FunctionNode) -> ast.ClassDef:
        return next(c for c in self.lineage if method in c.body)

    def is_of_object(self, method: FunctionNode, statement: ast.Expr) -> bool:
        """Whether a statement of a base is ``super().__init__()`` of `object`, which does nothing."""
        call = statement.value
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
            return False
        above = call.func.value
        named = isinstance(above, ast.Call) and ast.unparse(above.func) == "super"
        if not named or call.func.attr != "__init__" or call.args or call.keywords:
            return False
        own = self.owner(method)
        inside = statement in method.body and len(method.body) > 1
        return inside and own is not self.lineage[0] and self.method("__init__", own) is None

    def called(self, method: FunctionNode, call: ast.Call) -> FunctionNode | None:
        """The method of the object that a call runs and that must stand in its place."""
        func = call.func
        above = isinstance(func, ast.Attribute) and isinstance(func.value, ast.Call)
        if above and ast.unparse(func.value.func) == "super":  # type: ignore[attr-defined]
            found = self.method(func.attr, self.owner(method))  # type: ignore[attr-defined]
            own = self.owner(method) is self.lineage[0]
            if found is None and func.attr == "__init__" and own:  # type: ignore[attr-defined]
                return None  # of `object`
            if found is None:
                raise Refused("TF320", f"`{ast.unparse(call)}`", call.lineno)
            return found
        if is_above(call, self.lineage):
            cls = next(c for c in self.lineage if c.name == ast.unparse(func.value))  # type: ignore[attr-defined]
            below = self.lineage[list(self.lineage).index(cls) - 1]
            found = self.method(func.attr, below)  # type: ignore[attr-defined]
            if found is None or cls is self.lineage[0]:
                raise Refused("TF320", f"`{ast.unparse(call)}`", call.lineno)
            return found
        name = self_attribute(func)
        found = self.method(name) if name else None
        if found is None or id(found) not in self.makers:
            return None
        self.used.add(name)
        return found
