"""Batch normalization that `tf.cond` switches between training and use becomes one call, which takes what decides.

y = tf.cond(training, lambda: batch_norm(x, is_training=True, updates_collections=None, scope="bn"),
            lambda: batch_norm(x, is_training=False, updates_collections=None, scope="bn", reuse=True))
y = batch_norm(x, is_training=training, updates_collections=None, scope="bn")

Both calls have the same variables, and with ``updates_collections=None`` the averages move in training only. The name
that an `arg_scope` gives its only call, ``arg_scope([batch_norm], scope="bn")``, is written in that call.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from migrate.lift.normal.averaging_calls import keyword_bound
from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.creators import Creators
from migrate.lift.source.settings import is_arg_scope
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.nodes import walk
from migrate.rewrite.edits import Edit

_NORMS = ("tf.contrib.layers.batch_norm", "tf.contrib.slim.batch_norm")
_OWN = ("is_training", "reuse")


def norms_joined(source: LiftSource, node: FunctionNode, creators: Creators) -> list[Edit]:
    """The edits that make one call of two; empty when there are none, or they differ."""
    del creators
    for part in own_nodes(node.body):
        if isinstance(part, ast.Call) and source.called(part) == "tf.cond":
            joined = _joined(source, part, list(_arg_scopes(source, node, part)))
            if joined:
                return [Edit(source.positions.start(part), source.positions.end(part), (joined,))]
    return []


def scopes_given(source: LiftSource, node: FunctionNode, creators: Creators) -> list[Edit]:
    """The edits that give a layer the name which an `arg_scope` around it has for it alone."""
    for part in own_nodes(node.body):
        if isinstance(part, ast.With) and len(part.items) == 1:
            call = part.items[0].context_expr
            if isinstance(call, ast.Call) and is_arg_scope(source.called(call)):
                edits = _given(source, part, call, creators)
                if edits:
                    return edits
    return []


def _arg_scopes(source: LiftSource, node: FunctionNode, inner: ast.AST) -> Iterator[ast.Call]:
    """The `arg_scope`s of a function around something."""
    for part in own_nodes(node.body):
        if isinstance(part, ast.With) and any(n is inner for n in walk(part)):
            for item in part.items:
                call = item.context_expr
                if isinstance(call, ast.Call) and is_arg_scope(source.called(call)):
                    yield call


def _joined(source: LiftSource, node: ast.Call, around: list[ast.Call]) -> str:
    """The one call, "" where there is none."""
    given = keyword_bound(node, ("pred", "true_fn", "false_fn"))
    if (
        given is None
        or len(given) != 3
        or any(isinstance(n, ast.Call) for n in walk(given["pred"]))
    ):
        return ""
    training, using = (_called(given[name]) for name in ("true_fn", "false_fn"))
    if training is None or using is None:
        return ""
    symbol = source.called(training)
    if symbol not in _NORMS or source.called(using) != symbol:
        return ""
    ours, theirs = _plain(training), _plain(using)
    if not ours or ours != theirs:
        return ""
    settings = [k for c in around for k in c.keywords]
    in_place = [k for k in (*training.keywords, *settings) if k.arg == "updates_collections"]
    if len(in_place) != 1 or not _is(in_place[0].value, None):
        return ""
    if any(k.arg in _OWN or k.arg is None for k in settings):
        return ""
    decides = source.segment(given["pred"])
    first, second = _own(training), _own(using)
    right = _says(first, True, decides) and _says(second, False, decides)
    shares = _is(second.get("reuse"), True) and (
        "reuse" not in first or _is(first["reuse"], None) or _is(first["reuse"], False)
    )
    if not right or not shares:
        return ""
    kept = [source.segment(a) for a in training.args]
    kept += [f"{k.arg}={source.segment(k.value)}" for k in training.keywords if k.arg not in _OWN]
    return f"{source.segment(training.func)}({', '.join([*kept, f'is_training={decides}'])})"


def _called(node: ast.expr) -> ast.Call | None:
    """The call that a `lambda` without parameters is."""
    if (
        isinstance(node, ast.Lambda)
        and not ast.unparse(node.args)
        and isinstance(node.body, ast.Call)
    ):
        return node.body
    return None


def _plain(call: ast.Call) -> list[str]:
    """The arguments but for those that tell the calls apart; empty where they cannot be compared."""
    if len(call.args) > 1 or any(isinstance(a, ast.Starred) for a in call.args):
        return []
    named = [k for k in call.keywords if k.arg not in _OWN]
    if any(k.arg is None for k in named):
        return []
    if any(isinstance(n, (ast.Call, ast.NamedExpr)) for a in call.args for n in walk(a)):
        return []
    return [ast.unparse(a) for a in call.args] + sorted(ast.unparse(k) for k in named)


def _own(call: ast.Call) -> dict[str, ast.expr]:
    return {k.arg: k.value for k in call.keywords if k.arg in _OWN}


def _says(own: dict[str, ast.expr], value: bool, decides: str) -> bool:
    """Whether a call is told that it trains, or does not, as its branch says."""
    node = own.get("is_training")
    if node is None:
        return value  # TF1's default
    return _is(node, value) or ast.unparse(node) == decides


def _is(node: ast.expr | None, value: object) -> bool:
    return isinstance(node, ast.Constant) and node.value is value


def _given(source: LiftSource, node: ast.With, scope: ast.Call, creators: Creators) -> list[Edit]:
    names = [k for k in scope.keywords if k.arg == "scope"]
    listed = scope.args[0] if len(scope.args) == 1 else None
    if len(names) != 1 or not isinstance(listed, (ast.List, ast.Tuple)) or len(listed.elts) != 1:
        return []
    if any(isinstance(n, (ast.Call, ast.NamedExpr)) for n in walk(names[0])):
        return []
    symbol, layers = source.symbol(listed.elts[0]), []
    for part in (n for s in node.body for n in walk(s)):
        if isinstance(
            part, (ast.For, ast.While, ast.With, ast.Lambda, ast.FunctionDef, ast.ListComp)
        ):
            return []
        if isinstance(part, ast.Call):
            if not source.called(part):
                return []  # it may call the layer, too
            layers += [part] if source.called(part) == symbol else []
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
            if part.id in [n.id for n in walk(names[0]) if isinstance(n, ast.Name)]:
                return []
    rule = creators.rules.get(symbol) if symbol else None
    if len(layers) != 1 or rule is None or rule.name != "scope":
        return []
    if any(k.arg in ("scope", None) for k in layers[0].keywords) or len(layers[0].args) > 1:
        return []
    positions = source.positions
    before = [
        n for n in (*scope.args, *(k.value for k in scope.keywords)) if n is not names[0].value
    ]
    ends = [e for n in before if (e := positions.end(n)) <= positions.start(names[0])]
    end = positions.end(layers[0]) - 1
    if not ends or source.text[end] != ")" or not (layers[0].args or layers[0].keywords):
        return []
    text = source.segment(names[0].value)
    return [
        Edit(max(ends), positions.end(names[0].value), ("",)),
        Edit(end, end, (f", scope={text}",)),
    ]
