"""Getters that a function is given for its scope: what all callers of the tree give."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from migrate.lift.source.source import FunctionNode, LiftSource, parameters
from migrate.model.tree import Key
from migrate.nodes import walk


def given_getters(
    value: ast.expr, key: Key | None, sources: Mapping[str, LiftSource]
) -> list[tuple[LiftSource, ast.expr]] | None:
    """The getters that a parameter may be, with their modules; None when that is not known, or it is no parameter.

    Args:
      value: what the scope is given.
      key: the function that the scope stands in.
    """
    source = sources.get(key[0]) if key is not None else None
    node = source.functions.get(key[1]) if source is not None and key is not None else None
    if node is None or not isinstance(value, ast.Name):
        return None
    known = {a.arg: default for a, default, _ in parameters(node)}
    bound = {n.id for n in walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    if value.id not in known or value.id in bound or not _is_none(known[value.id]):
        return None
    found = []
    for module in sources.values():
        for given in _given(module, node, value.id):
            if given is None:
                return None
            if not _is_none(given):
                found.append((module, given))
    return found


def _is_none(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _given(source: LiftSource, node: FunctionNode, name: str) -> Iterator[ast.expr | None]:
    """What the calls of anything called so give; None for what cannot be told."""
    if node.name in source.looked_up:
        yield None
    called = {id(n.func): n for n in source.symbols.nodes if isinstance(n, ast.Call)}
    for part in source.symbols.nodes:
        last = part.attr if isinstance(part, ast.Attribute) else getattr(part, "id", "")
        if last != node.name or not isinstance(getattr(part, "ctx", None), ast.Load):
            continue
        call = called.get(id(part))
        odd = call is None or any(isinstance(a, ast.Starred) for a in call.args)
        if call is None or odd or any(k.arg is None for k in call.keywords):
            yield None
            continue
        place = [a.arg for a in (*node.args.posonlyargs, *node.args.args)].index(name)
        if len(call.args) > place - 1:  # by position, with or without an object: not told apart
            yield None
        yield from (k.value for k in call.keywords if k.arg == name)
