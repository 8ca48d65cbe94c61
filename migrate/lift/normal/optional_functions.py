"""A name that holds a function or None is written out: the function where it is used, the condition where it is asked for.

norm = batch_norm if use_norm else None
if norm is not None:                             if use_norm:
    x = norm(x, "n1")                                x = batch_norm(x, "n1")

A layer that is given such a function is called for each case: ``conv(x, normalizer_fn=norm)`` becomes
``conv(x, normalizer_fn=batch_norm) if use_norm else conv(x, normalizer_fn=None)``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from migrate.lift.normal.choices import Choice, choice_at
from migrate.lift.normal.chosen_calls import is_settled, may_change, straight_blocks
from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.creators import Creators
from migrate.lift.source.source import FunctionNode, LiftSource, loads
from migrate.nodes import walk
from migrate.rewrite.edits import Edit

_PLAIN = (ast.Name, ast.Attribute, ast.Constant)


def options_written(
    source: LiftSource,
    node: FunctionNode,
    creators: Creators,
    sources: Mapping[str, LiftSource],
) -> list[Edit]:
    """The edits that write out one such name of a function, or one such argument; empty when there is none."""
    for block in straight_blocks(node):
        for at in range(len(block)):
            choice = choice_at(source, node, block, at, sources)
            if choice is not None:
                edits = _written(source, node, choice, creators, sources, block)
                if edits:
                    return edits
    for part in own_nodes(node.body):
        if isinstance(part, ast.Call) and creators.creates(source, part) and source.called(part):
            edits = _divided(source, part, creators)
            if edits:
                return edits
    return []


def _written(
    source: LiftSource,
    function: FunctionNode,
    choice: Choice,
    creators: Creators,
    sources: Mapping[str, LiftSource],
    block: list[ast.stmt],
) -> list[Edit]:
    first, last = choice.statements[0], choice.statements[-1]
    positions = source.positions
    start = positions.line_start(first.lineno)
    end = positions.line_start((last.end_lineno or 0) + 1)
    if (
        len(choice.arms) != 2
        or "#" in source.text[start:end]
        or len(block) == len(choice.statements)
    ):
        return []
    values = [arm.value for arm in choice.arms]
    absent = [isinstance(v, ast.Constant) and v.value is None for v in values]
    if absent.count(True) != 1:
        return []
    held = values[absent.index(False)]
    if not _is_creator(source, held, creators) or held is None:
        return []
    if not is_settled(function, choice, last):
        return []
    if any(may_change(each, choice) for each in sources.values()):
        return []
    test, shown = choice.arms[0].tests[0], choice.arms[0].test
    read = loads(test) | loads(held)
    inside = [n for n in walk(function) if n is not function]
    shadowed = {a.arg for n in inside for a in _arguments(n)}
    if read & (source.rebound | shadowed) or "\n" in shown:
        return []
    asked = shown if isinstance(test, _PLAIN) else f"({shown})"
    there = f"not {asked}" if absent[0] else (asked if isinstance(test, _PLAIN) else shown)
    gone = f"not {asked}" if not absent[0] else (asked if isinstance(test, _PLAIN) else shown)
    edits = []
    for use, how in _uses(source, function, choice, creators):
        if how == "other":
            return []
        text = source.segment(held)
        if how == "given":
            text = f"{text} if {there} else None"
        elif how in ("there", "gone"):
            text = there if how == "there" else gone
            text = text if use in _alone(function) else f"({text})"
        edits.append(Edit(positions.start(use), positions.end(use), (text,)))
    return [*edits, Edit(start, end, ("",))] if edits else []


def _is_creator(source: LiftSource, value: ast.expr | None, creators: Creators) -> bool:
    return isinstance(value, (ast.Name, ast.Attribute)) and creators.creates(
        source, ast.Call(value, [], [])
    )


def _arguments(node: ast.AST) -> list[ast.arg]:
    """The parameters of an inner function or `lambda`."""
    if not isinstance(node, (ast.FunctionDef, ast.Lambda)):
        return []
    return [a for a in walk(node.args) if isinstance(a, ast.arg)]


def _alone(function: FunctionNode) -> list[ast.expr]:
    """What is all that an `if` asks."""
    return [n.test for n in walk(function) if isinstance(n, ast.If)]


def _uses(
    source: LiftSource, function: FunctionNode, choice: Choice, creators: Creators
) -> Iterator[tuple[ast.expr, str]]:
    """What stands where the name is used, and how: it is called, given to a layer, or asked whether it is there or gone."""
    setting = {id(n) for s in choice.statements for n in walk(s)}
    found: dict[int, tuple[ast.expr, str]] = {}
    for node in walk(function):
        if isinstance(node, ast.Call):
            found[id(node.func)] = node.func, "called"
            if source.called(node) and creators.creates(source, node):
                found |= {id(k.value): (k.value, "given") for k in node.keywords if k.arg}
        for test in _asked(node):
            found[id(test)] = test, "there"
            if isinstance(test, ast.Compare) and len(test.ops) == 1:
                none = test.comparators[0]
                if isinstance(none, ast.Constant) and none.value is None:
                    if isinstance(test.ops[0], (ast.Is, ast.IsNot)):
                        how = "gone" if isinstance(test.ops[0], ast.Is) else "there"
                        found[id(test.left)] = test, how
    for node in walk(function):
        named = isinstance(node, ast.arg) and node.arg == choice.name
        if isinstance(node, (ast.Global, ast.Nonlocal)):
            named = choice.name in node.names
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            named = node.name == choice.name
        elif isinstance(node, ast.Name) and node.id == choice.name and id(node) not in setting:
            late = node.lineno > (choice.statements[-1].end_lineno or 0)
            known = found.get(id(node)) if late and isinstance(node.ctx, ast.Load) else None
            yield known or (node, "other")
            continue
        if named:
            yield function.body[0], "other"  # type: ignore[misc]


def _asked(node: ast.AST) -> Iterator[ast.expr]:
    """The parts of a condition of which only counts whether they are true."""
    waiting = [node.test] if isinstance(node, (ast.If, ast.IfExp)) else []
    while waiting:
        test = waiting.pop()
        if isinstance(test, ast.BoolOp):
            waiting += test.values
        elif isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
            waiting.append(test.operand)
        else:
            yield test


def _divided(source: LiftSource, call: ast.Call, creators: Creators) -> list[Edit]:
    """A layer's call that is given a function that creates variables or none, once for each."""
    positions = source.positions
    others = [*call.args, *(k.value for k in call.keywords)]
    if any(creators.inside(source, other) for other in others):
        return []
    for keyword in call.keywords:
        value = keyword.value
        if not isinstance(value, ast.IfExp) or not keyword.arg:
            continue
        arms = value.body, value.orelse
        plain = all(_is_creator(source, a, creators) or isinstance(a, ast.Constant) for a in arms)
        if not plain or not any(_is_creator(source, a, creators) for a in arms):
            continue
        if any(isinstance(n, (ast.Call, ast.NamedExpr)) for n in walk(value.test)):
            continue
        start, end = positions.start(call), positions.end(call)
        low, high = positions.start(value), positions.end(value)
        before, after = source.text[start:low], source.text[high:end]
        if "#" in before + after or not before.endswith("="):
            continue
        both = [before + source.segment(arm) + after for arm in arms]
        return [Edit(start, end, (f"({both[0]} if {source.segment(value.test)} else {both[1]})",))]
    return []
