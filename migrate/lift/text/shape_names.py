"""What the parameters of ``build`` are called: like nothing else that the code it takes over speaks of."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from migrate.lift.binding.tensor_uses import tensor_uses
from migrate.lift.plans import Refused
from migrate.lift.source.shapes import Shapes
from migrate.lift.source.view import View
from migrate.lift.text.naming import shape_name
from migrate.nodes import walk
from migrate.plan.times import Time


def shape_names(view: View, asked: Sequence[str]) -> dict[str, str]:
    """The names for the shapes of tensors, where they are not ``x_shape``.

    Args:
      asked: the tensors; Keras tells several apart by the names of the parameters, and gives one to any.

    Raises:
      Refused: a name that is fixed is another thing in the function.
    """
    if len(asked) > 1:
        taken = [n for n in asked if _is_taken(view, f"{n}_shape", n)]
        if taken:
            text = f"`{taken[0]}_shape`, which is a name of the function's own"
            raise Refused("TF311", text, view.node.lineno)
        maybe = asked[-1]  # Keras has no shape for it, where it is none
        return {} if is_tensor(view, maybe) else {maybe: f"{maybe}_shape=None"}
    found = {}
    for tensor in asked:
        name, number = shape_name(tensor), 2
        while _is_taken(view, name, tensor):
            name, number = f"{tensor}_shape_{number}", number + 1
        if name != f"{tensor}_shape":
            found[tensor] = name
    return found


def is_tensor(view: View, name: str) -> bool:
    """Whether nothing says that a parameter of the call may be a number: that it counts turns, or is a part of a shape."""
    if name in tensor_uses(view.source, view.node, view.tree):
        return True
    if view.time(ast.Name(id=name, ctx=ast.Load())) is not Time.CALL:
        return False
    return not any(_may_count(view, use) for use in view.uses(name))


def _may_count(view: View, use: ast.AST) -> bool:
    above = view.parents.get(id(use))
    while isinstance(above, (ast.BinOp, ast.UnaryOp)):
        above = view.parents.get(id(above))
    if isinstance(above, ast.Call) and isinstance(above.func, ast.Name):
        return above.func.id in ("range", "xrange")
    return isinstance(above, (ast.List, ast.Tuple)) and isinstance(above.ctx, ast.Load)


def _is_taken(view: View, name: str, tensor: str) -> bool:
    """Whether the function speaks of anything but the shape of `tensor` by that name."""
    named = any(isinstance(n, ast.Name) and n.id == name for n in walk(view.node))
    if name not in view.param_names and not named:
        return False
    assigned = view.assignments(name)
    return not assigned or not all(_gives_shape(view, node, tensor) for node in assigned)


def _gives_shape(view: View, node: ast.stmt, tensor: str) -> bool:
    """Whether a statement only gives the shape of a tensor a name: ``x_shape = x.get_shape().as_list()``."""
    if not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Name):
        return False
    if len(node.targets) > 1:
        return False
    try:
        text = Shapes(view).translate(_bare(node.value), ast.unparse)
    except Refused:
        return False
    return text in (f"{tensor}_shape", f"list({tensor}_shape)")


def _bare(node: ast.expr) -> ast.expr:
    """A shape without ``list()`` or ``.as_list()`` around it."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr == "as_list" and not node.args:
            return node.func.value
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and len(node.args) == 1:
        if node.func.id == "list":
            return node.args[0]
    return node
