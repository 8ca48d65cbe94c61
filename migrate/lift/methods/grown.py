"""Lists and dicts of an object that a method adds to: its function makes new ones, and the method adds what these hold.

self.weights.append(w)             weights.append(w)            self.weights.extend(made["weights"])
self.tensors["hidden"] = h         tensors["hidden"] = h        self.tensors.update(made["tensors"])
"""

from __future__ import annotations

import ast
import builtins
from typing import TYPE_CHECKING

from migrate.lift.source.attribute_stores import AttributeStores
from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.source import LiftSource
from migrate.nodes import walk

if TYPE_CHECKING:
    from migrate.lift.methods.reader import Reading

_EMPTY = {"[]": "list", "list()": "list", "{}": "dict", "dict()": "dict"}
_MORE = {"append": "list", "extend": "list", "update": "dict"}
NEW = {"list": "[]", "dict": "{}"}
ADDS = {"list": "extend", "dict": "update"}


def added_to(reading: Reading, node: ast.Attribute) -> str:
    """Whether a place only adds to a "list" or a "dict", as a statement of the method; "" for anything else."""
    above = reading.parents.get(id(node))
    beyond = reading.parents.get(id(above))
    if isinstance(above, ast.Subscript) and above.value is node:
        single = isinstance(beyond, ast.Assign) and beyond.targets == [above]
        return "dict" if single and _is_direct(reading, beyond) else ""
    if isinstance(above, ast.Attribute) and isinstance(beyond, ast.Call) and beyond.func is above:
        statement = reading.parents.get(id(beyond))
        if isinstance(statement, ast.Expr) and _is_direct(reading, statement):
            return (
                _MORE.get(above.attr, "") if len(beyond.args) == 1 and not beyond.keywords else ""
            )
    return ""


def _is_direct(reading: Reading, node: ast.AST | None) -> bool:
    """Whether a statement is the method's own, and of no function inside it."""
    while node is not None and node is not reading.node:
        if isinstance(node, (ast.FunctionDef, ast.Lambda, ast.ClassDef)):
            return False
        node = reading.parents.get(id(node))
    return True


def kind_of(reading: Reading, name: str, known: AttributeStores) -> str:
    """What an attribute holds that only one other method sets, to an empty list or dict nobody else holds; "" otherwise."""
    stores = reading.cls.stores.get(name, ())
    if len(stores) != 1 or known.times_set(reading.cls, name) != 1:
        return ""
    store = stores[0]
    kind = _EMPTY.get(ast.unparse(store.value), "") if store.value is not None else ""
    if store.method is reading.node:
        return ""
    held = any(_is_held(source, name) for source in known.sources.values())
    return "" if held else kind


def _is_held(source: LiftSource, name: str) -> bool:
    """Whether something else is set to what an attribute of that name holds, or is given it and may keep it."""
    local = _locals(source)
    for node in walk(source.tree):
        if id(node) in local:
            continue
        parts: list[ast.AST | None] = []
        if isinstance(node, (ast.Assign, ast.AnnAssign)):
            parts = [node.value, *getattr(node.value, "elts", ())]
        elif isinstance(node, ast.Call) and not source.called(node):
            if not isinstance(node.func, ast.Name) or not hasattr(builtins, node.func.id):
                parts = [*node.args, *(k.value for k in node.keywords)]
        if any(isinstance(p, ast.Attribute) and p.attr == name for p in parts):
            return True
    return name in source.looked_up


def _locals(source: LiftSource) -> set[int]:
    """The statements `x = ...` of functions that are no constructors: such a name is gone when they end."""
    return {
        id(node)
        for qualname, function in source.functions.items()
        if not qualname.endswith("__init__")
        for node in own_nodes(function.body)
        if isinstance(node, ast.Assign) and all(isinstance(t, ast.Name) for t in node.targets)
        if isinstance(node.value, ast.Attribute)
    }
