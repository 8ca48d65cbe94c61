"""What keeps a family of classes from becoming layers, and what its members call themselves."""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping

from migrate.lift.binding.times import TreeTimes
from migrate.lift.families.aliases import check_aliases
from migrate.lift.families.attributes import RENAMED, ordinary, rename_attributes
from migrate.lift.families.constructors import check_computing, check_constructor, find_scope
from migrate.lift.families.family import Family, Member, plain_class
from migrate.lift.families.holders import check_holder
from migrate.lift.families.uses import objects_made
from migrate.lift.plans import Refused
from migrate.lift.source.sites import collect
from migrate.lift.source.source import FunctionNode, LiftSource, parameters
from migrate.lift.text.own_classes import tensorflow_name
from migrate.lift.text.targets import Target
from migrate.model.tree import Key
from migrate.nodes import walk

_SPECIAL = frozenset({"__init__", "__call__", "__repr__", "__str__"})


def check_family(
    sources: Mapping[str, LiftSource],
    tree: TreeTimes,
    elsewhere: Mapping[Key, str],
    family: Family,
    target: Target,
    known: Collection[Key] = (),
) -> None:
    """Reads the classes of a family.

    Args:
      target: what they become.
      known: constructors of other families, for one that only holds objects of those.

    Raises:
      Refused: its objects are not layers that make their variables in the constructor.
    """
    if family.holds:
        for member in family.members.values():
            plain_class(member)
            _tensorflow(member, target)
            _methods(member, target)
            if member.init is not None:
                check_constructor(family, member, target)
        check_holder(sources, tree, family, known)
        made = objects_made(sources, tree, elsewhere, family, target)
        check_aliases(sources, tree, family, made)
        rename_attributes(sources, family, target, [call for _, call in made.values()])
        return
    for member in family.members.values():
        plain_class(member)
        _tensorflow(member, target)
        _methods(member, target)
        if member.init is not None:
            member.sites = collect(member.source, tree, member.init.body)
            check_constructor(family, member, target)
        find_scope(member)
        if member.makes:
            check_computing(member)
            if any(m.makes for m in family.above(member)):
                text = f"`{member.key[1]}` and what it inherits from both make variables"
                raise Refused("TF320", text, member.node.lineno)
    if not family.makers():
        line = family.first.node.lineno
        raise Refused("TF305", "creates variables through a value that is called", line)
    called = any(f.name == "__call__" for m in family.members.values() for f in m.methods)
    for site in (s for m in family.makers() for s in m.sites.sites):
        if called and not target.plain_calls and not ordinary(site):
            text = "Keras would cast what objects with variables of another dtype are called with"
            raise Refused("TF306", text, site.node.lineno)
    kinds = {site.symbol for m in family.makers() for site in m.sites.sites}
    if len(kinds) > 1:
        line = family.first.node.lineno
        raise Refused("TF320", "makes variables by `tf.Variable` and by `tf.get_variable`", line)
    made = objects_made(sources, tree, elsewhere, family, target)
    check_aliases(sources, tree, family, made)
    rename_attributes(sources, family, target, [call for _, call in made.values()])


def _tensorflow(member: Member, target: Target) -> None:
    """What is written says `tf` where the target has no import of its own; nothing of the class is to be left alone."""
    if member.source.skips.within(member.node):
        raise Refused("TF310", "marked `# migrate: skip`", member.node.lineno)
    if not target.imported and tensorflow_name(member.source) != "tf":
        text = f"`{member.node.name}` needs a module that says `import tensorflow as tf`"
        raise Refused("TF313", text, member.node.lineno)


def _methods(member: Member, target: Target) -> None:
    for method in member.methods:
        name, line = method.name, method.lineno
        special = name.startswith("__") and name.endswith("__") and name not in _SPECIAL
        if special or (name in target.inherited and name not in RENAMED):
            text = f"its method `{name}` means something else to a layer"
            raise Refused("TF320", text, line)
        for decorator in method.decorator_list:
            odd = ast.unparse(decorator) not in ("property", "staticmethod", "classmethod")
            if odd or name in _SPECIAL:
                text = f"decorator `{ast.unparse(decorator)}` of `{name}`"
                raise Refused("TF320", text, line)
        for part in walk(method):
            attribute = part.attr if isinstance(part, ast.Attribute) else ""
            inherited = attribute == "__init__" and name == "__init__"
            if attribute in ("__dict__", "__call__", "__init__") and not inherited:
                raise Refused("TF320", f"uses `{ast.unparse(part)}`", line)
        if name == "__call__" and not target.plain_calls:
            given = [a for a, _, _ in parameters(method)][1:]
            if len(given) != 1 or method.args.vararg or method.args.kwarg:
                text = "`__call__` takes more than a tensor, which Keras tells from settings"
                raise Refused("TF320", text, line)
        if name in ("__init__", "__call__") and _own_name(method) != "self":
            raise Refused("TF320", f"`{name}` does not call its object `self`", line)
    for statement in member.node.body:
        targets: list[ast.expr] = []
        if isinstance(statement, ast.Assign):
            targets = statement.targets
        elif isinstance(statement, ast.AnnAssign):
            targets = [statement.target]
        elif not isinstance(statement, (ast.FunctionDef, ast.Pass, ast.Expr)):
            raise Refused("TF320", "statements in the class", statement.lineno)
        if {t.id for t in targets if isinstance(t, ast.Name)} & target.inherited:
            raise Refused("TF320", f"`{ast.unparse(statement)}` in the class", statement.lineno)


def _own_name(method: FunctionNode) -> str:
    first = [*method.args.posonlyargs, *method.args.args][:1]
    return first[0].arg if first else ""
