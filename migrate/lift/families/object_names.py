"""What the objects of a family are called, as far as it is written out."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator

from migrate.lift.classes.parts import self_attribute
from migrate.lift.families.family import Family, Member
from migrate.lift.plans import Refused
from migrate.lift.source.source import LiftSource, parameters
from migrate.lift.text.targets import Target
from migrate.nodes import walk


def check_given_name(
    family: Family, member: Member, source: LiftSource, call: ast.Call, target: Target
) -> None:
    """Keras takes no name with a slash, `tf.Module` only identifiers."""
    values: list[ast.AST] = [*call.args, *(k.value for k in call.keywords)]
    named = family.first.named
    if named is not None:
        values.append(named.value)
    values += [m.init.args for m in family.members.values() if m.init is not None]
    slashes = [
        p for v in values for p in walk(v) if isinstance(p, ast.Constant) and "/" in str(p.value)
    ]
    target.check_name_parts(_names_given(family, call), member.node.lineno)
    if slashes and named is not None:
        at = call.lineno if source is member.source else 0
        text = f"name {ast.unparse(slashes[0])} of an object has a `/`"
        raise Refused("TF309", text, at)


def _names_given(family: Family, call: ast.Call) -> Iterator[str]:
    """The names of objects that are written out: in the constructors, and in a call that makes one."""
    named = family.first.named
    if named is None:
        return
    said = {"name", *(n.id for n in walk(named.value) if isinstance(n, ast.Name))}
    values: list[ast.AST] = [named.value]
    for member in family.members.values():
        given = parameters(member.init) if member.init is not None else []
        values += [d for a, d, _ in given if a.arg in said and d is not None]
    inits = [m.init for m in family.members.values() if m.init is not None]
    calls = [call, *filter(None, (m.above for m in family.members.values()))]
    values += [k.value for one in calls for k in one.keywords if k.arg in said]
    for init in inits:
        places = [a.arg for a, _, _ in parameters(init)][1:]
        for one in calls:
            given_by_place = one.args[1:] if _names_self(one) else one.args
            values += [v for name, v in zip(places, given_by_place, strict=False) if name in said]
    for value in values:
        for part in walk(value):
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                yield part.value


def nameless(family: Family, calls: Collection[ast.Call]) -> bool:
    """Whether `self.name` of an object may be None: it is a parameter that may be, and no scope is called after it."""
    named, init = family.first.named, family.first.init
    if named is None or init is None:
        return False
    makers = [m for m in family.members.values() if m.makes]
    scopes = [m.scope for m in makers if m.scope is not None] + [s for _, s in family.scopes]
    if len(scopes) >= len(makers) and all(_asks_name(s.name) for s in scopes) and scopes:
        return False  # there TF1 took no None
    value = named.value
    if isinstance(value, ast.Constant):
        return value.value is None
    stored = {n.id for n in walk(init) if isinstance(n, ast.Name) and n.ctx.__class__ is ast.Store}
    if not isinstance(value, ast.Name) or value.id in stored:
        return False
    given = [d for a, d, _ in parameters(init) if a.arg == value.id]
    for member in family.members.values():
        if member.init is not None:
            given += [d for a, d, _ in parameters(member.init) if a.arg == "name"]
    for call in (*calls, *filter(None, (m.above for m in family.members.values()))):
        given += [k.value for k in call.keywords if k.arg in ("name", value.id)]
        for member in family.members.values():
            places = parameters(member.init)[1:] if member.init is not None else []
            by_place = call.args[1:] if _names_self(call) else call.args
            pairs = zip(places, by_place, strict=False)
            given += [v for (a, _, _), v in pairs if a.arg in ("name", value.id)]
    return any(isinstance(g, ast.Constant) and g.value is None for g in given)


def _asks_name(node: ast.expr | None) -> bool:
    """Whether a scope's name is made of the object's."""
    return node is not None and any(self_attribute(n) == "name" for n in walk(node))


def _names_self(call: ast.Call) -> bool:
    """``Base.__init__(self, ...)``."""
    first = call.args[0] if call.args else None
    return is_inherited(call) and isinstance(first, ast.Name) and first.id == "self"


def is_inherited(call: ast.Call) -> bool:
    """``super().__init__(...)`` or ``Base.__init__(self, ...)``."""
    return isinstance(call.func, ast.Attribute) and call.func.attr == "__init__"
