"""A layer that is given the scope around it is the layer of that name.

with tf.variable_scope("conv1") as scope:              net = slim.conv2d(net, 32, 3, scope="conv1")
    net = slim.conv2d(net, 32, 3, scope=scope)         net = slim.max_pool2d(net, 2)
    net = slim.max_pool2d(net, 2)

Nothing else in the scope may make variables, or ask for it.
"""

from __future__ import annotations

import ast
import tokenize
from collections.abc import Iterator

from migrate.lift.arg_scopes.extents import Scope
from migrate.lift.arg_scopes.text import without
from migrate.lift.arg_scopes.values import Unknown
from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.creators import Creators
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.nodes import walk
from migrate.rewrite.edits import Edit

_OPENS = "tf.variable_scope"
_LAYERS = ("tf.contrib.layers.", "tf.contrib.slim.")
_ASKS = ("tf.get_variable_scope", "tf.get_default_graph", "tf.name_scope", _OPENS)
_READS = ("get_shape", "as_list", "format")


def scope_layers_named(source: LiftSource, node: FunctionNode, creators: Creators) -> list[Edit]:
    """The edits that name one such layer of a function; empty when there is none."""
    for block in own_nodes(node.body):
        if not isinstance(block, ast.With) or len(block.items) != 1:
            continue
        name, alias = _opened(source, block.items[0])
        if name is None or alias is None or not _is_read_inside(node, alias.id):
            continue
        given = _layer(source, block, alias.id, creators)
        if given is None:
            continue
        lines = block.lineno, block.end_lineno or block.lineno
        start, end = source.positions.start(given), source.positions.end(given)
        try:
            gone = without(source, [Scope(block, block.items[0], None, {}, lines)])
        except (Unknown, tokenize.TokenError):
            continue
        return [Edit(start, end, (source.segment(name),)), *gone]
    return []


def _opened(source: LiftSource, item: ast.withitem) -> tuple[ast.Constant | None, ast.Name | None]:
    """The name that is written for a scope, and what it is called."""
    call, alias = item.context_expr, item.optional_vars
    if source.called(call) != _OPENS or not isinstance(call, ast.Call):
        return None, None
    given = call.args[0] if len(call.args) == 1 and not call.keywords else None
    if not isinstance(given, ast.Constant) or not isinstance(given.value, str):
        return None, None
    plain = bool(given.value) and "/" not in given.value
    return given if plain else None, alias if isinstance(alias, ast.Name) else None


def _is_read_inside(node: FunctionNode, alias: str) -> bool:
    """Whether a scope's name is only read in blocks that bind it."""
    inside = {
        id(n)
        for block in own_nodes(node.body)
        if isinstance(block, ast.With) and any(_binds(item, alias) for item in block.items)
        for statement in block.body
        for n in walk(statement)
    }
    uses = [n for n in walk(node) if isinstance(n, ast.Name) and n.id == alias]
    return all(id(n) in inside for n in uses if isinstance(n.ctx, ast.Load))


def _binds(item: ast.withitem, alias: str) -> bool:
    return isinstance(item.optional_vars, ast.Name) and item.optional_vars.id == alias


def _layer(source: LiftSource, block: ast.With, alias: str, creators: Creators) -> ast.expr | None:
    """Where the one layer of a block takes the scope; None where there is more to it."""
    parts = [n for s in block.body for n in walk(s)]
    uses = [n for n in parts if isinstance(n, ast.Name) and n.id == alias]
    odd = (ast.With, ast.FunctionDef, ast.Lambda, ast.ClassDef, ast.Return)
    if len(uses) != 1 or any(isinstance(n, odd) for n in parts):
        return None
    calls = [n for n in parts if isinstance(n, ast.Call)]
    if any(source.called(c) in _ASKS for c in calls):
        return None
    making = [c for c in calls if creators.creates(source, c)]
    if not all(c in making or _is_known(source, c) for c in calls):
        return None
    direct = list(_values(block.body))
    if len(making) != 1 or making[0] not in direct or not _is_layer(source, making[0]):
        return None
    return next(
        (k.value for k in making[0].keywords if k.arg == "scope" and k.value is uses[0]), None
    )


def _is_known(source: LiftSource, call: ast.Call) -> bool:
    """Whether a call makes nothing: of TensorFlow, of Python's own, or of what asks for a shape."""
    func = call.func
    if isinstance(func, ast.Attribute) and func.attr in _READS:
        return True
    scope = source.symbols.scope_of(func) if isinstance(func, ast.Name) else None
    builtin = isinstance(func, ast.Name) and scope is not None and scope.find(func.id) is None
    return builtin or bool(source.symbol(func))


def _values(body: list[ast.stmt]) -> Iterator[ast.expr]:
    """What the statements of a block give to names, each once."""
    for statement in body:
        if isinstance(statement, ast.Assign):
            yield statement.value


def _is_layer(source: LiftSource, call: ast.Call) -> bool:
    return source.called(call).startswith(_LAYERS)
