"""Attributes of a family's objects: new names for those that a layer has itself, and which hold variables of TensorFlow."""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping

from migrate.lift.classes.parts import self_attribute
from migrate.lift.families.constructors import held_by
from migrate.lift.families.family import Family, Member
from migrate.lift.families.holders import of_other_classes
from migrate.lift.families.object_names import nameless
from migrate.lift.functions.plain_variables import takes_plain_variable
from migrate.lift.plans import Refused
from migrate.lift.source.sites import Site
from migrate.lift.source.source import LiftSource
from migrate.lift.text.targets import Target
from migrate.nodes import children, walk

RENAMED = frozenset({"build", "call"})  # methods that get another name


def rename_attributes(
    sources: Mapping[str, LiftSource], family: Family, target: Target, calls: Collection[ast.Call]
) -> None:
    """Finds new names for attributes that hide those of the target's class, and which uses want variables of TensorFlow."""
    inside = {id(n) for m in family.members.values() for n in walk(m.node)}
    outside: dict[str, bool] = {}  # attribute -> whether all its uses elsewhere are operands
    operands = {}
    for name, source in sources.items():
        if "plain reads" not in source.memo:
            source.memo["plain reads"] = _plain_reads(source)
        operands[name] = source.memo["plain reads"]
    for source in sources.values():
        plain = operands[source.module]
        for attribute, nodes in source.attributes.items():
            for node in nodes:
                if not (id(node) in inside and self_attribute(node)):
                    outside[attribute] = outside.get(attribute, True) and id(node) in plain
        for name in source.looked_up:
            outside[name] = False
    renamed: dict[str, str] = {}
    may_be_none = nameless(family, calls)
    have = family.attributes()
    named = {m.name for each in family.members.values() for m in each.methods}
    renamed_methods = sorted(named & RENAMED & target.inherited)
    for name in renamed_methods:
        if any(_others(source, name, inside) for source in sources.values()):
            text = f"its method `{name}` means something else to a layer"
            raise Refused("TF320", text, family.first.node.lineno)
        new = f"{name}_"
        while new in have | named:
            new += "_"
        renamed[name] = new
    for member in family.members.values():
        for part in walk(member.node):
            name = self_attribute(part)
            if (
                name not in target.inherited
                or not isinstance(part, ast.Attribute)
                or name in renamed_methods
            ):
                continue
            if name == "name":
                fine = part.ctx.__class__ is ast.Load or _sets_name(member, part)
                if not fine or family.first.named is None:
                    text = "`self.name` is not simply set in `__init__`"
                    raise Refused("TF302", text, part.lineno)
                if may_be_none and isinstance(part.ctx, ast.Load):
                    text = "`self.name` may be None, which the name of a layer never is"
                    raise Refused("TF302", text, part.lineno)
            elif name not in have or name in outside:
                text = f"its attribute `{name}` means something else to a layer"
                raise Refused("TF320", text, part.lineno)
            else:
                new = f"{name}_"
                while new in have:
                    new += "_"
                renamed[name] = new
    for member in family.members.values():
        member.renamed = renamed
        held = {n for s in member.sites.sites if ordinary(s) for n in held_by(s.statement)}
        plain_names = {n for n in held if outside.get(n, True)}
        for each in family.members.values():
            plain = operands[each.source.module]
            for part in walk(each.node):
                name = self_attribute(part)
                if name in plain_names and isinstance(part.ctx, ast.Load):  # type: ignore[attr-defined]
                    if id(part) not in plain:
                        plain_names.discard(name)
        member.plain = frozenset(plain_names)


def _others(source: LiftSource, name: str, inside: set[int]) -> bool:
    """Whether code outside a family may mean its method: it asks another object than its own for that name."""
    other = of_other_classes(source, inside)
    return name in source.looked_up or any(
        id(node) not in other and not (id(node) in inside and self_attribute(node))
        for node in source.attributes.get(name, ())
    )


def ordinary(site: Site) -> bool:
    """Whether a variable surely has Keras' own dtype: operators of Keras' variables follow its rules for others."""
    given = [k.value for k in site.node.keywords if k.arg == "dtype"]
    positional = len(site.node.args) > 2 and site.symbol == "tf.get_variable" and not site.callee
    return not positional and all(ast.unparse(g).endswith("float32") for g in given)


def _sets_name(member: Member, part: ast.AST) -> bool:
    return member.named is not None and member.named.targets[0] is part


def _plain_reads(source: LiftSource) -> set[int]:
    """The attributes, read as a whole or by an item, that are operands of TensorFlow."""
    parents = {id(c): p for p in walk(source.tree) for c in children(p)}
    found = set()
    for node in (n for nodes in source.attributes.values() for n in nodes):
        whole: ast.AST = node
        above = parents.get(id(whole))
        if isinstance(above, ast.Subscript) and above.value is whole:
            whole = above
        stored = isinstance(whole, ast.Subscript) and not isinstance(whole.ctx, ast.Load)
        if stored or takes_plain_variable(source, whole, parents):
            found.add(id(node))
    return found
