"""Lists and dictionaries that a function is given and changes: Keras hands a layer copies of them."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator

from migrate.lift.binding.times import TreeTimes
from migrate.lift.plans import Refused
from migrate.lift.source.bodies import bind, own_nodes
from migrate.lift.source.last_use import is_unseen
from migrate.lift.source.source import CHANGES, LiftSource
from migrate.lift.source.view import View

_DEPTH = 3


def check_arguments(view: View, unseen: Collection[str]) -> None:
    """Refuses a function that changes what it was given, when someone may look at it afterwards.

    Args:
      unseen: parameters of the call of which the tree shows everyone who gives them.

    Raises:
      Refused: it does.
    """
    names = set(view.param_names) - {"self"}
    for name, node in _changes(view, names):
        if name in unseen and is_unseen(view, name):
            continue
        text = f"`{ast.unparse(node)}` changes `{name}`, which belongs to the caller"
        raise Refused("TF319", text, node.lineno)


def _changes(view: View, names: set[str]) -> Iterator[tuple[str, ast.expr | ast.stmt]]:
    """Each parameter that is changed while it may still be what the caller gave, with the place."""
    for node in own_nodes(view.body):
        found = set(changed(node))
        if isinstance(node, ast.Call):
            found |= set(_given_away(view.source, view.tree, node, 0))
        for name in sorted(names & found):
            assert isinstance(node, (ast.expr, ast.stmt))
            if not _is_own(view, name, node):
                yield name, node


def _given_away(source: LiftSource, tree: TreeTimes, call: ast.Call, depth: int) -> Iterator[str]:
    """The names that a call gives to a function of the tree which changes them."""
    key = tree.callee(source, call)
    function = tree.function(key) if key is not None else None
    if key is None or function is None or depth > _DEPTH:
        return
    theirs: set[str] = set()
    for node in own_nodes(function.body):
        found = set(changed(node))
        if isinstance(node, ast.Call):
            found |= set(_given_away(tree.sources[key[0]], tree, node, depth + 1))
        if found:
            own = {n for s in _before(function.body, node) for n in _rebound(s)}
            theirs |= found - own
    for name, argument in bind(call, function, key).items():
        if isinstance(argument, ast.Name) and name in theirs:
            yield argument.id


def changed(node: ast.AST) -> Iterator[str]:
    """The names whose items, attributes or contents a node changes."""
    targets: list[ast.expr] = []
    if isinstance(node, (ast.Assign, ast.Delete)):
        targets = [t for t in node.targets if not isinstance(t, ast.Name)]
    elif isinstance(node, ast.AugAssign):
        listed = isinstance(node.value, (ast.List, ast.ListComp, ast.Tuple))
        targets = [node.target] if listed or not isinstance(node.target, ast.Name) else []
    elif isinstance(node, ast.For):
        targets = [node.target] if isinstance(node.target, ast.Subscript) else []
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        targets = [node.func.value] if node.func.attr in CHANGES else []
    for target in targets:
        parts = target.elts if isinstance(target, (ast.Tuple, ast.List)) else [target]
        for part in parts:
            root: ast.expr = part
            while isinstance(root, (ast.Subscript, ast.Attribute, ast.Starred)):
                root = root.value
            plain = isinstance(part, ast.Name) and isinstance(node, (ast.Assign, ast.Delete))
            if isinstance(root, ast.Name) and not plain:
                yield root.id


def _is_own(view: View, name: str, node: ast.expr | ast.stmt) -> bool:
    """Whether the name was bound to something new before, whichever way the function went."""
    above: ast.AST = node
    while not isinstance(above, ast.stmt):
        above = view.parents[id(above)]
    before = view.body_before(above)
    return any(name in _rebound(s) for s in before)


def _rebound(node: ast.stmt) -> set[str]:
    """The names that a statement binds to something else than what another name stands for."""
    if not isinstance(node, ast.Assign) or isinstance(node.value, ast.Name):
        return set()
    return {t.id for t in node.targets if isinstance(t, ast.Name)}


def _before(body: list[ast.stmt], node: ast.AST) -> Iterator[ast.stmt]:
    """The statements of a body, outside branches and loops, that end before a node."""
    line = getattr(node, "lineno", 0)
    for statement in body:
        if (statement.end_lineno or statement.lineno) < line:
            yield statement
        if isinstance(statement, ast.With):
            yield from _before(statement.body, node)
