"""Short names of layers, with some arguments or without, are written out where they are called.

norm = partial(tf.layers.batch_normalization, training=training)
h = norm(dense(x, 8))                                      h = tf.layers.batch_normalization(dense(x, 8), training=training)
h = norm(dense(h, 4), name="last")                         h = tf.layers.batch_normalization(dense(h, 4), training=training, name="last")
"""

from __future__ import annotations

import ast

from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.creators import Creators
from migrate.lift.source.source import FunctionNode, LiftSource, parameters, stores
from migrate.nodes import walk
from migrate.rewrite.edits import Edit


def aliases_written(source: LiftSource, node: FunctionNode, creators: Creators) -> list[Edit]:
    """The edits that write out one such name of a function; empty when there is none."""
    for statement in own_nodes(node.body):
        if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
            continue
        target = statement.targets[0]
        if isinstance(target, ast.Name) and is_alias(source, statement.value, creators):
            found = _written(source, node, statement, target.id)
            if found:
                return found
    return []


def is_alias(source: LiftSource, value: ast.expr, creators: Creators) -> bool:
    """Whether a value is something that creates variables, or a `partial` of it with arguments that are as good later."""
    if isinstance(value, ast.Call):
        if not source.symbols.is_member(value.func, "functools", "partial") or not value.args:
            return False
        given = [*value.args[1:], *(k.value for k in value.keywords)]
        if any(k.arg is None for k in value.keywords) or not all(map(_is_plain, given)):
            return False
        value = value.args[0]
    if not isinstance(value, (ast.Name, ast.Attribute)):
        return False
    return creators.creates(source, ast.Call(value, [], []))


def _is_plain(node: ast.expr) -> bool:
    if isinstance(node, (ast.List, ast.Tuple)):
        return all(map(_is_plain, node.elts))
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, (ast.Name, ast.Constant))


def _written(
    source: LiftSource, function: FunctionNode, statement: ast.Assign, name: str
) -> list[Edit]:
    """The edits for one name: it must only be called, after it is set, and nothing that it takes may change."""
    uses = [n for n in walk(function) if isinstance(n, ast.Name) and n.id == name]
    calls = {id(n.func): n for n in walk(function) if isinstance(n, ast.Call)}
    value = statement.value
    held = {n.id for n in walk(value) if isinstance(n, ast.Name)}
    changed = stores(ast.Module([*function.body], []))
    own = {a.arg for a, _, _ in parameters(function)}
    if statement not in function.body and not _opened(function, statement):
        return []  # a branch may set it, or not
    set_once = all(isinstance(u.ctx, ast.Load) or u is statement.targets[0] for u in uses)
    if not set_once or name in own or held & changed:
        return []
    read = [u for u in uses if u is not statement.targets[0]]
    if not read or any(id(u) not in calls or u.lineno <= statement.lineno for u in read):
        return []
    edits = []
    positions = source.positions
    for use in read:
        call = calls[id(use)]
        if any(u is not use and any(p is u for p in walk(call)) for u in read):
            return []  # a call in the arguments of another
        new = _call(source, call, value)
        if new is None:
            return []
        edits.append(Edit(positions.start(call), positions.end(call), (new,)))
    start = positions.line_start(statement.lineno)
    end = positions.line_start((statement.end_lineno or 0) + 1)
    if len(function.body) == 1 or "#" in source.text[start:end]:
        return []
    return [*edits, Edit(start, end, ("",))]


def _opened(function: FunctionNode, statement: ast.stmt) -> bool:
    """Whether a statement stands in scopes alone."""
    block = list(function.body)
    while statement not in block:
        inner = [
            n for n in block if isinstance(n, ast.With) and any(p is statement for p in walk(n))
        ]
        if not inner:
            return False
        block = inner[0].body
    return True


def _call(source: LiftSource, call: ast.Call, value: ast.expr) -> str | None:
    """The call of what the name stands for."""
    at = source.positions.end(call.func)
    rest = source.text[at : source.positions.end(call)]
    if not isinstance(value, ast.Call):
        return source.segment(value) + rest
    if any(isinstance(a, ast.Starred) for a in call.args) or any(
        k.arg is None for k in call.keywords
    ):
        return None
    again = {k.arg for k in call.keywords}
    given = [source.segment(a) for a in (*value.args[1:], *call.args)]
    given += [
        f"{k.arg}={source.segment(k.value)}"
        for k in (*[k for k in value.keywords if k.arg not in again], *call.keywords)
    ]
    shown = [part for part in given if "#" in part or "\n" in part]
    if shown or "#" in rest:
        return None
    return f"{source.segment(value.args[0])}({', '.join(given)})"
