"""The tensor whose static shape an expression gives."""

from __future__ import annotations

import ast

from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.view import View
from migrate.plan.times import Time


def measured_last(view: View, node: ast.expr, depth: int = 0) -> ast.Name | None:
    """The tensor whose last dimension an expression gives: ``x.shape[-1].value``, or a name for that."""
    if isinstance(node, ast.Attribute) and node.attr == "value":
        node = node.value
    if isinstance(node, ast.Name) and depth < 3:
        value = _only_value(view, node)
        return measured_last(view, value, depth + 1) if value is not None else None
    if not isinstance(node, ast.Subscript) or ast.unparse(node.slice) != "-1":
        return None
    whole: ast.expr | None = node.value
    if isinstance(whole, ast.Name):
        whole = _only_value(view, whole)
    return measured_whole(view, whole)


def _only_value(view: View, name: ast.Name) -> ast.expr | None:
    """What a name of the function stands for wherever it is read."""
    assigned = view.assignments(name.id)
    if len(assigned) != 1 or name.id in view.param_names or name.id in view.changed:
        return None
    one = assigned[0]
    plain = isinstance(one, ast.Assign) and isinstance(one.targets[0], ast.Name)
    return one.value if plain and isinstance(one, ast.Assign) else None


def measured_whole(view: View, node: ast.expr | None) -> ast.Name | None:
    """The tensor whose shape an expression gives: ``x.shape``, ``x.get_shape().as_list()``, ``shape_list(x)``."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr == "as_list" and not node.args:
            node = node.func.value
    tensor: ast.expr | None = None
    if isinstance(node, ast.Attribute) and node.attr == "shape":
        tensor = node.value
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr == "get_shape" and not node.args:
            tensor = node.func.value
    if tensor is None and isinstance(node, ast.Call) and node.args:
        if view.tree.is_helper(view.tree.callee(view.source, node)):
            tensor = node.args[0]
    is_tensor = isinstance(tensor, ast.Name) and view.time(tensor) is Time.CALL
    return tensor if is_tensor and isinstance(tensor, ast.Name) else None


def measured(view: View) -> set[int]:
    """The ids of statements that only name the shape of a tensor, for what decides about variables."""
    return {
        id(node)
        for node in own_nodes(view.body)
        if isinstance(node, ast.Assign)
        and measured_whole(view, node.value) is not None
        and all(isinstance(t, ast.Name) and t.id in view.demand for t in node.targets)
    }
