"""A scope that is left and entered again by what it was called: its name says the same.

with tf.variable_scope("encoder") as scope:      with tf.variable_scope("encoder") as scope:
    codes = encode(x)                                codes = encode(x)
with tf.variable_scope(scope, reuse=True):       with tf.variable_scope("encoder", reuse=True):
    others = encode(y)                               others = encode(y)

TF1 hands the settings of the first scope to the second one, and how it shares: where it has no settings, the names are all.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.nodes import walk
from migrate.rewrite.edits import Edit

_OPENS = "tf.variable_scope"


def names_said(source: LiftSource, node: FunctionNode) -> list[Edit]:
    """The edits that name one such scope of a function; empty when there is none."""
    names = [n for n in walk(node) if isinstance(n, ast.Name)]
    for block in [node, *own_nodes(node.body)]:
        for part in ("body", "orelse", "finalbody"):
            body: list[ast.stmt] = getattr(block, part, None) or []
            for at, first in enumerate(body if isinstance(body, list) else []):
                later = body[at + 1 :]
                known = _named(source, first)
                if known is None or not _only_entered(source, node, names, known[0]):
                    continue
                for call in _entered(source, later):
                    given = call.args[0] if call.args else None
                    if isinstance(given, ast.Name) and given.id == known[0]:
                        return _said(source, call, given, known[1])
    return []


def _named(source: LiftSource, block: ast.AST) -> tuple[str, ast.Call] | None:
    """What a `with` calls the one scope that it opens by a name that is written out, and nothing else; and the call."""
    if not isinstance(block, ast.With) or len(block.items) != 1:
        return None
    call, alias = block.items[0].context_expr, block.items[0].optional_vars
    if source.called(call) != _OPENS or not isinstance(alias, ast.Name):
        return None
    assert isinstance(call, ast.Call)
    given = call.args[0] if len(call.args) == 1 else None
    name = given.value if isinstance(given, ast.Constant) else None
    if not isinstance(name, str) or "/" in name or not name:
        return (
            None  # the scope of its operations is called by the last level when it is entered again
        )
    keywords = {k.arg for k in call.keywords}
    fixed = all(isinstance(k.value, (ast.Constant, ast.Attribute)) for k in call.keywords)
    return (alias.id, call) if keywords <= {"reuse"} and fixed else None


def _only_entered(
    source: LiftSource, node: FunctionNode, names: list[ast.Name], alias: str
) -> bool:
    """Whether a scope is bound once and only entered, which changes nothing of it."""
    mine = [n for n in names if n.id == alias]
    if sum(not isinstance(n.ctx, ast.Load) for n in mine) != 1:
        return False
    opened = {
        id(c.args[0])
        for c in walk(node)
        if isinstance(c, ast.Call) and source.called(c) == _OPENS and c.args
    }
    return all(id(n) in opened for n in mine if isinstance(n.ctx, ast.Load)) and not any(
        isinstance(n, ast.Attribute) and n.attr == "reuse_variables" for n in walk(node)
    )


def _entered(source: LiftSource, body: list[ast.stmt]) -> Iterator[ast.Call]:
    """The scopes that statements open in the scope they stand in, by one argument and `reuse`."""
    for statement in body:
        if isinstance(statement, ast.With) and len(statement.items) == 1:
            call = statement.items[0].context_expr
            if source.called(call) == _OPENS and isinstance(call, ast.Call):
                if len(call.args) == 1 and {k.arg for k in call.keywords} <= {"reuse"}:
                    yield call
        elif isinstance(statement, (ast.If, ast.For)):
            yield from _entered(source, [*statement.body, *statement.orelse])


def _said(source: LiftSource, call: ast.Call, given: ast.Name, first: ast.Call) -> list[Edit]:
    positions = source.positions
    text = source.segment(first.args[0])
    if first.keywords and not call.keywords:  # it shares as it did
        text += f", reuse={source.segment(first.keywords[0].value)}"
    return [Edit(positions.start(given), positions.end(given), (text,))]
