"""A batch normalization that is called in several places: Keras' takes tensors of one rank, TF1's each had its own."""

from __future__ import annotations

import ast

from migrate.lift.functions.attributes import Attribute
from migrate.lift.functions.site_paths import exclusive
from migrate.lift.plans import Refused
from migrate.lift.source.operation_rules import shape_rules
from migrate.lift.source.sites import Site
from migrate.lift.source.view import View

_DEPTH = 12
_PLANES = ("conv2d", "conv2d_transpose", "separable_conv2d", "max_pooling2d", "average_pooling2d")
_FOUR = frozenset(
    [f"tf.layers.{name}" for name in _PLANES]
    + [f"tf.nn.{name}" for name in ("conv2d", "conv2d_transpose", "max_pool", "avg_pool")]
)
_TWO = frozenset(["tf.layers.flatten", "tf.contrib.layers.flatten", "tf.matmul"])
_ALSO = frozenset(("tf.layers.dense", "tf.layers.dropout", "tf.nn.dropout"))


def check_ranks(view: View, found: list[Attribute]) -> None:
    """Looks at what each such layer is given.

    Raises:
      Refused: the ranks may differ.
    """
    for attribute in found:
        first, *others = attribute.sites
        layer = view.table.get(first.symbol)
        if layer is None or layer.to != "BatchNormalization":
            continue
        for site in others:
            if exclusive(first, site):
                continue
            ranks = [_rank(view, _input(view, s), s.node.lineno, 0) for s in (first, site)]
            if "" in ranks or ranks[0] != ranks[1]:
                text = f"`{attribute.name}` is called with tensors that may be of several ranks"
                raise Refused("TF303", text, site.node.lineno)


def _input(view: View, site: Site) -> ast.expr | None:
    return view.table.of_site(view.tree.rules, site).get("inputs")


def _rank(view: View, node: ast.expr | None, line: int, depth: int) -> str:
    """The rank of a tensor, or what it is the rank of; "" where that cannot be told."""
    if node is None or depth > _DEPTH:
        return ""
    if isinstance(node, ast.Name):
        before = [a for a in view.assignments(node.id) if a.lineno < line]
        if not before:
            return node.id if node.id in view.param_names else ""
        last = max(before, key=lambda a: a.lineno)
        plain = isinstance(last, ast.Assign) and isinstance(last.targets[0], ast.Name)
        return _rank(view, getattr(last, "value", None), last.lineno, depth + 1) if plain else ""
    if isinstance(node, ast.BinOp):
        sides = {_rank(view, n, line, depth + 1) for n in (node.left, node.right)
                 if not isinstance(n, ast.Constant)}  # fmt: skip
        return sides.pop() if len(sides) == 1 else ""
    if not isinstance(node, ast.Call):
        return ""
    symbol = view.source.called(node)
    if symbol in _FOUR or symbol in _TWO:
        return "4" if symbol in _FOUR else "2"
    if symbol == "tf.reshape" and len(node.args) > 1:
        shape = node.args[1]
        return str(len(shape.elts)) if isinstance(shape, (ast.List, ast.Tuple)) else ""
    if symbol in _ALSO or symbol in shape_rules().keep or symbol in shape_rules().keep_last:
        given = {k.arg: k.value for k in node.keywords}
        first = node.args[0] if node.args else given.get("inputs", given.get("x"))
        return _rank(view, first, line, depth + 1)
    return ""
