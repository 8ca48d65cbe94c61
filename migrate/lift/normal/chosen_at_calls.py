"""A name that holds one of several functions is written out where it is called.

block = bottleneck if deep else residual
x = block(x, 8, scope="first")                   x = bottleneck(x, 8, scope="first") if deep else residual(x, 8, scope="first")
x = block(x, 8, True, scope="second")            x = bottleneck(x, 8, True, scope="second") if deep else residual(...)

In methods, and where the calls do not all give the same arguments: a function that asks (`chosen_calls`) reads better.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping

from migrate.lift.normal.choices import Choice, choice_at
from migrate.lift.normal.chosen_calls import calls_of, is_settled, may_change, straight_blocks
from migrate.lift.source.creators import Creators
from migrate.lift.source.source import FunctionNode, LiftSource, loads
from migrate.nodes import walk
from migrate.rewrite.edits import Edit

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_STATEMENTS = (ast.Assign, ast.Return, ast.Expr)


def choices_written(
    source: LiftSource,
    node: FunctionNode,
    creators: Creators,
    sources: Mapping[str, LiftSource],
) -> list[Edit]:
    """The edits that write out one such name of a function; empty when there is none.

    Args:
      sources: the modules of the tree, which must not change what decides.
    """
    for block in straight_blocks(node):
        for at in range(len(block)):
            choice = choice_at(source, node, block, at, sources)
            if choice is not None and len(block) > len(choice.statements):
                edits = _written(source, node, choice, creators, sources)
                if edits:
                    return edits
    return []


def _written(
    source: LiftSource,
    function: FunctionNode,
    choice: Choice,
    creators: Creators,
    sources: Mapping[str, LiftSource],
) -> list[Edit]:
    positions = source.positions
    first, last = choice.statements[0], choice.statements[-1]
    start = positions.line_start(first.lineno)
    end = positions.line_start((last.end_lineno or 0) + 1)
    values = [a.value for a in choice.arms if isinstance(a.value, (ast.Name, ast.Attribute))]
    if "#" in source.text[start:end] or len(values) < max(len(choice.arms), 2):
        return []
    if not any(creators.creates(source, ast.Call(value, [], [])) for value in values):
        return []
    calls = calls_of(function, choice)
    inside = [n for call in calls for n in walk(call) if n is not call]
    if not calls or any(call in inside for call in calls) or not is_settled(function, choice, last):
        return []
    if any(may_change(each, choice) for each in sources.values()):
        return []
    read = {n for a in choice.arms for part in (*a.tests, a.value) if part for n in loads(part)}
    shadowed = {a.arg for n in walk(function) if n is not function for a in _arguments(n)}
    if read & (source.rebound | shadowed | _comprehended(function)):
        return []
    if any("\n" in arm.test for arm in choice.arms):
        return []
    alone = {id(n.value) for n in walk(function) if isinstance(n, _STATEMENTS)}
    edits = []
    for call in calls:
        given = source.text[positions.end(call.func) : positions.end(call)]
        if "#" in given or "\n" in given[: given.find("(")]:
            return []
        shown = " else ".join(
            f"{source.segment(arm.value)}{given}" + (f" if {arm.test}" if arm.test else "")
            for arm in choice.arms
            if arm.value is not None
        )
        text = shown if id(call) in alone and "\n" not in shown else f"({shown})"
        edits.append(Edit(positions.start(call), positions.end(call), (text,)))
    return [*edits, Edit(start, end, ("",))]


def _arguments(node: ast.AST) -> list[ast.arg]:
    """The parameters of an inner function or `lambda`."""
    if not isinstance(node, (ast.FunctionDef, ast.Lambda)):
        return []
    return [a for a in walk(node.args) if isinstance(a, ast.arg)]


def _comprehended(function: FunctionNode) -> set[str]:
    """The names that comprehensions give, which hide others."""
    return {
        n.id
        for c in walk(function)
        if isinstance(c, _COMPREHENSIONS)
        for one in c.generators
        for n in walk(one.target)
        if isinstance(n, ast.Name)
    }
