"""The scope and the name of a class, and its record of whether it was called before."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from migrate.lift.classes.parts import ClassParts, opens_scopes, self_attribute
from migrate.lift.plans import Refused
from migrate.lift.source.reuse_switches import switches_reuse
from migrate.lift.source.sites import Scope, Sites
from migrate.lift.source.source import LiftSource, parameters
from migrate.nodes import walk


def own_scope(found: Sites) -> Scope | None:
    """The scope around everything that is created."""
    first = {s.scopes[0] for s in found.sites if s.scopes}
    if len(first) != 1 or not all(s.scopes for s in found.sites):
        return None
    scope = first.pop()
    return scope if scope.kind == "variable_scope" and not scope.same else None


def naming(source: LiftSource, parts: ClassParts) -> None:
    """Finds what names the layer.

    Raises:
      Refused: that is not known when an object is made.
    """
    scope = parts.scope
    if scope is None:
        if "name" in parts.stores:
            parts.name_attribute = "name"
            parts.name = _assigned_once(source, parts, "name")
        return
    line = scope.node.lineno
    if scope.keywords:
        raise Refused("TF306", f"`{scope.keywords[0]}=` of a scope", line)
    if scope.default is not None or scope.name is None:
        raise Refused(
            "TF307", "the scope's name is counted, so that each call makes new variables", line
        )
    name = self_attribute(scope.name)
    if name and name in parts.stores:
        parts.name_attribute = name
        parts.name = _assigned_once(source, parts, name)
    elif isinstance(scope.name, ast.Constant) and isinstance(scope.name.value, str):
        parts.name = scope.name
    else:
        raise Refused("TF302", f"scope name `{ast.unparse(scope.name)}`", line)
    if "name" in parts.stores and parts.name_attribute != "name":
        raise Refused("TF320", "`self.name` is not the name of its scope", line)
    if isinstance(parts.name, ast.Constant) and "/" in str(parts.name.value):
        raise Refused("TF309", f"scope name {parts.name.value!r} has a `/`", line)


def _assigned_once(source: LiftSource, parts: ClassParts, name: str) -> ast.expr:
    """The value of an attribute that the constructor sets, in terms of its parameters."""
    places = parts.stores[name]
    statement = places[0][0]
    plain = [s for s in _unwrapped(source, parts) if s is statement]
    if len(places) != 1 or places[0][1] is not parts.init or not plain:
        raise Refused("TF302", f"`self.{name}` is not simply set in `__init__`", statement.lineno)
    value = statement.value
    given = {a.arg for a, _, _ in parameters(parts.init)} - {"self"}
    for node in walk(parts.init):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            given.discard(node.id)
    for part in names_chosen(value):
        known = isinstance(part, ast.Name) and part.id in given
        if not known and not (isinstance(part, ast.Constant) and isinstance(part.value, str)):
            raise Refused("TF302", f"`self.{name} = {ast.unparse(value)}`", statement.lineno)
    if name == "name":
        parts.dropped.add(id(statement))
    return value


def names_chosen(value: ast.expr) -> list[ast.expr]:
    """What a name may be: ``name or "net"``, ``"net" if name is None else name``; first what the caller gives."""
    if isinstance(value, ast.BoolOp) and isinstance(value.op, ast.Or):
        return value.values
    if isinstance(value, ast.IfExp) and isinstance(value.test, ast.Compare):
        test = ast.unparse(value.test)
        for given, otherwise, asks in (
            (value.orelse, value.body, "is"),
            (value.body, value.orelse, "is not"),
        ):
            if isinstance(given, ast.Name) and test == f"{given.id} {asks} None":
                return [given, otherwise]
    return [value]


def _unwrapped(source: LiftSource, parts: ClassParts) -> Iterator[ast.stmt]:
    """The statements of ``__init__`` that always run; scopes around them do nothing to attributes."""
    stack = list(parts.init.body)
    while stack:
        node = stack.pop(0)
        if isinstance(node, ast.With) and opens_scopes(source, node):
            stack = [*node.body, *stack]
        else:
            yield node


def bookkeeping(source: LiftSource, parts: ClassParts) -> None:
    """``self.reuse = False`` in the constructor, ``self.reuse = True`` after the call."""
    found = set()
    for name, places in parts.stores.items():
        values = {m.name: s.value for s, m in places}
        first, then = values.get("__init__"), values.get("__call__")
        if len(places) != 2 or first is None or then is None:
            continue
        starts = isinstance(first, ast.Constant) and first.value in (False, None)
        starts = starts or _is_reuse_parameter(parts, first)
        ends = isinstance(then, ast.Constant) and then.value is True
        if starts and ends and all(_says_reuse(source, parts, use) for use in _reads(parts, name)):
            found.add(name)
            parts.dropped |= {id(s) for s, _ in places}
    parts.reuse_attributes = frozenset(found)


def _is_reuse_parameter(parts: ClassParts, node: ast.expr) -> bool:
    """The last parameter of the constructor, called ``reuse``, which is used nowhere else."""
    if not isinstance(node, ast.Name) or node.id != "reuse":
        return False
    uses = [n for n in walk(parts.init) if isinstance(n, ast.Name) and n.id == "reuse"]
    return len(uses) == 1 and parameters(parts.init)[-1][0].arg == "reuse"


def _reads(parts: ClassParts, name: str) -> list[ast.AST]:
    found = []
    for method in (parts.init, parts.call, *parts.methods):
        for part in walk(method):
            if self_attribute(part) == name and isinstance(part.ctx, ast.Load):  # type: ignore[attr-defined]
                found.append(part)
    return found


def _says_reuse(source: LiftSource, parts: ClassParts, use: ast.AST) -> bool:
    for part in walk(parts.call):
        if isinstance(part, ast.keyword) and part.value is use:
            return part.arg in ("reuse", "_reuse")
        if isinstance(part, ast.If) and part.test is use:
            return switches_reuse(source, part)
    return False
