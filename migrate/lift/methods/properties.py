"""Properties that only give what an object holds: to read one is to read the attributes.

class Encoder:
    @property
    def params(self):
        return self._params

    @property
    def training(self):
        return self._mode == "train"
"""

from __future__ import annotations

import ast
from dataclasses import dataclass

from migrate.lift.methods.method_class import MethodClass, attribute_of, receiver
from migrate.nodes import walk

_PLAIN = (
    *(ast.Attribute, ast.Subscript, ast.Name, ast.Constant, ast.Compare, ast.BoolOp, ast.BinOp),
    *(ast.UnaryOp, ast.IfExp, ast.Tuple, ast.Slice),
)
_SIZES = ("len", "bool", "int", "float", "str")


@dataclass(frozen=True, eq=False)
class PlainProperty:
    """One that has no effect and depends on nothing but the object.

    Attributes:
      alone: the attribute whose value it gives as it is; "" for what is made of several.
      attributes: those that it reads.
    """

    alone: str
    attributes: frozenset[str]


def is_property(cls: MethodClass, name: str) -> bool:
    """Whether the class computes an attribute when it is read."""
    found = cls.method(name)
    decorators = found[1].decorator_list if found is not None else []
    return any(isinstance(d, ast.Name) and d.id == "property" for d in decorators)


def is_plain_method(cls: MethodClass, name: str) -> bool:
    """Whether an attribute is a method of the class, which is the same whenever it is asked for."""
    return cls.method(name) is not None and not is_property(cls, name)


def plain_property(cls: MethodClass, name: str) -> PlainProperty | None:
    """What a property reads; None where it does more than that, or another class has one of its own."""
    found = cls.method(name)
    if found is None or name in cls.overridden or len(found[1].decorator_list) != 1:
        return None
    method = found[1]
    body = method.body[1:] if ast.get_docstring(method) is not None else method.body
    value = body[0].value if len(body) == 1 and isinstance(body[0], ast.Return) else None
    me = receiver(method)
    if value is None or not me or not _is_plain(value, me):
        return None
    nodes = [n for n in walk(value) if isinstance(n, ast.Name) and n.id == me]
    attributes = {a for n in walk(value) if (a := attribute_of(n, me))}
    if len(nodes) != sum(bool(attribute_of(n, me)) for n in walk(value)):
        return None  # the object itself
    if any(a.startswith("__") or cls.method(a) is not None for a in attributes):
        return None
    return PlainProperty(attribute_of(value, me), frozenset(attributes))


def _is_plain(value: ast.expr, me: str) -> bool:
    """Whether an expression asks for nothing but attributes, items and sizes."""
    sizes = {
        id(n)
        for n in walk(value)
        if isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id in _SIZES
        if not n.keywords
    }
    names = {id(n.func) for n in walk(value) if id(n) in sizes}  # type: ignore[attr-defined]
    for part in walk(value):
        if isinstance(part, ast.Name) and part.id != me and id(part) not in names:
            return False
        if isinstance(part, ast.expr) and not isinstance(part, _PLAIN) and id(part) not in sizes:
            return False
    return True
