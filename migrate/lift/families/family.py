"""Classes whose constructors make variables, with all that they inherit from and that inherits from them.

Such an object is a layer as soon as it is made: each class of the family becomes one, or none does.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from migrate.lift.classes.parts import self_attribute
from migrate.lift.plans import Refused
from migrate.lift.source.sites import Scope, Sites
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import walk


@dataclass(eq=False)
class Member:
    """One class of a family.

    Attributes:
      base: the class of the tree that it inherits from, None for the first of the family.
      init: its own constructor, None when it inherits one.
      sites: what its constructor makes.
      scope: the scope around all of that, None when there is none.
      named: the statement that sets ``self.name``, for the first of the family.
      above: the call of the constructor it inherits, None when it makes none.
      renamed: attribute -> its new name.
      plain: attributes of which every use may be that of a Keras variable.
    """

    key: Key
    node: ast.ClassDef
    source: LiftSource
    base: Key | None = None
    init: FunctionNode | None = None
    sites: Sites = field(default_factory=Sites)
    scope: Scope | None = None
    named: ast.Assign | None = None
    above: ast.Call | None = None
    renamed: Mapping[str, str] = field(default_factory=dict)
    plain: frozenset[str] = frozenset()

    @property
    def methods(self) -> list[FunctionNode]:
        return [n for n in self.node.body if isinstance(n, ast.FunctionDef)]

    @property
    def makes(self) -> bool:
        return bool(self.sites.sites)

    @property
    def init_key(self) -> Key:
        return self.key[0], f"{self.key[1]}.__init__"


@dataclass(eq=False)
class Family:
    """Classes that become layers together; bases come before those that inherit from them.

    Attributes:
      holds: they make no variables but layers that do.
      scopes: the scopes of the objects' names around those, each with its class.
      scoped: whether there are such.
      held: the calls of names that hold a class, each with its module.
    """

    members: dict[Key, Member]
    holds: bool = False
    scopes: list[tuple[Member, Scope]] = field(default_factory=list)
    scoped: bool = False
    held: dict[int, tuple[LiftSource, ast.Call]] = field(default_factory=dict)

    @property
    def first(self) -> Member:
        return next(iter(self.members.values()))

    def makers(self) -> list[Member]:
        return [m for m in self.members.values() if m.makes]

    def above(self, member: Member) -> Iterator[Member]:
        """What a class inherits from, the nearest first."""
        while member.base is not None:
            member = self.members[member.base]
            yield member

    def has_constructor(self, member: Member) -> bool:
        """Whether a class inherits a constructor of the family."""
        return any(m.init is not None for m in self.above(member))

    def attributes(self) -> set[str]:
        """What objects of the family have: all that is set on ``self``."""
        found = set()
        for member in self.members.values():
            for part in walk(member.node):
                name = self_attribute(part)
                if name and isinstance(part, ast.Attribute) and not isinstance(part.ctx, ast.Load):
                    found.add(name)
        return found


def families(sources: Mapping[str, LiftSource], graph: TreeGraph) -> list[Family]:
    """The families of the tree of which a constructor makes variables, and nothing else of them does."""
    found: dict[Key, Family] = {}
    below = inheriting(graph)
    for key in sorted(graph.classes):
        if (key[0], f"{key[1]}.__init__") in graph.creating and key[0] in sources:
            family = whole_family(sources, graph, key, below)
            if family is not None:
                found.setdefault(family.first.key, family)
    return [one for one in found.values() if _only_constructors(graph, one)]


def inheriting(graph: TreeGraph) -> dict[Key, list[Key]]:
    """The classes that inherit from each class of the tree."""
    below: dict[Key, list[Key]] = {}
    for each in graph.classes:
        for base in graph.bases(each):
            below.setdefault(base, []).append(each)
    return below


def whole_family(
    sources: Mapping[str, LiftSource],
    graph: TreeGraph,
    key: Key,
    below: Mapping[Key, list[Key]] | None = None,
) -> Family | None:
    """The family of a class; None where one of its classes is not at the top of a module.

    Args:
      below: see `inheriting`, where it is known already.
    """
    first = key
    for _ in range(20):
        bases = graph.bases(first)
        if len(bases) != 1:
            break
        first = bases[0]
    below = inheriting(graph) if below is None else below
    keys = [first]
    for each in keys:
        keys += [k for k in sorted(below.get(each, ())) if k not in keys]
    members = {k: m for k in keys if (m := _member(sources, graph, k)) is not None}
    return Family(members) if len(members) == len(keys) else None


def _member(sources: Mapping[str, LiftSource], graph: TreeGraph, key: Key) -> Member | None:
    source = sources.get(key[0])
    nodes = source.tree.body if source is not None else []
    node = next((n for n in nodes if isinstance(n, ast.ClassDef) and n.name == key[1]), None)
    if source is None or node is None:
        return None
    bases = graph.bases(key)
    init = next(
        (n for n in node.body if isinstance(n, ast.FunctionDef) and n.name == "__init__"), None
    )
    return Member(key, node, source, bases[0] if bases else None, init)


def _only_constructors(graph: TreeGraph, family: Family) -> bool:
    """Whether no method but ``__init__`` makes variables, and those themselves, without calling one that does."""
    for member in family.members.values():
        for method in member.methods:
            key = (member.key[0], f"{member.key[1]}.{method.name}")
            if key in graph.creating and method.name != "__init__":
                return False
    return True


def plain_class(member: Member) -> None:
    """A class with one base at most, no decorators, and no statements but definitions and attributes.

    Raises:
      Refused: it is another kind of class.
    """
    node, line = member.node, member.node.lineno
    bases = [b for b in node.bases if not (isinstance(b, ast.Name) and b.id == "object")]
    odd = [*node.decorator_list, *(k.value for k in node.keywords), *bases[1:]]
    if bases and member.base is None:
        odd += bases
    if odd:
        raise Refused("TF320", f"`{node.name}` is made with `{ast.unparse(odd[0])}`", line)
    if member.source.definitions[node.name] > 1:
        raise Refused("TF320", f"`{node.name}` is defined twice", line)
    if node.body[0].lineno == line:
        raise Refused("TF320", f"`{node.name}` stands on one line", line)
    if member.source.skips.file or member.source.skips.covers(line):
        raise Refused("TF320", "marked `# migrate: skip`", line)
