"""What a method that builds a part of a graph has to do with its object."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from migrate.lift.classes.state import _CHANGES
from migrate.lift.methods.grown import added_to
from migrate.lift.methods.method_class import MethodClass, attribute_of, is_static, receiver
from migrate.lift.methods.properties import is_plain_method, is_property, plain_property
from migrate.lift.methods.region import Region
from migrate.lift.plans import Refused
from migrate.lift.source.source import FunctionNode
from migrate.nodes import walk

ASSIGNS = frozenset(
    f"tf.{name}"
    for name in ("assign", "assign_add", "assign_sub", "scatter_update", "scatter_add", "gradients")
)
_LOOKS = frozenset({"locals", "vars", "eval", "exec", "super", "globals"})


@dataclass(eq=False)
class Reading:
    """One method.

    Attributes:
      region: the statements that become a function, where that is not the whole body.
      reads: attribute -> the places that read its value, in source order.
      outputs: attribute -> the places that set it, or read what was set.
      calls: the calls of methods of its own object, with the method's name.
      properties: what is computed when it is read -> the attributes that are read then.
      aliases: the places that read a property -> the attribute whose value that gives.
      grown: attributes that the method only adds to: a "list" or a "dict", with the places.
      methods: those of `reads` that are methods, which classes below define anew.
      inside: what the method sets and a function inside it reads, and where that does.
    """

    cls: MethodClass
    node: FunctionNode
    me: str
    region: Region | None = None
    reads: dict[str, list[ast.Attribute]] = field(default_factory=dict)
    outputs: dict[str, list[ast.Attribute]] = field(default_factory=dict)
    calls: list[tuple[ast.Call, str]] = field(default_factory=list)
    parents: dict[int, ast.AST] = field(default_factory=dict)
    properties: dict[str, frozenset[str]] = field(default_factory=dict)
    aliases: dict[int, str] = field(default_factory=dict)
    grown: dict[str, tuple[str, list[ast.Attribute]]] = field(default_factory=dict)
    methods: set[str] = field(default_factory=set)
    inside: list[tuple[str, ast.Attribute]] = field(default_factory=list)

    def attribute(self, node: ast.AST) -> str:
        """The attribute of the object whose value a place asks for, or which it sets; "" for anything else."""
        return self.aliases.get(id(node)) or attribute_of(node, self.me)

    @property
    def name(self) -> str:
        return f"{self.cls.key[1]}.{self.node.name}"

    @property
    def body(self) -> list[ast.stmt]:
        """Its statements without the docstring; of a region, those."""
        if self.region is not None:
            return self.region.statements
        doc = ast.get_docstring(self.node, clean=False) is not None
        return self.node.body[1:] if doc else self.node.body

    def has(self, name: str) -> bool:
        """Whether the object is sure to have an attribute when the statements run."""
        if name in self.properties:
            return all(map(self.has, self.properties[name]))
        if is_plain_method(self.cls, name):
            return True
        if self.region is not None and self.node is self.cls.init:
            return name in self.cls.set_before(self.region.before, self.me)
        return name in self.cls.always

    def always_runs(self, node: ast.AST) -> bool:
        """Whether the method evaluates an expression however its statements run."""
        inner: ast.AST = node
        while inner is not self.node and not (self.region and inner in self.region.statements):
            outer = self.parents[id(inner)]
            if isinstance(outer, ast.If) and inner is not outer.test:
                return False
            if isinstance(outer, ast.For) and inner is not outer.iter:
                return False
            if isinstance(outer, (ast.IfExp, ast.BoolOp)) and inner is not children_first(outer):
                return False
            if isinstance(
                outer, (ast.While, ast.Try, ast.Lambda, ast.FunctionDef)
            ) and outer is not (self.node):
                return False
            if isinstance(inner, ast.stmt) and self._leaves_before(outer, inner):
                return False
            inner = outer
        return True

    def _leaves_before(self, outer: ast.AST, inner: ast.stmt) -> bool:
        for block in (getattr(outer, "body", []), getattr(outer, "orelse", [])):
            if isinstance(block, list) and inner in block:
                before = block[: block.index(inner)]
                return any(isinstance(n, ast.Return) for s in before for n in walk(s))
        return False


def children_first(node: ast.IfExp | ast.BoolOp) -> ast.expr:
    return node.test if isinstance(node, ast.IfExp) else node.values[0]


def read_method(
    cls: MethodClass, node: FunctionNode, region: Region | None = None, wrapped: bool = False
) -> Reading:
    """Reads one method, or a region of it.

    Args:
      wrapped: its decorators only call it, whatever its body.

    Raises:
      Refused: its body cannot stand outside the class.
    """
    if region is None:
        _check_signature(node, wrapped)
    reading = Reading(cls, node, receiver(node), region)
    reading.parents = {id(c): p for p in walk(node) for c in ast.iter_child_nodes(p)}
    nodes = [n for top in ([node] if region is None else reading.body) for n in walk(top)]
    for part in nodes:
        if isinstance(part, (ast.Yield, ast.YieldFrom, ast.Await, ast.Global, ast.Nonlocal)):
            raise Refused("TF317", f"`{type(part).__name__.lower()}`", part.lineno)
        if isinstance(part, ast.Call) and isinstance(part.func, ast.Name):
            if part.func.id in _LOOKS:
                raise Refused("TF317", f"uses `{part.func.id}()`", part.lineno)
    found = [n for n in nodes if isinstance(n, ast.Name) and n.id == reading.me]
    uses = sorted(found, key=lambda n: (n.lineno, n.col_offset))
    stored = {a for n in uses if (a := _stored(reading, n))}
    for use in uses:
        _note(reading, use, stored)
    if region is None:
        _check_defaults(reading)
    return reading


def _check_signature(node: FunctionNode, wrapped: bool) -> None:
    line = node.lineno
    if node.decorator_list and not is_static(node) and not wrapped:
        shown = ast.unparse(node.decorator_list[0])
        raise Refused("TF317", f"`{node.name}` is decorated with `{shown}`", line)
    args = node.args
    if args.vararg or args.kwarg or args.posonlyargs:
        raise Refused("TF317", f"`{node.name}` takes `*` or `/` arguments", line)
    if node.body[0].lineno == line:
        raise Refused("TF317", f"`{node.name}` stands on one line", line)


def set_by_calls(reading: Reading, sets: Iterable[str]) -> None:
    """What called methods set is an output of this one, too.

    Args:
      sets: the attributes.

    Raises:
      Refused: a function inside the method reads one.
    """
    for name in sets:
        for place in reading.reads.pop(name, []):
            if _inside(reading, place, (ast.FunctionDef, ast.Lambda)):
                text = f"`{reading.me}.{name}`, which it sets, is used in a function"
                raise Refused("TF317", text, getattr(place, "lineno", 0))
            reading.outputs.setdefault(name, []).append(place)
        reading.outputs.setdefault(name, [])


def _stored(reading: Reading, node: ast.Name) -> str:
    """The attribute that is set at a use of the object."""
    parent = reading.parents.get(id(node))
    if isinstance(parent, ast.Attribute) and isinstance(parent.ctx, ast.Store):
        return attribute_of(parent, reading.me)
    return ""


def _note(reading: Reading, node: ast.Name, stored: set[str]) -> None:
    me, cls = reading.me, reading.cls
    parent = reading.parents.get(id(node))
    if not isinstance(parent, ast.Attribute) or not isinstance(node.ctx, ast.Load):
        raise Refused("TF317", f"uses `{me}` as a value", node.lineno)
    name = parent.attr
    shown = f"`{me}.{name}`"
    if not re.fullmatch(rf"{me}\s*\.\s*{name}", cls.source.segment(parent)):
        raise Refused("TF317", f"{shown} in a string", node.lineno)
    if name.startswith("__") and (name.endswith("__") or len(cls.lineage) > 1):
        raise Refused("TF317", f"uses {shown}", node.lineno)
    if name in stored:
        if isinstance(parent.ctx, ast.Store):
            _check_store(reading, parent, shown)
        elif isinstance(parent.ctx, ast.Del):
            raise Refused("TF317", f"deletes {shown}", node.lineno)
        _note_inside(reading, parent, name)
        reading.outputs.setdefault(name, []).append(parent)
        return
    if isinstance(parent.ctx, ast.Del) or changes(reading, parent):
        kind = added_to(reading, parent)
        if not kind or reading.grown.setdefault(name, (kind, []))[0] != kind:
            raise Refused("TF317", f"changes {shown}", node.lineno)
        reading.grown[name][1].append(parent)
        return
    method = cls.method(name)
    above = reading.parents.get(id(parent))
    if method is None:
        reading.reads.setdefault(name, []).append(parent)
    elif isinstance(above, ast.Call) and above.func is parent and name not in cls.stores:
        if name in cls.overridden:
            reading.methods.add(name)
            reading.reads.setdefault(name, []).append(parent)
        else:
            reading.calls.append((above, name))
    elif is_property(cls, name):
        _note_property(reading, parent, stored, shown)
    else:
        raise Refused("TF317", f"uses {shown}, a method, as a value", node.lineno)


def _note_property(reading: Reading, node: ast.Attribute, stored: set[str], shown: str) -> None:
    """A place that reads a property reads the attributes that this gives."""
    found = plain_property(reading.cls, node.attr)
    if found is None or (found.attributes & stored and not found.alone):
        raise Refused("TF317", f"reads the property {shown}", node.lineno)
    if found.alone:
        reading.aliases[id(node)] = found.alone
    if found.alone in stored:
        _note_inside(reading, node, found.alone)
        reading.outputs.setdefault(found.alone, []).append(node)
        return
    if not found.alone:
        reading.properties[node.attr] = found.attributes
    reading.reads.setdefault(found.alone or node.attr, []).append(node)


def _note_inside(reading: Reading, node: ast.Attribute, name: str) -> None:
    """Notes that a function inside the method reads what the method sets.

    Raises:
      Refused: it sets it.
    """
    if _inside(reading, node, (ast.FunctionDef, ast.Lambda)):
        if not isinstance(node.ctx, ast.Load):
            text = f"`{reading.me}.{name}` is set in a function"
            raise Refused("TF317", text, node.lineno)
        reading.inside.append((name, node))


def _check_store(reading: Reading, node: ast.Attribute, shown: str) -> None:
    """Only assignments of the method itself, of the attribute or a tuple with it."""
    above = reading.parents.get(id(node))
    while isinstance(above, (ast.Tuple, ast.List)):
        above = reading.parents.get(id(above))
    if not isinstance(above, (ast.Assign, ast.AugAssign)):
        raise Refused("TF317", f"{shown} is set in another way than by `=`", node.lineno)


def _inside(reading: Reading, node: ast.AST, kinds: tuple[type[ast.AST], ...]) -> bool:
    above = reading.parents.get(id(node))
    while above is not None and above is not reading.node:
        if isinstance(above, kinds):
            return True
        above = reading.parents.get(id(above))
    return False


def only_read(reading: Reading, node: ast.Attribute) -> bool:
    """Whether a place takes a variable as the tensor that it is worth: it asks for no more than its shape."""
    above = reading.parents.get(id(node))
    if isinstance(above, ast.Attribute):
        return above.attr in ("shape", "get_shape", "dtype")
    if isinstance(above, ast.Call):
        return reading.cls.source.called(above).partition("(")[0] not in ASSIGNS
    return True


def changes(reading: Reading, node: ast.Attribute) -> bool:
    """Whether the object that an attribute holds is changed there."""
    inner: ast.AST = node
    above = reading.parents.get(id(inner))
    while isinstance(above, (ast.Attribute, ast.Subscript)) and above.value is inner:
        if not isinstance(above.ctx, ast.Load):
            return True
        call = reading.parents.get(id(above))
        if isinstance(above, ast.Attribute) and above.attr in _CHANGES:
            if isinstance(call, ast.Call) and call.func is above:
                return True
        inner, above = above, call
    return False


def _check_defaults(reading: Reading) -> None:
    """Defaults are evaluated in the class, where its own names are known."""
    own = {
        t.id
        for s in reading.cls.node.body
        if isinstance(s, ast.Assign)
        for t in s.targets
        if isinstance(t, ast.Name)
    } | {s.name for s in reading.cls.node.body if isinstance(s, (ast.FunctionDef, ast.ClassDef))}
    for default in _defaults(reading.node):
        for part in walk(default):
            if isinstance(part, ast.Name) and part.id in own:
                text = f"the default `{part.id}` is a name of the class"
                raise Refused("TF317", text, part.lineno)


def _defaults(node: FunctionNode) -> Iterator[ast.expr]:
    yield from node.args.defaults
    yield from (d for d in node.args.kw_defaults if d is not None)
