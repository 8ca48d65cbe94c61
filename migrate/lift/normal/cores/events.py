"""What statements of a method read and set, in order: names, and attributes of its object."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from migrate.lift.source.bodies import own_nodes
from migrate.nodes import walk


def sure_names(statements: list[ast.stmt], me: str) -> set[str]:
    """What the statements set however they run: names, and attributes with their object."""
    found: set[str] = set()
    for statement in statements:
        if isinstance(statement, ast.With):
            found |= sure_names(statement.body, me)
        elif isinstance(statement, ast.If):
            ways = [
                sure_names(way, me)
                for way in (statement.body, statement.orelse)
                if not way or not isinstance(way[-1], ast.Raise)
            ]
            found |= set.intersection(*ways) if ways else set()
        elif isinstance(statement, (ast.Assign, ast.AugAssign)):
            for kind, name, _ in events([statement], me, True):
                if kind.startswith("sets"):
                    found.add(name if kind == "sets name" else f"{me}.{name}")
    return found


def stored_names(statement: ast.AST) -> Iterator[str]:
    for part in own_nodes([statement]):
        if isinstance(part, ast.Name) and not isinstance(part.ctx, ast.Load):
            yield part.id


def events(statements: list[ast.stmt], me: str, certain: bool) -> Iterator[tuple[str, str, bool]]:
    """What the statements read and set, in the order in which they do; and whether they surely do."""
    for statement in statements:
        if isinstance(statement, ast.With):
            for item in statement.items:
                yield from _expression(item.context_expr, me)
                if item.optional_vars is not None:
                    yield from _targets(item.optional_vars, me, certain)
            yield from events(statement.body, me, certain)
        elif isinstance(statement, ast.If):
            yield from _expression(statement.test, me)
            yield from _sometimes(statement.body, me, set())
            yield from _sometimes(statement.orelse, me, set())
        elif isinstance(statement, ast.For):
            targets = list(_targets(statement.target, me, False))
            yield from _expression(statement.iter, me)
            yield from targets
            turn = {name for kind, name, _ in targets if kind == "sets name"}
            yield from _sometimes(statement.body, me, turn)
            yield from _sometimes(statement.orelse, me, set())
        elif isinstance(statement, ast.Assign):
            yield from _expression(statement.value, me)
            for target in statement.targets:
                yield from _targets(target, me, certain)
        elif isinstance(statement, ast.AugAssign):
            yield from _expression(statement.target, me)
            yield from _expression(statement.value, me)
            yield from _targets(statement.target, me, certain)
        else:
            yield from _expression(statement, me)


def _sometimes(
    statements: list[ast.stmt], me: str, bound: set[str]
) -> Iterator[tuple[str, str, bool]]:
    """The same of statements that may not run; what they surely set before they read it, they read of themselves.

    Args:
      bound: the names that are set where they begin.
    """
    bound = set(bound)
    for kind, name, certain in events(statements, me, True):
        if kind == "name" and name in bound:
            continue
        if kind == "sets name" and certain:
            bound.add(name)
        yield kind, name, certain and not kind.startswith("sets")


def _expression(node: ast.AST, me: str) -> Iterator[tuple[str, str, bool]]:
    own = _of_comprehensions(node)
    for part in walk(node):
        if id(part) in own:
            continue
        if isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name):
            if part.value.id == me:
                yield "attribute", part.attr, True
        elif isinstance(part, ast.Name) and part.id != me:
            yield "name", part.id, True


def _of_comprehensions(node: ast.AST) -> set[int]:
    """The ids of the names that comprehensions in an expression bind themselves."""
    found: set[int] = set()
    for part in walk(node):
        if isinstance(part, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
            targets = {n.id for g in part.generators for n in walk(g.target)
                       if isinstance(n, ast.Name)}  # fmt: skip
            outside = {id(n) for n in walk(part.generators[0].iter)}
            found |= {
                id(n)
                for n in walk(part)
                if isinstance(n, ast.Name) and n.id in targets and id(n) not in outside
            }
    return found


def _targets(node: ast.expr, me: str, certain: bool) -> Iterator[tuple[str, str, bool]]:
    if isinstance(node, (ast.Tuple, ast.List)):
        for element in node.elts:
            yield from _targets(element, me, certain)
    elif isinstance(node, ast.Name):
        yield "sets name", node.id, certain
    elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        if node.value.id == me:
            yield "sets attribute", node.attr, certain
        else:
            yield from _expression(node.value, me)
    else:
        yield from _expression(node, me)
