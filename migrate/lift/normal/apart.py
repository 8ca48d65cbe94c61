"""Calls of what stays get statements of their own, beside what the layer makes: it hosts them one by one.

return linear(norm(x, "ln"), n)        norm_out = norm(x, "ln")
                                       return linear(norm_out, n)
"""

from __future__ import annotations

import ast
from collections.abc import Collection

from migrate.lift.normal.flat import fresh_name, indentation
from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.creators import Creators
from migrate.lift.source.sites import evaluation_order
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.model.tree import Key
from migrate.rewrite.edits import Edit

_HIDING = (ast.NamedExpr, ast.Await, ast.Yield, ast.YieldFrom, ast.Starred)


def set_apart(
    source: LiftSource, node: FunctionNode, creators: Creators, staying: Collection[Key]
) -> list[Edit]:
    """The edits that set apart the first call of one statement in which what stays stands beside what does not.

    Args:
      staying: the functions that stay.
    """
    for statement in own_nodes(node.body):
        if not isinstance(statement, (ast.Assign, ast.AugAssign, ast.Return, ast.Expr)):
            continue
        value = statement.value
        if value is None or any(isinstance(part, _HIDING) for part in ast.walk(value)):
            continue
        calls = list(evaluation_order(value, lambda _: False))
        making = [(c, hidden) for c, hidden in calls if creators.creates(source, c)]
        stays = [creators.key(source, c) in staying for c, _ in making]
        if not any(stays) or all(stays) or any(hidden for _, hidden in making):
            continue
        first = making[0][0]
        within = {id(part) for part in ast.walk(first)}
        before = calls[: [c for c, _ in calls].index(first)]
        if first is value or any(id(c) not in within for c, _ in before):
            continue  # other calls come before it
        if isinstance(statement, ast.AugAssign) and not isinstance(statement.target, ast.Name):
            continue
        return _edits(source, node, statement, first)
    return []


def _edits(
    source: LiftSource, function: FunctionNode, statement: ast.stmt, call: ast.Call
) -> list[Edit]:
    pad = indentation(source, statement)
    start = source.positions.start(statement)
    if source.text[source.positions.line_start(statement.lineno) : start].strip():
        return []  # it shares its line
    func = call.func.attr if isinstance(call.func, ast.Attribute) else ast.unparse(call.func)
    name = fresh_name(f"{func.strip('_').lower()}_out", function)
    if not name.isidentifier():
        return []
    shown = source.segment(call)
    place = source.positions.start(call), source.positions.end(call)
    return [Edit(start, start, (f"{name} = {shown}\n{pad}",)), Edit(*place, (name,))]
