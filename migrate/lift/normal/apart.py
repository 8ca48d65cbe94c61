"""Calls of what stays get statements of their own, beside what the layer makes: it hosts them one by one.

return linear(norm(x, "ln"), n)        norm_out = norm(x, "ln")
                                       return linear(norm_out, n)
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Sequence

from migrate.lift.normal.flat_loops import fresh_name, indentation
from migrate.lift.source.bodies import local_names, own_nodes
from migrate.lift.source.creators import Creators
from migrate.lift.source.sites import evaluation_order
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.model.tree import Key
from migrate.nodes import walk
from migrate.rewrite.edits import Edit

_READING = frozenset(
    ["len", "int", "float", "bool", "str", "list", "tuple", "dict", "sorted", "range", "zip"]
)
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
        if value is None or any(isinstance(part, _HIDING) for part in walk(value)):
            continue
        calls = list(evaluation_order(value, lambda _: False))
        making = [(c, hidden) for c, hidden in calls if creators.creates(source, c)]
        stays = [creators.key(source, c) in staying for c, _ in making]
        if not any(stays) or all(stays) or any(hidden for _, hidden in making):
            continue
        first = _first(source, node, creators, calls, making[0][0])
        if first is None or first is value:
            continue
        if isinstance(statement, ast.AugAssign) and not isinstance(statement.target, ast.Name):
            continue
        return _edits(source, node, statement, first)
    return []


def _first(
    source: LiftSource,
    node: FunctionNode,
    creators: Creators,
    calls: Sequence[tuple[ast.Call, str]],
    making: ast.Call,
) -> ast.Call | None:
    """The call to set apart: that of the first that makes something, or what is called before it; None for none.

    What stands beside it is read afterwards then: only TensorFlow and what makes variables, which is lifted or hosted for
    that it changes nothing, may be called before.

    Args:
      calls: those of a statement, in their order.
    """
    known = local_names(node) | source.symbols.module_scope.names.keys()
    within = {id(part) for part in walk(making)}
    before = calls[: [c for c, _ in calls].index(making)]
    found = making
    for call, hidden in reversed(before):
        if id(call) in within or _only_reads(call, known):
            continue
        harmless = source.called(call).startswith("tf.") or creators.creates(source, call)
        if hidden or not harmless:
            return None
        found = call
        within |= {id(part) for part in walk(call)}  # of one in another, the outer
    return found


def _only_reads(call: ast.Call, own: Collection[str]) -> bool:
    """Whether a call gives the same before and after those; `own`: the names of the project."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr in ("get_shape", "as_list")
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    return name in _READING and name not in own


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
