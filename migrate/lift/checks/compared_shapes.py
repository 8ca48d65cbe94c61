"""Whole shapes that are compared: what TF1 said depends on whether the graph knew the batch size."""

from __future__ import annotations

import ast

from migrate.lift.plans import Refused
from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.view import View
from migrate.static_shapes import checked, is_shape


def check_compared(view: View) -> None:
    """Refuses a comparison of whole shapes that decides something.

    With a placeholder of unknown batch size it was never true in TF1; called eagerly, a layer knows every size.

    Raises:
      Refused: there is one.
    """
    nodes = list(own_nodes(view.body))
    sure = {one for node in nodes for one in checked(node)}
    assigned = [n for n in nodes if isinstance(n, ast.Assign) and is_shape(n.value, {})]
    known = {t.id: "shape" for n in assigned for t in n.targets if isinstance(t, ast.Name)}
    for node in nodes:
        if not isinstance(node, ast.Compare) or id(node) in sure:
            continue
        sides = [node.left, *node.comparators]
        equal = all(isinstance(operator, (ast.Eq, ast.NotEq)) for operator in node.ops)
        if equal and all(is_shape(s, known) and not _without_batch(s) for s in sides):
            text = f"`{ast.unparse(node)}`, which is false in TF 1 where a size is not known"
            raise Refused("TF311", text, node.lineno)


def _without_batch(node: ast.expr) -> bool:
    """Whether it is a slice from the second size on."""
    if not isinstance(node, ast.Subscript) or not isinstance(node.slice, ast.Slice):
        return False
    lower = node.slice.lower
    return lower is not None and ast.unparse(lower) not in ("0", "None")
