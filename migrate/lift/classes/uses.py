"""Where a class is used: only where its objects are made may it become a layer."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping

from migrate.lift.binding.times import TreeTimes
from migrate.lift.cells.run_once import run_once
from migrate.lift.classes.cells import check_cell_made
from migrate.lift.classes.parts import ClassParts, self_attribute
from migrate.lift.classes.scope import names_chosen
from migrate.lift.plans import Refused
from migrate.lift.source.bodies import bind
from migrate.lift.source.source import LiftSource
from migrate.model.naming import FunctionNames
from migrate.model.tree import Key
from migrate.nodes import walk

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def check_uses(
    sources: Mapping[str, LiftSource],
    tree: TreeTimes,
    elsewhere: Mapping[Key, str],
    names: Mapping[Key, FunctionNames],
    parts: ClassParts,
) -> None:
    """Looks at every use of a class in the tree.

    Raises:
      Refused: it is used otherwise than to make objects, or objects are changed from outside.
    """
    own = f"{parts.key[1]}"
    line = parts.node.lineno
    for key in (parts.key, (parts.key[0], f"{own}.__init__")):
        if key in elsewhere:
            raise Refused("TF305", f"`{own}` is used in {elsewhere[key]}", line)
    if sources[parts.key[0]].definitions[own] > 1:
        raise Refused("TF320", f"`{own}` is defined twice", line)
    made = []
    for source in sources.values():
        if own in source.looked_up:
            raise Refused("TF305", f"`{own}` is looked up by a string ({source.module})", 0)
        made += _made(source, tree, parts)
        _check_stores(source, tree, parts)
    literals = set()
    for source, call in made:
        literals.add(_name_given(source, tree, parts, call))
    if parts.by_prefix and (parts.collected or parts.lists):
        _check_prefixes(literals, names, parts)


def references(source: LiftSource, key: Key) -> Iterator[ast.expr]:
    """The names and attribute chains that stand for a class."""
    yield from source.targeted.get(key, ())


def attributes_read(sources: Mapping[str, LiftSource], parts: ClassParts) -> frozenset[str]:
    """The attributes that code outside the class reads, of whatever object but that of another class."""
    found = set()
    for source in sources.values():
        inside = {id(n) for n in walk(parts.node)} if source.module == parts.key[0] else set()
        for cls in source.tree.body:
            if isinstance(cls, ast.ClassDef):  # no class inherits from this one
                inside |= {id(n) for n in walk(cls) if self_attribute(n)}
        for node in walk(source.tree):
            if isinstance(node, ast.Attribute) and id(node) not in inside:
                found.add(node.attr)
        found |= set(source.looked_up)
    return frozenset(found)


def _made(
    source: LiftSource, tree: TreeTimes, parts: ClassParts
) -> list[tuple[LiftSource, ast.Call]]:
    calls = {id(n.func): n for n in walk(source.tree) if isinstance(n, ast.Call)}
    inside = {id(n) for n in walk(parts.node)}
    found = []
    for node in walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr == parts.key[1]:
            if not source.symbol(node) and source.symbols.target(node) is None:
                text = (
                    f"`{ast.unparse(node)}` may be the class ({source.module}, line {node.lineno})"
                )
                raise Refused("TF305", text, 0)
    for node in references(source, parts.key):
        call = calls.get(id(node))
        at = node.lineno if source.module == parts.key[0] else 0
        where = f"line {node.lineno}" if at else f"{source.module}, line {node.lineno}"
        if call is None:
            if id(node) in inside and _in_super(parts, node):
                continue
            raise Refused("TF305", f"`{parts.key[1]}` is used as a value ({where})", at)
        if id(node) in inside:
            raise Refused("TF320", f"`{parts.key[1]}` makes objects of itself", at)
        if parts.is_cell:
            check_cell_made(call, parts.init, at)
            if parts.name_attribute != "name" and not run_once(tree, source, call):
                text = f"a `{parts.key[1]}` may be run in several scopes ({where}), each with its variables"
                raise Refused("TF303", text, at)
        found.append((source, call))
    return found


def _in_super(parts: ClassParts, node: ast.expr) -> bool:
    return any(
        isinstance(n, ast.Call) and ast.unparse(n.func) == "super" and node in n.args
        for n in walk(parts.node)
    )


def _check_stores(source: LiftSource, tree: TreeTimes, parts: ClassParts) -> None:
    """Attributes of the object are set by itself only."""
    for node in walk(source.tree):
        if not isinstance(node, ast.Attribute) or isinstance(node.ctx, ast.Load):
            continue
        if node.attr not in parts.attributes or self_attribute(node):
            continue
        if not _is_of_another(source, tree, node.value, parts.key):
            at = node.lineno if source.module == parts.key[0] else 0
            text = (
                f"`{ast.unparse(node)}` is set from outside ({source.module}, line {node.lineno})"
            )
            raise Refused("TF320", text, at)


def _is_of_another(source: LiftSource, tree: TreeTimes, node: ast.expr, key: Key) -> bool:
    """Whether a name holds objects of other classes of the tree, and nothing else."""
    if not isinstance(node, ast.Name):
        return False
    made: list[ast.expr] = []
    places = 0
    for part in walk(source.tree):
        bound = (
            isinstance(part, ast.Name) and not isinstance(part.ctx, ast.Load) and part.id == node.id
        )
        places += bound or (isinstance(part, ast.arg) and part.arg == node.id)
        if isinstance(part, ast.Assign) and len(part.targets) == 1:
            if isinstance(part.targets[0], ast.Name) and part.targets[0].id == node.id:
                made.append(part.value)
    if places != len(made):
        return False
    classes = [source.symbols.target(v.func) if isinstance(v, ast.Call) else None for v in made]
    return bool(classes) and all(c in tree.graph.classes and c != key for c in classes)


def _name_given(
    source: LiftSource, tree: TreeTimes, parts: ClassParts, call: ast.Call
) -> str | None:
    """The literal name of an object, None when it is no literal."""
    node = None if parts.name is None else names_chosen(parts.name)[0]
    if isinstance(node, ast.Name):
        given = bind(call, parts.init, (parts.key[0], f"{parts.key[1]}.__init__"))
        defaults = parts.init.args.defaults
        args = parts.init.args.args
        by_name = dict(
            zip([a.arg for a in args[len(args) - len(defaults) :]], defaults, strict=True)
        )
        node = given.get(node.id, by_name.get(node.id))
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if "/" in node.value or (not node.value and isinstance(parts.name, ast.IfExp)):
            at = call.lineno if source.module == parts.key[0] else 0
            why = "has a `/`" if node.value else "opens no scope"
            raise Refused("TF309", f"name {node.value!r} of an object {why}", at)
        return node.value
    return None


def _check_prefixes(
    literals: set[str | None], names: Mapping[Key, FunctionNames], parts: ClassParts
) -> None:
    """``get_collection(..., scope=self.name)`` takes what begins with the name: that must be its own only."""
    text = "variables are collected by the beginning of their names"
    line = parts.node.lineno
    others = {v.name.partition("/")[0] for n in names.values() for v in n.variables}
    others = {o for o in others if not o.startswith("{")}
    for name in literals:
        if name is None or not _PLAIN.fullmatch(name):
            raise Refused("TF306", text, line)
        for other in (*(n for n in literals if n), *others):
            if other != name and other.startswith(name):
                raise Refused("TF306", f"{text}: `{other}` begins with `{name}`", line)
