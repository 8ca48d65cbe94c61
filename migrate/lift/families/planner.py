"""Which families of classes become layers, and what that changes where their objects are made."""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from migrate.lift.binding.times import TreeTimes
from migrate.lift.cells.cell_callers import call_edits
from migrate.lift.classes.planner import object_edits
from migrate.lift.classes.uses import references
from migrate.lift.families.checks import check_family
from migrate.lift.families.family import Family, Member, families
from migrate.lift.families.holders import holders
from migrate.lift.families.text import member_text, shown_parameters
from migrate.lift.plans import Lifted, Parameter, Refused
from migrate.lift.source.sites import Sites
from migrate.lift.source.source import LiftSource
from migrate.lift.source.value_classes import function_at
from migrate.lift.source.view import View
from migrate.lift.text.targets import Target
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import walk
from migrate.outcomes import Reason
from migrate.rewrite.edits import Edit


@dataclass(eq=False)
class FamilyPlanner:
    """The families that may be lifted.

    Attributes:
      families: by the key of each constructor that makes variables, itself or through one it inherits; of families
        that hold layers, by the key of each method that makes some.
      refused: why the others are not, by the same keys.
      others: the text of the classes of families that have no such key.
      lifted: the text of the class, by the same keys.
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
    _views: dict[Key, View] = field(default_factory=dict)

    def find(self) -> None:
        """Looks for the families of the tree."""
        for family in families(self.sources, self.graph):
            keys = [m.init_key for m in family.members.values()]
            try:
                check_family(self.sources, self.tree, self.elsewhere, family, self.target)
                for member in family.members.values():
                    if member.init_key not in self.graph.creating:
                        self.others[member.key] = member_text(family, member, None, self.target)
            except Refused as refused:
                self.refused |= {k: refused.reason for k in keys if k in self.graph.creating}
            else:
                self.families |= {k: family for k in keys if k in self.graph.creating}
        while self._find_holders():
            pass

    def _find_holders(self) -> bool:
        """Looks for families that hold objects of those known; whether there are more."""
        known = frozenset(self.families)
        self.tree.constructing = known
        found = False
        for family in holders(self.sources, self.graph, known):
            keys = [
                key
                for m in family.members.values()
                for f in m.methods
                if (key := (m.key[0], f"{m.key[1]}.{f.name}")) in self.graph.creating
            ]
            try:
                check_family(self.sources, self.tree, self.elsewhere, family, self.target, known)
                texts = {
                    m.key: member_text(family, m, None, self.target)
                    for m in family.members.values()
                }
            except Refused as refused:
                self.refused |= dict.fromkeys(keys, refused.reason)
                continue
            self.families |= dict.fromkeys(keys, family)
            self.others |= texts
            found = True
        return found

    def held_in(self, key: Key) -> ast.Call | None:
        """A call in a function that makes an object of a class which a name holds."""
        for family in self.families.values():
            for source, call in family.held.values():
                where = function_at(source, call)
                if where is not None and f"{where[1]}.".startswith(f"{key[1]}."):
                    if where[0] == key[0]:
                        return call
        return None

    def lift(self, view: View) -> None:
        """Lifts the class of a constructor.

        Raises:
          Refused: it cannot be.
        """
        family = self.families[view.key]
        if family.holds:
            for site in view.sites:
                made = site.callee
                if (
                    made in self.families
                    and made not in self.lifted
                    and self._is_other(family, made)
                ):
                    shown = ast.unparse(site.node.func)
                    text = f"`{shown}` stays on the shim"
                    raise Refused("TF314", text, site.node.lineno, made)
                if made in self.families and _may_share(self.families[made]):
                    text = f"`{ast.unparse(site.node.func)}` may share what another object has"
                    raise Refused("TF303", text, site.node.lineno)
            self.lifted[view.key] = ""
            return
        member = next(m for m in family.members.values() if m.init_key == view.key)
        view.any_dtype = True
        self._views[view.key] = view
        self.lifted[view.key] = member_text(family, member, view, self.target)

    def _is_other(self, family: Family, key: Key) -> bool:
        return self.families[key] is not family

    def settle(self, sites: Mapping[Key, Sites]) -> set[Key]:
        """Takes back the families of which one class could not be lifted; gives the keys of the others of those.

        With those that hold their objects.

        Args:
          sites: what is made where.
        """
        back: set[Key] = set()
        while True:
            more: set[Key] = set()
            for family in {id(f): f for f in self.families.values()}.values():
                keys = {k for k, f in self.families.items() if f is family}
                made = {s.callee for k in keys if k in sites for s in sites[k].sites}
                held = {k for k in made if k in self.families and self._is_other(family, k)}
                if not keys | held <= self.lifted.keys():
                    more |= keys & self.lifted.keys()
            for key in more:
                del self.lifted[key]
            back |= more
            if not more:
                return back

    # ------------------------------------------------------------ what comes of it
    def members(self) -> list[tuple[Family, Member]]:
        """The classes that are lifted, each with its family."""
        whole = {id(self.families[k]): self.families[k] for k in self.lifted}
        return [(f, m) for f in whole.values() for m in f.members.values()]

    def nodes(self) -> set[int]:
        """The ids of the classes that are lifted."""
        return {id(member.node) for _, member in self.members()}

    def definitions(self) -> list[ast.ClassDef]:
        return [member.node for _, member in self.members()]

    def edits(self, makers_of_cells: Collection[Key]) -> tuple[dict[str, list[Edit]], set[str]]:
        """The changes to the classes and where objects are made, and the modules that need the shim for it.

        Args:
          makers_of_cells: functions that make cells as layers have them; what stays of a class runs them as TF1's.
        """
        found: dict[str, list[Edit]] = {}
        makers: set[str] = set()
        inside = {id(n) for m in self.definitions() for n in walk(m)}
        for family, member in self.members():
            text = self.lifted.get(member.init_key) or self.others[member.key]
            cells = self._cells(member, makers_of_cells)
            if cells:
                view = self._views.get(member.init_key)
                text = member_text(family, member, view, self.target, cells)
                makers.add(member.key[0])
            positions = member.source.positions
            start, end = positions.start(member.node), positions.end(member.node)
            own = Edit(start, end, (text.rstrip("\n"),))
            found.setdefault(member.key[0], []).append(own)
            scopes = [m.scope for m in [member, *family.above(member)] if m.scope is not None]
            shared = any(
                s.reuse is not None and not isinstance(s.reuse, ast.Constant) for s in scopes
            )
            made = family.holds or any(m.makes for m in [member, *family.above(member)])
            one = Lifted(member.key, member.node.name, (), None, True, reuse="AUTO_REUSE" * shared)
            for source in self.sources.values() if made else ():
                calls = {id(n.func): n for n in walk(source.tree) if isinstance(n, ast.Call)}
                for func in references(source, member.key):
                    if id(func) in calls and id(func) not in inside:
                        makers.add(source.module)
                        more = object_edits(source, calls[id(func)], one, "make_layer")
                        found.setdefault(source.module, []).extend(more)
            if member is family.first:
                for source, call in family.held.values():
                    makers.add(source.module)
                    more = object_edits(source, call, one, "make_layer")
                    found.setdefault(source.module, []).extend(more)
        return found, makers

    def _cells(self, member: Member, makers: Collection[Key]) -> list[Edit]:
        """What stands around the calls in a class of functions that make cells."""
        inside = {id(n) for n in walk(member.node)} if makers else set()
        return [
            edit
            for call in (member.source.targeted_calls if makers else ())
            if id(call.node) in inside and self.tree.resolved(call.target) in makers
            for edit in call_edits(member.source, call.node)
        ]

    def reported(self, module: str) -> tuple[Lifted, ...]:
        """What the report says became of the classes and of their constructors."""
        out: list[Lifted] = []
        for family, member in self.members():
            if member.key[0] != module:
                continue
            given = tuple(
                Parameter(name, "name" if name == "name" else "config", default, keyword)
                for name, default, keyword in shown_parameters(member)
            )
            methods = [
                k
                for k, f in self.families.items()
                if f is family and k[1].startswith(f"{member.key[1]}.")
            ]
            for key in dict.fromkeys((member.key, member.init_key, *methods)):
                one = Lifted(key, member.node.name, given, None, True, is_object=True)
                out.append(Lifted(**{**one.__dict__, "constructs": True}))
        return tuple(out)


def _may_share(family: Family) -> bool:
    """Whether an object may have the variables of another one of its name, which two layers do not."""
    scopes = [m.scope for m in family.members.values() if m.scope is not None]
    return any(s.reuse is not None and not isinstance(s.reuse, ast.Constant) for s in scopes)
