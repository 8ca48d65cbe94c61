"""Statements that only say that a scope shares its variables from there on.

if reuse:                                                   scope.reuse_variables()
    tf.get_variable_scope().reuse_variables()
else:
    assert tf.get_variable_scope().reuse is False

What is asserted where it does not share is how TF1's scopes were nested, of which a layer has none. An object may note there
that it was called: ``else: self.reuse = True``.
"""

from __future__ import annotations

import ast

from migrate.lift.source.source import LiftSource

_HERE = "tf.get_variable_scope"


def switches_reuse(source: LiftSource, node: ast.stmt) -> bool:
    """``scope.reuse_variables()``, also as all there is under an `if`, with an `else` that asserts that the scope does not share."""
    if isinstance(node, ast.If):
        scopes = {ast.unparse(s) for s in map(_scope, node.body) if s is not None}
        idle = all(_asserts_unshared(source, s, scopes) or s is noted(node) for s in node.orelse)
        return idle and all(switches_reuse(source, s) for s in node.body)
    return _scope(node) is not None


def noted(node: ast.stmt) -> ast.Assign | None:
    """``self.reuse = True`` where ``if self.reuse`` did not hold."""
    for one in node.orelse if isinstance(node, ast.If) else []:
        if isinstance(one, ast.Assign) and isinstance(one.value, ast.Constant):
            texts = [ast.unparse(t) for t in one.targets]
            test = node.test if isinstance(node, ast.If) else None
            if isinstance(test, ast.Attribute) and texts == [ast.unparse(test)]:
                return one if one.value.value is True else None
    return None


def as_said(node: ast.stmt) -> str:
    """A switch as it is spoken of."""
    return ast.unparse(node).partition("\n")[0]


def _scope(node: ast.stmt) -> ast.expr | None:
    """The scope that a statement switches."""
    call = node.value if isinstance(node, ast.Expr) else None
    func = call.func if isinstance(call, ast.Call) else None
    switches = isinstance(func, ast.Attribute) and func.attr == "reuse_variables"
    return func.value if switches else None  # type: ignore[union-attr]


def _asserts_unshared(source: LiftSource, node: ast.stmt, scopes: set[str]) -> bool:
    """``assert scope.reuse is False``, ``assert not tf.get_variable_scope().reuse``."""
    if not isinstance(node, ast.Assert) or not isinstance(node.msg, ast.Constant | None):
        return False
    test = node.test
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        asked: ast.expr = test.operand
    elif isinstance(test, ast.Compare) and len(test.ops) == 1:
        (operator,), (other,) = test.ops, test.comparators
        wanted = other.value if isinstance(other, ast.Constant) else None
        if not (isinstance(operator, ast.Is | ast.Eq) and wanted is False):
            return False
        asked = test.left
    else:
        return False
    if not isinstance(asked, ast.Attribute) or asked.attr != "reuse":
        return False
    return source.called(asked.value) == _HERE or ast.unparse(asked.value) in scopes
