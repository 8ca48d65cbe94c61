"""Which classes of a tree are lifted, and what that changes where their objects are made."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from migrate.lift.binding.times import TreeTimes
from migrate.lift.cells.cell_callers import call_edits
from migrate.lift.classes.lift import lift_class
from migrate.lift.classes.parts import ClassParts
from migrate.lift.classes.reader import class_parts
from migrate.lift.classes.state import check_state
from migrate.lift.classes.uses import attributes_read, check_uses, references
from migrate.lift.plans import METHOD, Lifted, Refused
from migrate.lift.source.sites import Sites, collect
from migrate.lift.source.source import LiftSource
from migrate.lift.source.view import View
from migrate.lift.text.checked_text import checked
from migrate.lift.text.targets import Target
from migrate.model.naming import FunctionNames
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import walk
from migrate.rewrite.edits import Edit


@dataclass(eq=False)
class ClassPlanner:
    """The classes that may be lifted.

    Attributes:
      parts: by the key of ``__call__``.
      lifted: by the key of ``__init__``, which is what runs where an object is made.
    """

    sources: Mapping[str, LiftSource]
    graph: TreeGraph
    tree: TreeTimes
    elsewhere: Mapping[Key, str]
    names: Mapping[Key, FunctionNames]
    target: Target
    parts: dict[Key, ClassParts] = field(default_factory=dict)
    lifted: dict[Key, Lifted] = field(default_factory=dict)

    def candidate(self, key: Key, found: Sites) -> None:
        """Looks at the class of a method.

        Raises:
          Refused: it stays as it is.
        """
        source = self.sources[key[0]]
        owner, _, method = key[1].rpartition(".")
        line = source.functions[key[1]].lineno
        node = next(
            (n for n in source.tree.body if isinstance(n, ast.ClassDef) and n.name == owner), None
        )
        if method != "__call__" or node is None:
            raise Refused("TF317", f"`{key[1]}` {METHOD}", line)
        if found.inner:
            text = f"`{found.inner[0]}`, which is defined inside the method, creates variables"
            raise Refused("TF304", text, line)
        parts = class_parts(source, (key[0], owner), node, found, self.target)
        if source.skips.within(node):
            raise Refused("TF320", "marked `# migrate: skip`", line)
        self._check_methods(source, parts)
        check_state(source, self.tree, parts)
        check_uses(self.sources, self.tree, self.elsewhere, self.names, parts)
        self.parts[key] = parts

    def _check_methods(self, source: LiftSource, parts: ClassParts) -> None:
        """Nothing but ``__call__`` creates variables, and the object holds no other that does."""
        module, name = parts.key
        for method in (parts.init, *parts.methods):
            for site in collect(source, self.tree, method.body).sites:
                if site.callee != (module, f"{name}.__call__"):
                    text = f"`{method.name}` creates variables, too"
                    raise Refused("TF320", text, site.node.lineno)
        for site in collect(source, self.tree, parts.call.body).sites:
            if site.kind == "object":
                text = f"`__call__` makes an object of `{ast.unparse(site.node.func)}`"
                raise Refused("TF314", text, site.node.lineno)

    def made(self, key: Key | None) -> Key | None:
        """The ``__call__`` of the class whose ``__init__`` this is."""
        if key is None:
            return None
        call = (key[0], f"{key[1].rpartition('.')[0]}.__call__")
        return call if call in self.parts and key[1].endswith(".__init__") else None

    def lift(self, view: View, known: set[str]) -> None:
        """Lifts one class.

        Raises:
          Refused: it cannot be.
        """
        parts = self.parts[view.key]
        found = lift_class(view, parts, known, attributes_read(self.sources, parts))
        init = (parts.key[0], f"{parts.key[1]}.__init__")
        self.lifted[init] = replace(
            found, text=checked(found.text), is_object=True, makes_cells=parts.is_cell
        )

    # ------------------------------------------------------------ what comes of it
    def nodes(self) -> set[int]:
        """The ids of the classes that are lifted."""
        return {id(node) for node in self.definitions()}

    def definitions(self) -> list[ast.ClassDef]:
        """The classes that are lifted."""
        return [self.parts[one.key].node for one in self.lifted.values()]

    def edits(self, inside: set[int]) -> tuple[dict[str, list[Edit]], set[str]]:
        """The new classes, and the places where objects are made outside lifted code, with the modules of those.

        Args:
          inside: ids of the functions whose text is replaced.
        """
        found: dict[str, list[Edit]] = {}
        makers: set[str] = set()
        for one in self.lifted.values():
            parts = self.parts[one.key]
            source = self.sources[parts.key[0]]
            start, end = source.positions.start(parts.node), source.positions.end(parts.node)
            found.setdefault(source.module, []).append(Edit(start, end, (one.text.rstrip("\n"),)))
            for other in self.sources.values():
                gone = {id(n) for top in walk(other.tree) if id(top) in inside for n in walk(top)}
                calls = {id(n.func): n for n in walk(other.tree) if isinstance(n, ast.Call)}
                for func in references(other, parts.key):
                    if id(func) in calls and id(func) not in gone and not _within(func, parts.node):
                        makers.add(other.module)
                        call = calls[id(func)]
                        made = (
                            call_edits(other, call)
                            if one.makes_cells
                            else object_edits(other, call, one)
                        )
                        found.setdefault(other.module, []).extend(made)
        return found, makers

    def reported(self, module: str) -> tuple[Lifted, ...]:
        """What the report says became of the class and of its methods."""
        out: list[Lifted] = []
        for one in self.lifted.values():
            if one.key[0] == module:
                parts = self.parts[one.key]
                keys = [(module, f"{parts.key[1]}.{m.name}") for m in parts.methods]
                out.append(one)
                out += [replace(one, key=k) for k in (parts.key, *keys)]
        return tuple(out)


def _within(node: ast.expr, cls: ast.ClassDef) -> bool:
    return any(n is node for n in walk(cls))


def object_edits(
    source: LiftSource, call: ast.Call, lifted: Lifted, maker: str = "new_layer"
) -> list[Edit]:
    """``compat_scope.new_layer(Class, ...)`` in place of ``Class(...)``."""
    start, at = source.positions.start(call.func), source.positions.end(call.func)
    end = source.positions.end(call)
    opened = source.text.index("(", at) + 1
    more = ", " if call.args or call.keywords else ""
    edits = [Edit(start, opened, (f"compat_scope.{maker}({source.text[start:at]}{more}",))]
    if lifted.reuse.endswith("AUTO_REUSE"):
        before = source.text[: end - 1].rstrip()
        comma = " " if before.endswith(",") else ", "
        edits.append(Edit(end - 1, end - 1, (f"{comma}reuse=compat_scope.AUTO_REUSE",)))
    return edits
