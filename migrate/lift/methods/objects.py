"""Layer objects that a class makes in ``__init__`` and its methods call: made where they are called instead."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass

from migrate.lift.methods.method_class import (
    MethodClass,
    Store,
    attribute_of,
    methods,
    receiver,
    top_class,
)
from migrate.lift.methods.reader import Reading
from migrate.lift.plans import Refused
from migrate.lift.source.source import LiftSource
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import walk


@dataclass(frozen=True, eq=False)
class HeldObject:
    """An attribute that holds such an object.

    Attributes:
      call: what makes it.
      attributes: names in the call that stand for an attribute of the same value: by the id of the node.
    """

    call: ast.Call
    attributes: dict[int, str]


def held_object(
    reading: Reading, sources: Mapping[str, LiftSource], graph: TreeGraph, name: str
) -> HeldObject | None:
    """What makes the object that an attribute holds; None when it holds something else.

    Raises:
      Refused: it does, and cannot be made where the method calls it.
    """
    cls = reading.cls
    stores = cls.stores.get(name, [])
    made = [s for s in stores if s.value is not None and _class_of(cls, graph, s.value)]
    if not made:
        return None
    line = reading.reads[name][0].lineno
    shown = f"`{reading.me}.{name}`"
    if len(stores) != 1 or stores[0].method is not cls.init:
        raise Refused("TF317", f"{shown} is not simply set in `__init__`", line)
    for use in reading.reads[name]:
        call = reading.parents.get(id(use))
        if not isinstance(call, ast.Call) or call.func is not use:
            raise Refused("TF317", f"uses {shown}, a layer, as a value", use.lineno)
    call = stores[0].value
    assert isinstance(call, ast.Call)
    target = _class_of(cls, graph, call)
    assert target is not None
    if _keeps_state(sources, target):
        raise Refused("TF317", f"{shown} remembers that it was called", line)
    return HeldObject(call, _known(cls, stores[0], call, shown))


def _class_of(cls: MethodClass, graph: TreeGraph, value: ast.expr) -> Key | None:
    """The class whose objects create variables when they are called, if an expression makes one."""
    if not isinstance(value, ast.Call):
        return None
    target = cls.source.symbols.target(value.func)
    if target is None or target not in graph.classes:
        return None
    return target if graph.method(target, "__call__") in graph.creating else None


def _keeps_state(sources: Mapping[str, LiftSource], target: Key) -> bool:
    """Whether a call of the object changes it."""
    source = sources.get(target[0])
    node = top_class(source, target[1]) if source is not None else None
    if node is None:
        return True
    return any(
        attribute_of(part, receiver(method)) and not isinstance(part.ctx, ast.Load)  # type: ignore[attr-defined]
        for name, method in methods(node).items()
        if name != "__init__"
        for part in walk(method)
    )


def _known(cls: MethodClass, store: Store, call: ast.Call, shown: str) -> dict[int, str]:
    """The attributes that hold what the constructor's arguments are made of."""
    init = store.method
    me = receiver(init)
    given = {a.arg for a in walk(init.args) if isinstance(a, ast.arg)}
    bound = {
        n.id for n in walk(init) if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)
    }
    copies: dict[str, str] = {}
    for name, stores in cls.stores.items():
        value = stores[0].value
        if len(stores) == 1 and name in cls.always and isinstance(value, ast.Name):
            if value.id in given - bound and stores[0].method is init:
                copies.setdefault(value.id, name)
    found: dict[int, str] = {}
    for part in walk(call):
        if isinstance(part, (ast.Lambda, ast.ListComp, ast.DictComp, ast.GeneratorExp)):
            raise Refused("TF317", f"{shown} is made with `{ast.unparse(part)}`", part.lineno)
        name = attribute_of(part, me)
        if name and isinstance(part, ast.Attribute):
            if len(cls.stores.get(name, ())) != 1:
                text = f"{shown} is made with `{ast.unparse(part)}`, which is set more than once"
                raise Refused("TF317", text, part.lineno)
            found[id(part)] = name
        elif isinstance(part, ast.Name) and part.id in copies:
            found[id(part)] = copies[part.id]
        elif isinstance(part, ast.Name) and part.id in (given | bound) - {me}:
            text = f"{shown} is made with `{part.id}`, which only `__init__` knows"
            raise Refused("TF317", text, part.lineno)
    return found


def object_text(source: LiftSource, held: HeldObject, names: dict[str, str]) -> str:
    """The call that makes the object, where attributes have these names."""
    call = held.call
    at, end = source.positions.start(call), source.positions.end(call)
    parts: list[str] = []
    inside = sorted(
        (source.positions.start(n), source.positions.end(n), names[held.attributes[id(n)]])
        for n in walk(call)
        if id(n) in held.attributes and isinstance(n, ast.expr)
    )
    for first, last, new in inside:
        parts += [source.text[at:first], new]
        at = last
    return "".join([*parts, source.text[at:end]]).replace("\n", " ")
