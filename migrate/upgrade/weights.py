"""Whether an argument is one weight of a lifted layer, not a list of parts."""

from __future__ import annotations

import ast

from migrate.answers import CallRule
from migrate.nodes import walk
from migrate.upgrade.calls import bind_arguments
from migrate.upgrade.context import Context


def are_weights(context: Context, call: ast.Call, rule: CallRule) -> bool:
    """Whether the `weights` of a rule are single weights of the lifted class that a call stands in."""
    if not context.is_native(call):
        return False
    bound = bind_arguments(call, rule.params)
    return bound is not None and all(
        name in bound and is_weight(context.symbols.tree, call, bound[name])
        for name in rule.weights
    )


def is_weight(tree: ast.Module, call: ast.Call, node: ast.expr) -> bool:
    """Whether an expression is one weight of the class that a call stands in."""
    around = [
        c
        for c in tree.body
        if isinstance(c, ast.ClassDef) and c.lineno <= call.lineno <= (c.end_lineno or 0)
    ]
    if not around:
        return False
    attribute = _attribute(node)
    if not attribute and isinstance(node, ast.Name):
        given = _assigned(around[0], call, node.id)
        attribute = _attribute(given[0]) if len(given) == 1 else ""
    made = [
        n.value
        for n in walk(around[0])
        if isinstance(n, ast.Assign) and any(_attribute(t) == attribute for t in n.targets)
    ]
    return bool(attribute) and bool(made) and all(_makes_weight(value) for value in made)


def _attribute(node: ast.expr) -> str:
    """``x`` for ``self.x`` and ``self.x.value``, "" for anything else."""
    if isinstance(node, ast.Attribute) and node.attr == "value":
        node = node.value if isinstance(node.value, ast.Attribute) else node
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return node.attr if node.value.id == "self" else ""
    return ""


def _assigned(around: ast.ClassDef, call: ast.Call, name: str) -> list[ast.expr]:
    """What the method around a call gives a name; an empty one when it may be given by anything but assignments."""
    method = next(
        m
        for m in around.body
        if isinstance(m, ast.FunctionDef) and m.lineno <= call.lineno <= (m.end_lineno or 0)
    )
    stores = [
        n
        for n in walk(method)
        if (isinstance(n, ast.Name) and n.id == name and not isinstance(n.ctx, ast.Load))
        or (isinstance(n, ast.arg) and n.arg == name)
    ]
    found = [
        n.value
        for n in walk(method)
        if isinstance(n, ast.Assign) and any(t in stores for t in n.targets)
    ]
    return found if len(found) == len(stores) else []


def _makes_weight(value: ast.expr) -> bool:
    """Whether an expression makes one variable: `self.add_weight(...)`, or `tf.Variable(...)` of a module."""
    func = value.func if isinstance(value, ast.Call) else None
    return isinstance(func, ast.Attribute) and func.attr in ("add_weight", "Variable")
