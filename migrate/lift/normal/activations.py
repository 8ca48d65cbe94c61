"""A function of the tree that a layer is given as its activation, and that creates variables, is called after the layer, in its scope.

h = slim.conv2d(x, 8, 3, activation_fn=prelu, scope="conv1")     h = slim.conv2d(x, 8, 3, activation_fn=None, scope="conv1")
                                                                 with tf.variable_scope("conv1"):
                                                                     h = prelu(h)

TF1's layers call it in the scope of the layer, after everything else.
"""

from __future__ import annotations

import ast

from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.creators import Creators
from migrate.lift.source.settings import is_arg_scope
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.nodes import walk
from migrate.rewrite.edits import Edit

_KEYWORDS = ("activation_fn", "activation")
_NAMES = {"activation_fn": "scope", "activation": "name"}


def activations_called(source: LiftSource, node: FunctionNode, creators: Creators) -> list[Edit]:
    """The edits that call such activations of a function; empty when there are none, or one could not be."""
    opened = _opening(source, node)
    scopes = _arg_scopes(source, node)
    given = [k for n in own_nodes(node.body) for k in _given(source, n, creators)]
    if not given or not opened:
        return []
    around: dict[int, list[ast.Call]] = {}
    for scope, call in scopes:
        for part in own_nodes(scope.body):
            around.setdefault(id(part), []).append(call)
    edits: list[Edit] = []
    done: set[int] = set()
    for statement in own_nodes(node.body):
        if not isinstance(statement, (ast.Assign, ast.Return, ast.Expr)):
            continue
        for call in (n for n in walk(statement) if isinstance(n, ast.Call)):
            keyword = _keyword_of(source, call, around.get(id(call), []), creators)
            if keyword is None:
                continue
            found = _called(source, statement, call, keyword, opened)
            if not found:
                return []
            edits += found
            done.add(id(keyword))
    if any(id(k) not in done for k in given):
        return []
    for _, call in scopes:
        for keyword in call.keywords:
            if id(keyword) in done:
                a, b = source.positions.start(keyword.value), source.positions.end(keyword.value)
                edits.append(Edit(a, b, ("None",)))
    return edits


def _opening(source: LiftSource, node: FunctionNode) -> str:
    """How the module writes `tf.variable_scope`, "" when nothing shows it."""
    for part in source.symbols.nodes:
        if isinstance(part, ast.Attribute) and source.symbol(part) == "tf.variable_scope":
            return source.segment(part)
    for name in ("tf", "tensorflow"):
        if source.symbols.bound_path(name) is not None:
            return f"{name}.variable_scope"
    return ""


def _arg_scopes(source: LiftSource, node: FunctionNode) -> list[tuple[ast.With, ast.Call]]:
    return [
        (n, i.context_expr)
        for n in own_nodes(node.body)
        if isinstance(n, ast.With)
        for i in n.items
        if isinstance(i.context_expr, ast.Call) and is_arg_scope(source.called(i.context_expr))
    ]


def _given(source: LiftSource, node: ast.AST, creators: Creators) -> list[ast.keyword]:
    """The keywords of a call of TensorFlow that name such a function as an activation."""
    if not isinstance(node, ast.Call) or not source.called(node):
        return []
    return [
        k for k in node.keywords if k.arg in _KEYWORDS and _is_creating(source, k.value, creators)
    ]


def _is_creating(source: LiftSource, node: ast.expr, creators: Creators) -> bool:
    if not isinstance(node, (ast.Name, ast.Attribute)) or source.symbol(node):
        return False
    call = ast.Call(node, [], [])
    return creators.creates(source, call)


def _keyword_of(
    source: LiftSource, call: ast.Call, around: list[ast.Call], creators: Creators
) -> ast.keyword | None:
    """The keyword that gives a layer such an activation: its own, or that of the innermost `arg_scope` that has one for it."""
    rule = creators.rules.get(source.called(call))
    if rule is None or rule.kind != "layer" or is_arg_scope(source.called(call)):
        return None
    own = [k for k in call.keywords if k.arg in _KEYWORDS]
    if own:
        return own[0] if _given(source, call, creators) else None
    for scope in reversed(around):
        listed = scope.args[0] if scope.args else None
        if not isinstance(listed, (ast.List, ast.Tuple)):
            return None  # what it gives is not written here
        if source.called(call) in [source.symbol(e) for e in listed.elts]:
            for keyword in scope.keywords:
                if keyword.arg in _KEYWORDS:
                    return keyword if _is_creating(source, keyword.value, creators) else None
    return None


def _called(
    source: LiftSource, statement: ast.stmt, call: ast.Call, keyword: ast.keyword, opened: str
) -> list[Edit]:
    """The layer without its activation, and the activation after it."""
    named = [k for k in call.keywords if k.arg == _NAMES[str(keyword.arg)]]
    odd = ("reuse", "_reuse", "outputs_collections", "_scope")
    if len(named) != 1 or any(k.arg in odd or k.arg is None for k in call.keywords):
        return []
    scope = named[0].value
    value = getattr(statement, "value", None)
    again = not any(isinstance(n, (ast.Call, ast.NamedExpr)) for n in walk(scope))
    if value is not call or not again:
        return []
    target = statement.targets[0] if isinstance(statement, ast.Assign) else None
    if isinstance(statement, ast.Assign):
        if len(statement.targets) != 1 or not isinstance(target, ast.Name):
            return []
    elif not isinstance(statement, ast.Return):
        return []
    positions = source.positions
    line = positions.lines.line(statement.lineno)
    pad = line[: statement.col_offset]
    if pad.strip():
        return []
    name = target.id if isinstance(target, ast.Name) else "outputs"
    function = source.segment(keyword.value)
    after = f"\n{pad}with {opened}({source.segment(scope)}):\n{pad}    "
    after += f"{name} = {function}({name})" if target is not None else f"return {function}({name})"
    edits = []
    if keyword in call.keywords and keyword.arg == "activation" and call.args:  # none by default
        given = [*call.args, *(k.value for k in call.keywords)]
        before = max(p for n in given if (p := positions.end(n)) <= positions.start(keyword))
        edits.append(Edit(before, positions.end(keyword.value), ("",)))
    elif keyword in call.keywords:
        a, b = positions.start(keyword.value), positions.end(keyword.value)
        edits.append(Edit(a, b, ("None",)))
    if target is None:
        start = positions.start(statement)
        edits.append(Edit(start, positions.start(call), (f"{name} = ",)))
    end = positions.end(statement)
    return [*edits, Edit(end, end, (after,))]
