"""``scope.set_partitioner(...)`` of a scope that a `with` of the same function opens: it ends with the `with`.

with tf.variable_scope(outer) as inner:      nothing else has `inner`, so what it hands down reaches
    inner.set_partitioner(None)              what is made and called in these lines alone
    b = tf.get_variable("b", [units])
"""

from __future__ import annotations

import ast

from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.nodes import walk

_OPENS = ("tf.variable_scope", "tf.variable_op_scope")


def scope_of_setter(source: LiftSource, node: ast.Call) -> ast.Call | None:
    """The call that opens the scope whose method is called, if the lines of its `with` are all that has that scope."""
    func = node.func
    if not isinstance(func, ast.Attribute) or not isinstance(func.value, ast.Name):
        return None
    name, function = func.value.id, _function(source, node)
    if function is None:
        return None
    inside = list(walk(function))
    names = [n for n in inside if isinstance(n, ast.Name) and n.id == name]
    stored = [n for n in names if not isinstance(n.ctx, ast.Load)]
    opened = [
        (w, item.context_expr)
        for w in inside
        if isinstance(w, ast.With)
        for item in w.items
        if len(stored) == 1 and item.optional_vars is stored[0]
    ]
    block, call = opened[0] if len(opened) == 1 else (None, None)
    if block is None or not isinstance(call, ast.Call):
        return None
    rebound = any(isinstance(n, ast.arg) and n.arg == name for n in inside)
    rebound = rebound or any(
        isinstance(n, ast.Global | ast.Nonlocal) and name in n.names for n in inside
    )
    if rebound or source.called(call) not in _OPENS:
        return None
    body = {id(n) for statement in block.body for n in walk(statement)}
    read = {id(n.value) for n in inside if isinstance(n, ast.Attribute)}
    read |= {
        id(n.args[0])
        for n in inside
        if isinstance(n, ast.Call) and n.args and source.called(n) in _OPENS
    }
    loads = [n for n in names if n not in stored]
    return call if all(id(n) in body and id(n) in read for n in loads) else None


def _function(source: LiftSource, node: ast.Call) -> FunctionNode | None:
    """The outermost function or method that a call stands in."""
    around = [
        f for f in source.functions.values() if f.lineno <= node.lineno <= (f.end_lineno or 0)
    ]
    return min(around, key=lambda f: f.lineno, default=None)
