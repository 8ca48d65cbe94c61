"""Variables that an object collects: those that begin with its name, which Keras lists itself."""

from __future__ import annotations

import ast

from migrate.lift.classes.keras_bases import FOR_KERAS
from migrate.lift.classes.parts import ClassParts, is_string, self_attribute
from migrate.lift.plans import Refused
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.nodes import walk

_COLLECTED = {
    "TRAINABLE_VARIABLES": "trainable_variables",
    "GLOBAL_VARIABLES": "variables",
    "VARIABLES": "variables",
}
_LISTED = {"tf.trainable_variables": "trainable_variables", "tf.global_variables": "variables"}


def collections(source: LiftSource, parts: ClassParts) -> None:
    """What collects the object's own variables says one of Keras' lists."""
    for method in (parts.init, parts.call, *parts.methods):
        for part in walk(method):
            if isinstance(part, ast.Call):
                listed = _listed(source, parts, part)
                if listed:
                    parts.lists[id(part)] = listed
    for name, places in parts.stores.items():
        places = [p for p in places if not _starts_empty(p, parts)]
        if places and all(id(s.value) in parts.lists and m is parts.call for s, m in places):
            parts.collected[name] = parts.lists[id(places[0][0].value)]
            parts.dropped |= {id(s) for s, _ in parts.stores[name]}
    for method in parts.methods:
        returned = _returned(method)
        if method.name in parts.reserved and method.name not in FOR_KERAS:
            if returned is None or id(returned) not in parts.lists:
                text = f"its property `{method.name}` means something else to a layer"
                raise Refused("TF320", text, method.lineno)
            parts.collected[method.name] = parts.lists[id(returned)]
            parts.dropped.add(id(method))
    for node in walk(parts.call):
        if isinstance(node, ast.Call) and id(node) in parts.lists:
            kept = [
                s for s, _ in (p for ps in parts.stores.values() for p in ps) if s.value is node
            ]
            if not kept:
                raise Refused("TF306", f"`{ast.unparse(node)}` in `__call__`", node.lineno)


def _starts_empty(place: tuple[ast.Assign, FunctionNode], parts: ClassParts) -> bool:
    """``self.variables = None`` in the constructor."""
    value = place[0].value
    empty = isinstance(value, ast.List) and not value.elts
    none = isinstance(value, ast.Constant) and value.value is None
    return place[1] is parts.init and (empty or none)


def _returned(method: FunctionNode) -> ast.expr | None:
    """What a method gives that does nothing else."""
    body = [s for s in method.body if not is_string(s)]
    return body[0].value if len(body) == 1 and isinstance(body[0], ast.Return) else None


def _listed(source: LiftSource, parts: ClassParts, node: ast.Call) -> str:
    symbol = source.called(node)
    given = dict(zip(("key", "scope"), node.args, strict=False))
    if symbol in _LISTED:
        given = dict(zip(("scope",), node.args, strict=False))
    elif symbol != "tf.get_collection":
        return ""
    given |= {k.arg: k.value for k in node.keywords if k.arg}
    scope = given.get("scope")
    listed = _LISTED.get(symbol, "")
    if not listed:
        key = source.symbol(given["key"]) if "key" in given else ""
        listed = _COLLECTED.get(key.rpartition("GraphKeys.")[2], "")
    whole = isinstance(scope, ast.BinOp) and isinstance(scope.op, ast.Add)
    if isinstance(scope, ast.BinOp) and whole:
        if isinstance(scope.right, ast.Constant) and scope.right.value == "/":
            scope = scope.left
    if not listed or parts.scope is None or scope is None:
        return ""
    if parts.name_attribute:
        own = self_attribute(scope) == parts.name_attribute
    else:
        own = parts.name is not None and ast.unparse(scope) == ast.unparse(parts.name)
    parts.by_prefix = parts.by_prefix or (own and not whole)
    return listed if own else ""
