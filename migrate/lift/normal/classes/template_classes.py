"""Classes whose call is a template: a base opens the scope and calls methods that those below it define.

class Block(object):
    def __init__(self, name):
        self.name = name
    def __call__(self, x):
        with tf.variable_scope(self.name):
            return self.middle(tf.layers.dense(x, 3))

class Deep(Block):
    def middle(self, h):
        return tf.layers.dense(h, 5)

class Deep(object):
    def __init__(self, name):
        self.name = name
    def __call__(self, x):
        with tf.variable_scope(self.name):
            h = tf.layers.dense(x, 3)
            return tf.layers.dense(h, 5)

Each class of which objects are made is written with all that it inherits; what makes variables stands in the call.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping

from migrate.lift.classes.uses import references
from migrate.lift.families.family import Member, inheriting, whole_family
from migrate.lift.normal.classes.said_of_methods import as_comments, comment_behind
from migrate.lift.normal.classes.template_bodies import attributes_of, is_above, is_abstract
from migrate.lift.normal.classes.template_text import Whole
from migrate.lift.normal.first.repeats import Repeats
from migrate.lift.plans import Refused
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import walk
from migrate.rewrite.edits import Edit


def template_classes(
    sources: Mapping[str, LiftSource], graph: TreeGraph, elsewhere: Collection[Key]
) -> list[Repeats]:
    """The families of a tree that can be written so."""
    below = inheriting(graph)
    found: list[Repeats] = []
    seen: set[Key] = set()
    for key in sorted(below):
        if key in seen or key[0] not in sources:
            continue
        family = whole_family(sources, graph, key, below)
        if family is None:
            continue
        seen |= family.members.keys()
        members = list(family.members.values())
        methods = {(m.key, f.name): f for m in members for f in m.methods}
        makers = {
            (k, n): f for (k, n), f in methods.items() if (k[0], f"{k[1]}.{n}") in graph.creating
        }
        called = [k for k, n in methods if n == "__call__"]
        if not makers or not called or any(n == "__init__" for _, n in makers):
            continue
        try:
            found.append(_written(sources, elsewhere, members, makers))
        except Refused:
            continue
    return found


def _written(
    sources: Mapping[str, LiftSource],
    elsewhere: Collection[Key],
    members: list[Member],
    makers: Mapping[tuple[Key, str], FunctionNode],
) -> Repeats:
    """The classes of a family with all that they inherit.

    Raises:
      Refused: one of them cannot be written so.
    """
    source = members[0].source
    made = _made(sources, elsewhere, members)
    nodes = {m.key: m.node for m in members}
    edits: list[Edit] = []
    before: dict[Key, tuple[Key, ...]] = {}
    gone: dict[Key, tuple[str, ...]] = {}
    given = {a for m in members for a in attributes_of(m.node)}
    used: set[str] = set()
    rest = dict.fromkeys((k[0], f"{k[1]}.{n}") for k, n in makers)
    for member in members:
        _check_plain(member)
        lineage, key = [member.node], member.base
        while key is not None:
            lineage.append(nodes[key])
            key = next(m.base for m in members if m.key == key)
        above = [m for m in members if m.base == member.key]
        whole = Whole(source, lineage, {id(f) for f in makers.values()})
        start, end = source.positions.start(member.node), source.positions.end(member.node)
        end += len(comment_behind(source, end))
        if above and member.key not in made:
            if not any(is_abstract(f) for f in member.methods) and not whole.left_open(given):
                raise Refused("TF320", f"`{member.node.name}` may be used as it is")
            below = [m.node for m in members if _is_below(members, m, member)]
            said = as_comments(member.node) if all(map(ast.get_docstring, below)) else []
            lines = "\n".join([*said, "\n\n"]) if said else ""
            edits.append(Edit(*_lines(source, member.node), (lines,)))
            gone[member.key] = tuple(n.name for n in sorted(below, key=lambda n: n.lineno))
            continue
        _check_whole(whole, member, given)
        edits.append(Edit(start, end, (whole.text().rstrip("\n"),)))
        used |= whole.used - {"__init__", "__call__"}
        own = [k for k in rest if k[1].startswith(f"{member.node.name}.")]
        before[member.key[0], f"{member.node.name}.__call__"] = tuple(own)
    _check_called(sources, members, used)
    last = next(reversed(before))
    left = [k for k in rest if not any(k in v for v in before.values())]
    before[last] = (*left, *before[last])
    edits.sort(key=lambda e: e.start)
    return Repeats(frozenset(before), {source.module: tuple(edits)}, True, before, gone)


def _is_below(members: list[Member], member: Member, other: Member) -> bool:
    """Whether a class inherits from another one."""
    while member.base is not None:
        member = next(m for m in members if m.key == member.base)
        if member is other:
            return True
    return False


def _check_plain(member: Member) -> None:
    """A class with one base at most, of the tree, and nothing in it but methods and attributes."""
    node = member.node
    bases = [ast.unparse(b) for b in node.bases]
    fine = member.base is not None and len(bases) == 1
    fine = fine or all(b in ("object", "ABC", "abc.ABC") for b in bases)
    metas = [ast.unparse(k.value) for k in node.keywords]
    if not fine or node.decorator_list or not all(m.endswith("ABCMeta") for m in metas):
        raise Refused("TF320", f"`{node.name}` is made in another way", node.lineno)
    if member.source.definitions[node.name] > 1 or node.body[0].lineno == node.lineno:
        raise Refused("TF320", f"`{node.name}` is defined twice, or stands on one line")
    for part in node.body:
        text = isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant)
        single = isinstance(part, ast.Assign) and [type(t) for t in part.targets] == [ast.Name]
        if not text and not single and not isinstance(part, (ast.FunctionDef, ast.Pass)):
            raise Refused("TF320", "statements in the class", part.lineno)


def _check_called(
    sources: Mapping[str, LiftSource], members: list[Member], used: Collection[str]
) -> None:
    """Nothing but the classes themselves, in calls, speaks of the methods that go; objects of others are not meant."""
    calls = [n for m in members for n in walk(m.node) if isinstance(n, ast.Call)]
    own = {id(c.func) for c in calls if isinstance(c.func, ast.Attribute) and _is_own(c.func.value)}
    nodes = {id(m.node) for m in members}
    for source in sources.values():
        others = [n for n in source.tree.body if isinstance(n, ast.ClassDef) and id(n) not in nodes]
        for name in used:
            if name in source.looked_up:
                raise Refused("TF305", f"`{name}` is looked up by a string")
            uses = [n for n in source.attributes.get(name, ()) if id(n) not in own]
            theirs = {id(p) for c in others for p in walk(c)} if uses else set()
            for node in uses:
                if id(node) not in theirs or not _is_own(node.value):
                    raise Refused("TF320", f"`{ast.unparse(node)}`", node.lineno)


def _is_own(node: ast.expr) -> bool:
    """``self``, or ``super()``."""
    called = isinstance(node, ast.Call) and ast.unparse(node.func) == "super"
    return called or (isinstance(node, ast.Name) and node.id == "self")


def _check_whole(whole: Whole, member: Member, given: Collection[str]) -> None:
    for name in whole.left_open(given):
        text = f"`{member.node.name}` leaves `{name}` to a class below it"
        raise Refused("TF320", text, member.node.lineno)
    names = {f.name for c in whole.lineage for f in c.body if isinstance(f, ast.FunctionDef)}
    for name in names:
        method = whole.method(name)
        if method is not None and is_abstract(method) and name != "__init__":
            text = f"`{member.node.name}` leaves `{name}` to a class below it"
            raise Refused("TF320", text, member.node.lineno)
    if whole.method("__call__") is None:
        raise Refused("TF320", f"`{member.node.name}` is not called", member.node.lineno)


def _made(
    sources: Mapping[str, LiftSource], elsewhere: Collection[Key], members: list[Member]
) -> set[Key]:
    """The classes of which objects are made; nothing else may know them.

    Raises:
      Refused: something does.
    """
    found: set[Key] = set()
    for member in members:
        name, line = member.node.name, member.node.lineno
        if member.source is not members[0].source or member.key in elsewhere:
            raise Refused("TF320", f"`{name}` is known to another module", line)
        if member.source.skips.file or member.source.skips.covers(line):
            raise Refused("TF320", "marked `# migrate: skip`", line)
        for source in sources.values():
            if name in source.looked_up:
                raise Refused("TF305", f"`{name}` is looked up by a string")
            calls = {id(n.func) for n in walk(source.tree) if isinstance(n, ast.Call)}
            bases = {id(b) for m in members for b in m.node.bases}
            above = {
                id(a)
                for n in walk(member.node)
                if isinstance(n, ast.Call) and ast.unparse(n.func) == "super"
                for a in n.args
            }
            above |= {
                id(n.func.value)  # type: ignore[attr-defined]
                for m in members
                for n in walk(m.node)
                if isinstance(n, ast.Call) and is_above(n, [member.node])
            }
            for node in references(source, member.key):
                if id(node) in calls:
                    found.add(member.key)
                elif id(node) not in bases | above:
                    raise Refused("TF305", f"`{name}` is used as a value", node.lineno)
    return found


def _lines(source: LiftSource, node: ast.ClassDef) -> tuple[int, int]:
    """A class with the empty lines behind it."""
    positions = source.positions
    line = (node.end_lineno or node.lineno) + 1
    while line <= len(positions.lines) and not positions.lines.line(line).strip():
        line += 1
    return positions.line_start(node.lineno), positions.line_start(line)
