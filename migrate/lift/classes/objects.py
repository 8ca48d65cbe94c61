"""Objects of classes that create variables, where functions make and call them."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from migrate.lift.plans import Lifted, Refused
from migrate.model.tree import Key, TreeGraph
from migrate.plan.times import Time

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")

if TYPE_CHECKING:
    from migrate.lift.source.sites import Scope, Site
    from migrate.lift.source.view import View


def object_keys(graph: TreeGraph) -> frozenset[Key]:
    """What runs when an object is made of a class whose methods create variables."""
    found = set()
    for cls in graph.classes:
        if any(graph.method(cls, name) in graph.creating for name in _methods(graph, cls)):
            found.add(graph.resolve(cls) or cls)
    return frozenset(found)


def _methods(graph: TreeGraph, cls: Key, depth: int = 0) -> set[str]:
    definition = graph.classes.get(cls)
    if definition is None or depth > 20:
        return set()
    names = set(definition.methods)
    for base in graph.bases(cls):
        names |= _methods(graph, base, depth + 1)
    return names


def object_attribute(made: Key) -> str:
    """The name of an attribute that holds an object: ``ImagePool`` -> ``image_pool``."""
    name = made[1].removesuffix(".__init__").rpartition(".")[2]
    return _HUMP.sub("_", name).lower()


def object_constructor(view: View, site: Site, text: Callable[[ast.expr], str]) -> str:
    """The expression that makes the object in a constructor.

    Raises:
      Refused: it is made of what only a call knows.
    """
    for part in (*site.node.args, *(k.value for k in site.node.keywords)):
        if isinstance(part, ast.Starred):
            raise Refused("TF310", "arguments that are passed through (`*`)", site.node.lineno)
        if view.time(part) is Time.CALL:
            raise Refused("TF311", f"`{ast.unparse(part)}` of `{_shown(site)}`", part.lineno)
    parts = [text(a) for a in site.node.args]
    for keyword in site.node.keywords:
        if keyword.arg is None:
            raise Refused("TF310", "arguments that are passed through (`**`)", site.node.lineno)
        if keyword.arg != "reuse":
            parts.append(f"{keyword.arg}={text(keyword.value)}")
    return f"{ast.unparse(site.node.func)}({', '.join(parts)})"


def _shown(site: Site) -> str:
    return ast.unparse(site.node.func)


def check_objects(view: View) -> None:
    """Objects that a function makes may only be called, in the order in which they are made.

    Raises:
      Refused: one is used otherwise.
    """
    created: list[tuple[tuple[int, int], int]] = []
    for site in view.sites:
        at = _end(site.node)  # what is inside another is made before it
        if site.kind == "object":
            at = _first_call(view, site)
        created.append((at, site.order))
    if any(s.kind == "object" for s in view.sites):
        if [order for _, order in sorted(created)] != [order for _, order in created]:
            text = "objects are called in another order than they are made"
            raise Refused("TF313", text, view.node.lineno)


def _first_call(view: View, site: Site) -> tuple[int, int]:
    line = site.node.lineno
    if site.loops:
        raise Refused("TF304", f"makes objects of `{_shown(site)}` in a loop", line)
    parent = view.parents.get(id(site.node))
    if isinstance(parent, ast.Call) and parent.func is site.node:
        _check_call(parent)
        return _end(parent)
    statement = site.statement
    target = statement.targets[0] if isinstance(statement, ast.Assign) else None
    if not isinstance(target, ast.Name) or parent is not statement:
        raise Refused("TF305", f"an object of `{_shown(site)}` is used as a value", line)
    if len(view.assignments(target.id)) != 1 or target.id in view.param_names:
        raise Refused("TF305", f"`{target.id}` is assigned twice", line)
    calls: list[tuple[int, int]] = []
    around: list[set[Scope]] = []
    for use in view.uses(target.id):
        call = view.parents.get(id(use))
        if not isinstance(call, ast.Call) or call.func is not use:
            raise Refused("TF305", f"`{target.id}` is used as a value", use.lineno)
        _check_call(call)
        calls.append(_end(call))
        around.append(scopes_around(view, call))
    if not calls:
        raise Refused("TF305", f"`{target.id}` is not called here", line)
    several = any(one != around[0] for one in around)
    if several or any(_turns_inside(view, s.node) for s in around[0]):
        raise Refused("TF303", f"`{target.id}` is called in several scopes", line)
    if not view.target.scopes_in_call and around[0] != set(site.scopes):
        raise Refused("TF313", f"`{target.id}` is made in one scope and called in another", line)
    return min(calls)


def _turns_inside(view: View, node: ast.AST) -> bool:
    """Whether a statement stands in a loop of the function, so that it is another scope in each turn."""
    part = view.parents.get(id(node))
    while part is not None:
        if isinstance(part, (ast.For, ast.While)):
            return True
        part = view.parents.get(id(part))
    return False


def scopes_around(view: View, node: ast.AST) -> set[Scope]:
    """The scopes of the function that a node stands in."""
    above: set[int] = set()
    part: ast.AST | None = node
    while part is not None:
        above.add(id(part))
        part = view.parents.get(id(part))
    return {s for s in view.scopes if id(s.node) in above}


def _end(node: ast.expr) -> tuple[int, int]:
    return node.end_lineno or 0, node.end_col_offset or 0


def _check_call(call: ast.Call) -> None:
    for keyword in call.keywords:
        if keyword.arg is None:
            raise Refused("TF310", f"`{ast.unparse(call)}`", call.lineno)


def object_calls(view: View) -> Iterator[tuple[ast.Call, Lifted]]:
    """The calls of the objects that a function makes."""
    for site in view.sites:
        if site.kind != "object" or site.callee is None:
            continue
        calls = [view.parents.get(id(site.node))]
        statement = site.statement
        if isinstance(statement, ast.Assign) and statement.value is site.node:
            target = statement.targets[0]
            if isinstance(target, ast.Name):
                calls = [view.parents.get(id(use)) for use in view.uses(target.id)]
        lifted = view.lifted.get(site.callee)
        if lifted is not None:
            yield from ((c, lifted) for c in calls if isinstance(c, ast.Call))


def object_call(view: View, call: ast.Call, lifted: Lifted, text: Callable[[ast.expr], str]) -> str:
    """A call of an object that is a layer now.

    One layer called twice need not say `reuse=`; Keras takes only tensors without their names, and gives a
    layer that is called without `training` that of the caller.
    """
    names = lifted.names("call")
    if view.target.plain_calls:
        kept = [text(a) for _, a in zip(names, call.args, strict=False)]
        kept += [f"{k.arg}={text(k.value)}" for k in call.keywords if k.arg != "reuse"]
        return f"{text(call.func)}({', '.join(kept)})"
    given: list[str] = []
    plain = True
    for name, argument in zip(names, call.args, strict=False):  # what is left is `reuse`
        plain = plain and (not given or view.time(argument) is Time.CALL)
        given.append(text(argument) if plain else f"{name}={text(argument)}")
    given += [f"{k.arg}={text(k.value)}" for k in call.keywords if k.arg != "reuse"]
    said = {*names[: len(call.args)], *(k.arg for k in call.keywords)}
    if "training" in names and "training" not in said:
        default = next(p.default for p in lifted.parameters if p.name == "training")
        given.append(f"training={default}")
    return f"{text(call.func)}({', '.join(given)})"
