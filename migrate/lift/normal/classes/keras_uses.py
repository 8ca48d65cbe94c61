"""Where the objects of a Keras class are made: where they are only called, they need not be Keras' own."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import TYPE_CHECKING

from migrate.lift.classes.parts import self_attribute
from migrate.lift.classes.uses import references
from migrate.lift.plans import Refused
from migrate.lift.source.source import LiftSource, parameters
from migrate.nodes import children, walk

if TYPE_CHECKING:
    from migrate.lift.normal.classes.keras_reading import KerasClass


def check_objects(sources: Mapping[str, LiftSource], one: KerasClass) -> list[ast.expr]:
    """Every object is made where it is called, or held by a name that is only called, under a name that is known.

    Returns:
      The names, where scopes are called after them.

    Raises:
      Refused: one is not, so that Keras may see it, or count its name.
    """
    inside = {id(n) for n in walk(one.node)}
    names = []
    for source in sources.values():
        uses = [n for n in references(source, one.key) if id(n) not in inside]
        if not uses:
            continue
        above = {id(c): p for p in walk(source.tree) for c in children(p)}
        for node in uses:
            call = above.get(id(node))
            at = node.lineno if source is one.source else 0
            where = f"line {node.lineno}" if at else f"{source.module}, line {node.lineno}"
            if isinstance(call, ast.alias):
                continue
            if not isinstance(call, ast.Call) or call.func is not node:
                raise Refused("TF305", f"`{one.node.name}` is used as a value ({where})", at)
            name = _check_given(one, call, at, where)
            names += [name] if name is not None else []
            _check_held(sources, one, source, call, above, at, where)
    return names


def _check_given(one: KerasClass, call: ast.Call, at: int, where: str) -> ast.expr | None:
    """Its arguments are those of the class, and its name is the scope's: said, or no matter."""
    own = one.node.name
    known = {a.arg for a, _, _ in parameters(one.init)} if one.init is not None else set()
    if any(isinstance(a, ast.Starred) for a in call.args) or any(
        k.arg is None for k in call.keywords
    ):
        raise Refused("TF310", f"`{ast.unparse(call)}`", at)
    for keyword in call.keywords:
        if keyword.arg not in known | {"name"}:
            text = f"`{keyword.arg}=` of a `{own}` is for Keras ({where})"
            raise Refused("TF320", text, at)
    said = next((k.value for k in call.keywords if k.arg == "name"), None)
    if not one.named:
        if said is not None or one.given is not None:
            text = f"objects of `{own}` have names that their variables have not ({where})"
            raise Refused("TF307", text, at)
        return None
    if isinstance(one.given, ast.Constant):
        return one.given
    if said is None and isinstance(one.given, ast.Name) and one.init is not None:
        names = [a.arg for a, _, _ in parameters(one.init)][1:]
        place = names.index(one.given.id)
        default = next(d for a, d, _ in parameters(one.init) if a.arg == one.given.id)
        said = call.args[place] if place < len(call.args) else default
        said = next((k.value for k in call.keywords if k.arg == one.given.id), said)
    if said is None or (isinstance(said, ast.Constant) and not isinstance(said.value, str)):
        raise Refused("TF307", f"Keras counts the name of a `{own}` ({where})", at)
    return said


def _check_held(
    sources: Mapping[str, LiftSource],
    one: KerasClass,
    source: LiftSource,
    call: ast.Call,
    above: Mapping[int, ast.AST],
    at: int,
    where: str,
) -> None:
    """An object that is kept is called where it is made, so that its variables are in one scope."""
    parent = above.get(id(call))
    if isinstance(parent, ast.Call) and parent.func is call:
        return
    text = f"an object of `{one.node.name}` is more than called ({where})"
    target = parent.targets[0] if isinstance(parent, ast.Assign) else None
    if not isinstance(parent, ast.Assign) or len(parent.targets) != 1 or parent.value is not call:
        raise Refused("TF305", text, at)
    function: ast.AST | None = parent
    while function is not None and not isinstance(function, (ast.FunctionDef, ast.ClassDef)):
        function = above.get(id(function))
    holder: ast.AST = function if function is not None else source.tree
    if isinstance(target, ast.Name):
        uses = [n for n in walk(holder) if isinstance(n, ast.Name) and n.id == target.id]
        uses = [n for n in uses if n is not target]
        if function is None or any(
            isinstance(n, (ast.Global, ast.Nonlocal)) and target.id in n.names for n in walk(holder)
        ):
            raise Refused("TF305", text, at)
    elif self_attribute(target):
        cls = above.get(id(holder))
        if not isinstance(cls, ast.ClassDef) or any(source.symbol(b) for b in cls.bases):
            raise Refused("TF305", text, at)
        held = self_attribute(target)
        uses = [n for n in source.attributes.get(held, ()) if n is not target]  # type: ignore[misc]
        others = [s for s in sources.values() if s is not source]
        if any(s.attributes.get(held) or held in s.looked_up for s in others):
            raise Refused("TF305", text, at)
    else:
        raise Refused("TF305", text, at)
    places: set[tuple[int, ...] | None] = set()
    for use in uses:
        called = above.get(id(use))
        if not isinstance(called, ast.Call) or called.func is not use:
            raise Refused("TF305", text, at)
        places.add(_place(called, holder, above))
    if one.build is None:
        return  # each scope has its own
    if len(places) > 1 or not isinstance(target, ast.Name) or None in places:
        text = f"an object of `{one.node.name}` may be called in several scopes ({where})"
        raise Refused("TF307", text, at)


def _place(node: ast.AST, holder: ast.AST, above: Mapping[int, ast.AST]) -> tuple[int, ...] | None:
    """The `with` statements around a call in the function that made the object; None where these may be several scopes."""
    found: list[int] = []
    outer = above.get(id(node))
    while outer is not None and outer is not holder:
        if isinstance(outer, (ast.FunctionDef, ast.Lambda)):
            return None
        if isinstance(outer, (ast.For, ast.While)) and found:
            return None
        if isinstance(outer, ast.With):
            found.append(id(outer))
        outer = above.get(id(outer))
    return tuple(found)
