"""Objects that a constructor is given and that change afterwards: what is built or called later sees the change."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator

from migrate.lift.binding.changes import changed_names
from migrate.lift.binding.non_tensors import NonTensors
from migrate.lift.binding.times import TreeTimes
from migrate.lift.checks.second_names import changes_object, second_names
from migrate.lift.plans import Refused
from migrate.lift.source.bodies import bind, own_nodes
from migrate.lift.source.sites import Site
from migrate.lift.source.source import CHANGES
from migrate.lift.source.view import View
from migrate.model.tree import Key
from migrate.nodes import walk

_LOOPS = (ast.For, ast.While)


def check_handed(view: View, site: Site, arguments: Collection[ast.expr], last: int) -> None:
    """Refuses a constructor's argument that is changed before everything is made.

    TF1 made the variables in the call; a layer makes them when it is called for the first time, and reads then
    what it was given.

    Args:
      arguments: what the constructor of the site takes.
      last: the line of the last thing that is made.

    Raises:
      Refused: a statement behind the site, or in a loop around it, changes one.
    """
    if site.callee is not None and site.kind != "weight":
        found = change_after(view.tree, view.key, view.body, site.node, arguments, last)
        if found is None:  # the constructor does not see that such statements belong to the object
            found = _change_by_another(view.tree, view.key, view.body, arguments)
        if found is not None:
            text = f"{found[0]}, which `{site.callee[1]}` was given"
            raise Refused("TF319", text, found[1])


def check_callers(view: View, names: Collection[str]) -> None:
    """Refuses a function whose layer would look, in later calls, at what a caller has changed since it was made.

    Args:
      names: the parameters of the constructor that the call reads.

    Raises:
      Refused: a caller changes what it gives for one.
    """
    for caller in sorted(view.tree.graph.callers.get(view.key, ())):
        function = view.tree.function(caller)
        if function is None or caller == view.key:
            continue
        for call, target in view.tree.calls(caller):
            if target != view.key:
                continue
            given = bind(call, view.node, view.key)
            arguments = [given[name] for name in names if name in given]
            found = change_after(
                view.tree, caller, function.body, call, arguments, function.end_lineno
            )
            if found is not None:
                text = f"{found[0]} in `{caller[1]}`, after `{view.node.name}` was called with it"
                raise Refused("TF319", text, view.node.lineno)


def change_after(
    tree: TreeTimes,
    key: Key,
    body: list[ast.stmt],
    call: ast.Call | ast.stmt,
    arguments: Collection[ast.expr],
    last: int | None,
) -> tuple[str, int] | None:
    """What changes an argument of a call after it, and the line."""
    whole, parts = _handed(arguments)
    if not whole and not parts:
        return None
    others, paths = second_names(body, whole)
    others |= whole
    parts |= paths
    for statement in _later(body, call, last):
        changed = changed_names(tree, key, [statement]) & others
        if not changed:
            changed = {name for name in others if changes_object(tree, key, body, statement, name)}
        if not changed:
            changed = {p for p in parts for c in _changed_parts(statement) if f"{c}.".startswith(p)}
        if changed:
            shown = " ".join(ast.unparse(statement).split())
            return f"`{shown}` changes `{min(changed).rstrip('.')}`", statement.lineno
    return None


def _change_by_another(
    tree: TreeTimes, key: Key, body: list[ast.stmt], arguments: Collection[ast.expr]
) -> tuple[str, int] | None:
    """Where a body changes what it hands over by another name or by a method, before or after."""
    whole, _ = _handed(arguments)
    others, paths = second_names(body, whole)
    for statement in own_nodes(body):
        if not isinstance(statement, ast.stmt) or hasattr(statement, "body"):
            continue
        changed = changed_names(tree, key, [statement]) & others
        if not changed:
            names = whole | others
            changed = {name for name in names if changes_object(tree, key, body, statement, name)}
        if not changed:
            changed = {p for p in paths for c in _changed_parts(statement) if f"{c}.".startswith(p)}
        if changed:
            shown = " ".join(ast.unparse(statement).split())
            return f"`{shown}` changes `{min(changed).rstrip('.')}`", statement.lineno
    return None


def _handed(arguments: Collection[ast.expr]) -> tuple[set[str], set[str]]:
    """The names that are handed over themselves, and the paths (``config.encoder.``) that are."""
    whole: set[str] = set()
    parts: set[str] = set()
    stack: list[ast.AST] = list(arguments)
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Name):
            whole.add(node.id)
        elif isinstance(node, (ast.Attribute, ast.Subscript)):
            parts.add(f"{ast.unparse(node)}.")
        else:
            stack += ast.iter_child_nodes(node)
    return whole, parts


def _later(body: list[ast.stmt], call: ast.Call | ast.stmt, last: int | None) -> Iterator[ast.stmt]:
    """The simple statements of a body that may run between a call and the last line."""
    nodes = [n for n in own_nodes(body) if isinstance(n, ast.stmt)]
    around = [n for n in nodes if isinstance(n, _LOOPS) and any(p is call for p in walk(n))]
    inside = {id(n) for loop in around for n in walk(loop)}
    line = call.end_lineno or call.lineno
    for node in nodes:
        if not hasattr(node, "body"):
            if id(node) in inside or line < node.lineno <= (last or 0):
                yield node


def _changed_parts(statement: ast.stmt) -> Iterator[str]:
    """What a statement sets an attribute or item of, or grows."""
    for node in walk(statement):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr in CHANGES:
                yield ast.unparse(node.func.value)
        if isinstance(node, (ast.Attribute, ast.Subscript)) and not isinstance(node.ctx, ast.Load):
            yield ast.unparse(node.value)


def check_lists(view: View, names: Collection[str]) -> None:
    """Refuses a function that a caller gives tensors and numbers in one list or dict, which Keras calls no layer with.

    Args:
      names: the parameters that a layer is called with.

    Raises:
      Refused: there is such a caller.
    """
    asked = NonTensors(view.tree)
    for caller, call in view.tree.calls_of(view.key):
        given = bind(call, view.node, view.key)
        for name in names:
            if name in given and asked.mixes(caller, given[name]):
                text = f"`{name}` is given tensors and numbers together in `{caller[1]}`"
                raise Refused("TF313", f"{text} (line {call.lineno})", view.node.lineno)
