"""A scope that has a name of its own where it is given none, and code that reads what was given.

def loss(x, name=None):
    with tf.variable_scope(name, "loss"):
        y = tf.layers.dense(x, 3, name=name)  # loss/dense without a name, total/total with one

The layer is called ``loss`` where the function was given None, so nothing but a label may depend on the name.
"""

from __future__ import annotations

import ast

from migrate.lift.functions.roles import OwnScope
from migrate.lift.plans import Refused
from migrate.lift.source.view import View
from migrate.nodes import walk


def check_absent_names(view: View, own: OwnScope) -> None:
    """Refuses a function that reads the name of its scope where that may be None.

    Raises:
      Refused: something else than an operation or a summary depends on the name.
    """
    scope = own.scope
    if scope is None or not own.parameter or own.default is None:
        return  # TF1 takes None for no name of a scope that has no other
    if not _may_be_absent(view, own):
        return
    opening = {id(n) for n in walk(scope.item.context_expr)}
    shown = ast.dump(scope.name) if isinstance(scope.name, ast.BoolOp) else ""
    for use in view.uses(own.parameter):
        if id(use) in opening or _is_label(view, use):
            continue
        if shown and any(ast.dump(n) == shown for n in _around(view, use)):
            continue  # the very name of the scope
        text = f"`{own.parameter}`, which may be None, decides about more than its scope"
        raise Refused("TF309", text, use.lineno)


def _may_be_absent(view: View, own: OwnScope) -> bool:
    default = next((d for a, d, _ in view.params if a.arg == own.parameter), None)
    if isinstance(default, ast.Constant) and isinstance(default.value, str):
        return False
    calls = view.tree.all_calls_of(view.key)
    given = [value for _, value in view.tree.given(view.key, own.parameter)]
    if not calls or len(given) < len(calls):
        return default is not None or not calls
    return any(
        isinstance(v, ast.Name) or (isinstance(v, ast.Constant) and not v.value) for v in given
    )


def _is_label(view: View, use: ast.Name) -> bool:
    """Whether a name only labels an operation or a summary."""
    sites = {id(s.node) for s in view.sites}
    given = False
    for node in _around(view, use):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            return True  # fails for None
        if isinstance(node, ast.keyword):
            given = node.arg in ("name", "scope")
        if isinstance(node, ast.Call):
            label = given or view.source.called(node).startswith("tf.summary.")
            return label and id(node) not in sites
    return False


def _around(view: View, node: ast.AST) -> list[ast.AST]:
    found = [node]
    while id(found[-1]) in view.parents:
        found.append(view.parents[id(found[-1])])
    return found
