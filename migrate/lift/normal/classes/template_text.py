"""The text of a class with all that it inherits: what a template calls stands where it is called, if it makes variables."""

from __future__ import annotations

import ast
from collections.abc import Collection

from migrate.lift.classes.parts import self_attribute
from migrate.lift.normal.classes.inlined_calls import Inlining
from migrate.lift.normal.classes.said_of_methods import comment_behind, comments_above
from migrate.lift.normal.classes.template_bodies import (
    attributes_of,
    docstring_of,
    indented,
    is_abstract,
)
from migrate.lift.plans import Refused
from migrate.lift.source.source import loads, stores
from migrate.nodes import walk


class Whole(Inlining):
    """One class with what it inherits."""

    def text(self) -> str:
        """The class, with no base of the tree.

        Raises:
          Refused: what it inherits cannot stand in it.
        """
        own = self.lineage[0]
        indent = self.source.positions.indent(own.body[0])
        parts: list[str] = []
        doc = next((d for c in self.lineage if (d := docstring_of(c)) is not None), None)
        if doc is not None:
            parts.append(self.segment(doc) + "\n")
        self._check_merged()
        attributes: dict[str, str] = {}
        for cls in reversed(self.lineage):
            for node in cls.body:
                if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                    attributes[node.targets[0].id] = self._attribute(node)
        if attributes:
            parts.append("".join(f"{line}\n" for line in attributes.values()))
        init = self.method("__init__")
        bodies = [] if init is None else [self.flat(init)]
        call = self.method("__call__")
        assert call is not None
        bodies.append(self.flat(call))
        self.used |= {"__init__", "__call__"}
        names = {n.name for c in self.lineage for n in c.body if isinstance(n, ast.FunctionDef)}
        order = [
            n.name for c in reversed(self.lineage) for n in c.body if isinstance(n, ast.FunctionDef)
        ]
        for name in dict.fromkeys(order):
            method = self.method(name)
            assert method is not None
            if name in self.used or name not in names or is_abstract(method):
                continue
            if id(method) in self.makers:
                text = f"`{own.name}.{name}` makes variables, and is no part of its call"
                raise Refused("TF320", text, method.lineno)
            bodies.append(self.flat(method))
        parts += bodies
        body = "\n".join(parts)
        return f"class {own.name}(object):\n{indented(body, indent)}"

    def _check_merged(self) -> None:
        """Names that mean the same in one class as in several: none is private, or taken from a class below."""
        names = [n for c in self.lineage for n in attributes_of(c) if len(self.lineage) > 1]
        for name in names:
            if name.startswith("__") and not name.endswith("__"):
                raise Refused("TF320", f"`{name}` is private", self.lineage[0].lineno)
        own = [n for c in self.lineage for n in stores(ast.Module([*c.body], [])) if n in names]
        for cls in self.lineage:
            for part in cls.body:
                values: list[ast.expr] = [part.value] if isinstance(part, ast.Assign) else []
                if isinstance(part, ast.FunctionDef):
                    defaults = [*part.args.defaults, *part.args.kw_defaults, *part.decorator_list]
                    values = [d for d in defaults if d is not None]
                for name in {n for v in values for n in loads(v)}:
                    if own.count(name) > 1:
                        raise Refused("TF320", f"`{name}` is another one below", part.lineno)

    def left_open(self, given: Collection[str]) -> set[str]:
        """The methods that it calls and only classes below it have.

        Args:
          given: what the classes of the family have.
        """
        own = {name for c in self.lineage for name in attributes_of(c)}
        calls = [n for c in self.lineage for n in walk(c) if isinstance(n, ast.Call)]
        return {n for c in calls if (n := self_attribute(c.func)) and n in given and n not in own}

    def _attribute(self, node: ast.Assign) -> str:
        """An attribute of the class with its comments."""
        behind = comment_behind(self.source, self.source.positions.end(node))
        return "\n".join([*comments_above(self.source, node), self.segment(node) + behind])
