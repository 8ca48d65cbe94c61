"""Where the classes of a family stand in the tree: called, inherited from, held by names that are called."""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping

from migrate.lift.binding.times import TreeTimes
from migrate.lift.classes.uses import references
from migrate.lift.classes.values import ClassValues, Holding
from migrate.lift.families.family import Family
from migrate.lift.families.object_names import check_given_name
from migrate.lift.plans import Refused
from migrate.lift.source.source import LiftSource
from migrate.lift.text.targets import Target
from migrate.model.tree import Key
from migrate.nodes import walk


def objects_made(
    sources: Mapping[str, LiftSource],
    tree: TreeTimes,
    elsewhere: Mapping[Key, str],
    family: Family,
    target: Target,
) -> dict[int, tuple[LiftSource, ast.Call]]:
    """Classes may be called, inherited from, and asked for with `isinstance`; or held by a name that is called.

    Returns:
      The calls that make objects.
    """
    made: dict[int, tuple[LiftSource, ast.Call]] = {}
    held = ClassValues(sources, tree.graph)
    own_keys = set(family.members)
    for member in family.members.values():
        own, line = member.key[1], member.node.lineno
        for key in (member.key, member.init_key):
            if key in elsewhere:
                raise Refused("TF305", f"`{own}` is used in {elsewhere[key]}", line)
        for source in sources.values():
            if own in source.looked_up:
                raise Refused("TF305", f"`{own}` is looked up by a string ({source.module})", 0)
            found = list(references(source, member.key))
            fine = _fine_uses(source) if found else {}
            for node in found:
                holding = held.holding(source, node) if id(node) not in fine else None
                if holding is not None and _all_of(holding, own_keys):
                    for other, one in holding.calls:
                        check_given_name(family, member, other, one, target)
                        family.held.setdefault(id(one), (other, one))
                    continue
                if id(node) not in fine:
                    at = node.lineno if source is member.source else 0
                    where = f"line {node.lineno}" if at else f"{source.module}, line {node.lineno}"
                    raise Refused("TF305", f"`{own}` is used as a value ({where})", at)
                call = fine[id(node)]
                if call is not None:
                    made[id(call)] = source, call
                    check_given_name(family, member, source, call, target)
                if call is not None and _stands_in(family, source, node):
                    text = f"`{own}` is made in a class of its own family"
                    raise Refused("TF320", text, node.lineno)
            for part in source.attributes.get(own, ()):
                if not source.symbol(part) and source.symbols.target(part) is None:
                    where = f"{source.module}, line {part.lineno}"
                    text = f"`{ast.unparse(part)}` may be the class ({where})"
                    raise Refused("TF305", text, 0)
    return made


def _all_of(holding: Holding, keys: Collection[Key]) -> bool:
    """Whether what is held are classes of the family, whatever is called."""
    return all(s.symbols.target(value) in keys for s, value in holding.values)


def _fine_uses(source: LiftSource) -> dict[int, ast.Call | None]:
    """The places where a class may stand -> the call that makes an object there."""
    found: dict[int, ast.Call | None] = {}
    for node in walk(source.tree):
        if isinstance(node, ast.ClassDef):
            found |= {id(b): None for b in node.bases}
        elif isinstance(node, ast.Call):
            found[id(node.func)] = node
            if isinstance(node.func, ast.Name) and node.func.id in ("isinstance", "super"):
                found |= {id(a): None for a in node.args}
                found |= {id(e): None for a in node.args for e in getattr(a, "elts", ())}
        elif isinstance(node, ast.Attribute) and node.attr == "__init__":
            found[id(node.value)] = None
    return found


def _stands_in(family: Family, source: LiftSource, node: ast.AST) -> bool:
    own = [m.node for m in family.members.values() if m.source is source]
    return any(part is node for cls in own for part in walk(cls))
