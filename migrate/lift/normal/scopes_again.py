"""A scope that is entered again where it is the current one: that is what the code says then.

with tf.variable_scope("linear") as outer:       with tf.variable_scope("linear") as outer:
    ...                                              ...
    with tf.variable_scope(outer):                   with tf.variable_scope(tf.get_variable_scope()):
        b = tf.get_variable("b", [units])                b = tf.get_variable("b", [units])
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.nodes import walk
from migrate.rewrite.edits import Edit

_OPENS = "tf.variable_scope"


def current_scopes_said(source: LiftSource, node: FunctionNode) -> list[Edit]:
    """The edit that says so of one scope of a function; empty when there is none."""
    names = [n for n in walk(node) if isinstance(n, ast.Name)]
    for block in own_nodes(node.body):
        alias = _alias(source, block)
        if not isinstance(block, ast.With) or alias is None:
            continue
        if sum(n.id == alias.id and not isinstance(n.ctx, ast.Load) for n in names) != 1:
            continue
        for call in _entered(source, block.body):
            given = call.args[0] if call.args else None
            func = call.func
            if isinstance(given, ast.Name) and given.id == alias.id:
                if isinstance(func, ast.Attribute):
                    text = f"{source.segment(func.value)}.get_variable_scope()"
                    positions = source.positions
                    return [Edit(positions.start(given), positions.end(given), (text,))]
    return []


def _alias(source: LiftSource, block: ast.AST) -> ast.Name | None:
    """What a `with` calls the one scope that it opens."""
    if not isinstance(block, ast.With) or len(block.items) != 1:
        return None
    item = block.items[0]
    opened = source.called(item.context_expr) == _OPENS
    return item.optional_vars if opened and isinstance(item.optional_vars, ast.Name) else None


def _entered(source: LiftSource, body: list[ast.stmt]) -> Iterator[ast.Call]:
    """The scopes that statements open in the one around them."""
    for statement in body:
        if isinstance(statement, ast.With):
            call = statement.items[0].context_expr
            if len(statement.items) == 1 and source.called(call) == _OPENS:
                assert isinstance(call, ast.Call)
                yield call
        elif isinstance(statement, ast.If):
            yield from _entered(source, [*statement.body, *statement.orelse])
