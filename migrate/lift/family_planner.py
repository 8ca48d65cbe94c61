"""Which families of classes become layers, and what that changes where their objects are made."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field

from migrate.lift.class_planner import object_edits
from migrate.lift.class_uses import references
from migrate.lift.family import Family, Member, families
from migrate.lift.family_checks import check_family
from migrate.lift.family_text import member_text, shown_parameters
from migrate.lift.plans import Lifted, Parameter, Refused
from migrate.lift.source import LiftSource
from migrate.lift.targets import Target
from migrate.lift.times import TreeTimes
from migrate.lift.view import View
from migrate.model.tree import Key, TreeGraph
from migrate.outcomes import Reason
from migrate.rewrite.edits import Edit


@dataclass(eq=False)
class FamilyPlanner:
    """The families that may be lifted.

    Attributes:
      families: by the key of each constructor that makes variables, itself or through one it inherits.
      refused: why the others are not, by the same keys.
      others: the text of the classes of families whose constructors make no variables.
      lifted: the text of the class, by the key of each constructor that makes variables.
    """

    sources: Mapping[str, LiftSource]
    graph: TreeGraph
    tree: TreeTimes
    elsewhere: Mapping[Key, str]
    target: Target
    families: dict[Key, Family] = field(default_factory=dict)
    refused: dict[Key, Reason] = field(default_factory=dict)
    others: dict[Key, str] = field(default_factory=dict)
    lifted: dict[Key, str] = field(default_factory=dict)

    def find(self) -> None:
        """Looks for the families of the tree."""
        if not self.target.lifts_classes:
            return
        for family in families(self.sources, self.graph):
            keys = [m.init_key for m in family.members.values()]
            try:
                check_family(self.sources, self.tree, self.elsewhere, family)
                for member in family.members.values():
                    if member.init_key not in self.graph.creating:
                        self.others[member.key] = member_text(family, member, None)
            except Refused as refused:
                self.refused |= {k: refused.reason for k in keys if k in self.graph.creating}
            else:
                self.families |= {k: family for k in keys if k in self.graph.creating}

    def lift(self, view: View) -> None:
        """Lifts the class of a constructor.

        Raises:
          Refused: it cannot be.
        """
        family = self.families[view.key]
        member = next(m for m in family.members.values() if m.init_key == view.key)
        view.any_dtype = True
        self.lifted[view.key] = member_text(family, member, view)

    def settle(self) -> set[Key]:
        """Takes back the families of which one class could not be lifted; gives the keys of the others of those."""
        back: set[Key] = set()
        for family in {id(f): f for f in self.families.values()}.values():
            keys = {k for k, f in self.families.items() if f is family}
            if not keys <= self.lifted.keys():
                back |= keys & self.lifted.keys()
        for key in back:
            del self.lifted[key]
        return back

    # ------------------------------------------------------------ what comes of it
    def _members(self) -> list[tuple[Family, Member]]:
        whole = {id(self.families[k]): self.families[k] for k in self.lifted}
        return [(f, m) for f in whole.values() for m in f.members.values()]

    def nodes(self) -> set[int]:
        """The ids of the classes that are lifted."""
        return {id(member.node) for _, member in self._members()}

    def definitions(self) -> list[ast.ClassDef]:
        return [member.node for _, member in self._members()]

    def edits(self) -> tuple[dict[str, list[Edit]], set[str]]:
        """The changes to the classes and where objects are made, and the modules of the latter."""
        found: dict[str, list[Edit]] = {}
        makers: set[str] = set()
        for family, member in self._members():
            text = self.lifted.get(member.init_key) or self.others[member.key]
            positions = member.source.positions
            start, end = positions.start(member.node), positions.end(member.node)
            own = Edit(start, end, (text.rstrip("\n"),))
            found.setdefault(member.key[0], []).append(own)
            scopes = [m.scope for m in [member, *family.above(member)] if m.scope is not None]
            shared = any(
                s.reuse is not None and not isinstance(s.reuse, ast.Constant) for s in scopes
            )
            made = any(m.makes for m in [member, *family.above(member)])
            one = Lifted(member.key, member.node.name, (), None, True, reuse="AUTO_REUSE" * shared)
            for source in self.sources.values() if made else ():
                calls = {id(n.func): n for n in ast.walk(source.tree) if isinstance(n, ast.Call)}
                for func in references(source, member.key):
                    if id(func) in calls:
                        makers.add(source.module)
                        more = object_edits(source, calls[id(func)], one, "make_layer")
                        found.setdefault(source.module, []).extend(more)
        return found, makers

    def reported(self, module: str) -> tuple[Lifted, ...]:
        """What the report says became of the classes and of their constructors."""
        out: list[Lifted] = []
        for _, member in self._members():
            if member.key[0] != module:
                continue
            given = tuple(
                Parameter(name, "name" if name == "name" else "config", default, keyword)
                for name, default, keyword in shown_parameters(member)
            )
            for key in (member.key, member.init_key):
                one = Lifted(key, member.node.name, given, None, True, is_object=True)
                out.append(Lifted(**{**one.__dict__, "constructs": True}))
        return tuple(out)
