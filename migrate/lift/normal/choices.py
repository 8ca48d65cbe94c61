"""Names that statements set to one of several functions: by a conditional expression, an `if`, a look-up in a table, or a call."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from migrate.lift.source.function_choices import Chosen, chosen_by
from migrate.lift.source.function_tables import keyed
from migrate.lift.source.source import FunctionNode, LiftSource


@dataclass(frozen=True)
class Arm:
    """One function that the name may hold.

    Attributes:
      test: what decides for it, as source; "" for the last one.
      value: the function; None where there is none.
      tests: the expressions of the test.
      fails: the statement by which the program fails where there is none.
    """

    test: str
    value: ast.expr | None
    tests: tuple[ast.expr, ...] = ()
    fails: str = ""


@dataclass(frozen=True)
class Choice:
    """The statements that set the name, and what they may set it to."""

    name: str
    statements: tuple[ast.stmt, ...]
    arms: tuple[Arm, ...]


def choice_at(
    source: LiftSource,
    function: FunctionNode,
    block: list[ast.stmt],
    at: int,
    sources: Mapping[str, LiftSource],
) -> Choice | None:
    """The choice that a statement of a block makes, with the one before it where that says what else the name holds.

    Args:
      sources: the modules of the tree, which must not change a table that is looked into.
    """
    statement = block[at]
    if isinstance(statement, ast.If):
        name = _set_name(statement.body)
        arms = _of_branches(source, statement, name) if name else None
        if arms is not None and arms[-1].test:  # no `else`: what it held before
            before = block[at - 1] if at else None
            if not isinstance(before, ast.Assign) or _set_name([before]) != name:
                return None
            if isinstance(before.value, ast.IfExp):
                return None
            return Choice(name, (before, statement), (*arms, Arm("", before.value)))
        return Choice(name, (statement,), tuple(arms)) if arms is not None else None
    if not isinstance(statement, ast.Assign) or not (name := _set_name([statement])):
        return None
    if isinstance(statement.value, ast.IfExp):
        return Choice(name, (statement,), tuple(_of_expression(source, statement.value)))
    value = statement.value
    chosen = chosen_by(sources, source, function, value) if isinstance(value, ast.Call) else None
    if chosen is not None:
        return Choice(name, (statement,), tuple(_of_function(chosen)))
    pairs = keyed(sources, source, function, statement.value)
    if pairs is None:
        return None
    asked = statement.value.slice if isinstance(statement.value, ast.Subscript) else None
    if asked is None and isinstance(statement.value, ast.Call):
        asked = statement.value.args[0]
    if not isinstance(asked, (ast.Name, ast.Attribute)):
        return None
    shown = source.segment(asked)
    found = []
    keys = [key.value for key, _ in pairs if isinstance(key, ast.Constant)]
    if len(set(keys)) < len(keys):
        return None
    for key, value in pairs:
        if key is not None and not isinstance(key, ast.Constant):
            return None
        test = f"{shown} == {source.segment(key)}" if key is not None else ""
        found.append(Arm(test, value, (asked,)))
    if found[-1].test:
        found.append(Arm("", None, fails=f"raise KeyError({shown})"))
    return Choice(name, (statement,), tuple(found))


def _set_name(body: Sequence[ast.stmt]) -> str:
    """The name that is all that some statements set, "" when they do something else."""
    if len(body) != 1 or not isinstance(body[0], ast.Assign) or len(body[0].targets) != 1:
        return ""
    target = body[0].targets[0]
    return target.id if isinstance(target, ast.Name) else ""


def _of_function(chosen: Sequence[Chosen]) -> Iterator[Arm]:
    """What a function that chooses gives, its tests in the words of the caller."""
    for one in chosen:
        tests = (one.test,) if one.test is not None else ()
        yield Arm(
            ast.unparse(one.test) if one.test is not None else "", one.value, tests, one.fails
        )


def _of_expression(source: LiftSource, value: ast.expr) -> Iterator[Arm]:
    while isinstance(value, ast.IfExp):
        yield Arm(source.segment(value.test), value.body, (value.test,))
        value = value.orelse
    yield Arm("", value)


def _of_branches(source: LiftSource, node: ast.If, name: str) -> list[Arm] | None:
    """What the branches of an `if` set a name to; None when they do something else, too."""
    found = []
    while True:
        if _set_name(node.body) != name:
            return None
        assert isinstance(node.body[0], ast.Assign)
        found.append(Arm(source.segment(node.test), node.body[0].value, (node.test,)))
        if not node.orelse:
            return found
        last = node.orelse[0]
        if len(node.orelse) == 1 and isinstance(last, ast.If):
            node = last
            continue
        if len(node.orelse) == 1 and isinstance(last, ast.Raise):
            return [*found, Arm("", None, fails=source.segment(last))]
        if _set_name(node.orelse) != name:
            return None
        assert isinstance(last, ast.Assign)
        return [*found, Arm("", last.value)]
