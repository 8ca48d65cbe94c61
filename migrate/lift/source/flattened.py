"""Tensors that are made flat: ``tf.reshape(x, [-1, np.prod(x.shape[1:])])``, always or unless they are flat already."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from migrate.lift.source.last_assignment import Place, end, start
from migrate.lift.source.possible_values import GIVEN, Value, possible_values
from migrate.lift.source.view import View

FLATTEN = ("tf.layers.flatten", "tf.contrib.layers.flatten", "tf.contrib.slim.flatten")
_MORE = {ast.Gt: 2, ast.GtE: 3, ast.NotEq: 2}


def flattened(view: View, node: ast.expr) -> ast.expr | None:
    """The tensor that a call makes flat, each example by itself; None for any other call."""
    if not isinstance(node, ast.Call) or not node.args:
        return None
    symbol = view.source.called(node)
    if symbol in FLATTEN:
        return node.args[0]
    if symbol != "tf.reshape" or len(node.args) < 2 or not isinstance(node.args[0], ast.Name):
        return None
    shape = node.args[1]
    if not isinstance(shape, (ast.List, ast.Tuple)) or len(shape.elts) != 2:
        return None
    name = node.args[0].id
    is_flat = ast.unparse(shape.elts[0]) == "-1" and _is_size(view, shape.elts[1], name)
    return node.args[0] if is_flat else None


def is_flat_otherwise(view: View, name: str, values: Sequence[Value], at: Place) -> bool:
    """Whether a parameter was made flat where it has more than two dimensions, so that its size says its last one.

    Args:
      values: what the name may stand for at the place.
    """
    if len(values) != 2 or GIVEN not in values:
        return False
    made = next(v for v in values if v is not GIVEN)
    if not isinstance(made, ast.Assign) or len(made.targets) != 1:
        return False
    tensor = flattened(view, made.value)
    above = view.parents.get(id(made))
    if not isinstance(tensor, ast.Name) or tensor.id != name or not isinstance(above, ast.If):
        return False
    plain = _always_runs(view, above) and made in above.body and end(above) <= at
    before = possible_values(view, name, start(above))
    return plain and before == [GIVEN] and _has_more(above.test, name)


def _always_runs(view: View, node: ast.stmt) -> bool:
    """Whether a statement stands in the function's body, or in blocks of `with`."""
    above: ast.AST | None = node
    while isinstance(above, ast.stmt) and above not in view.body:
        above = view.parents.get(id(above))
        if not isinstance(above, ast.With):
            return False
    return above in view.body


def _has_more(test: ast.expr, name: str) -> bool:
    """Whether a test says that a tensor has more than two dimensions: ``len(x.shape) > 2``."""
    if not isinstance(test, ast.Compare) or len(test.ops) != 1:
        return False
    number = test.comparators[0]
    if not isinstance(number, ast.Constant) or _MORE.get(type(test.ops[0])) != number.value:
        return False
    asked = test.left
    if isinstance(asked, ast.Attribute) and asked.attr in ("ndims", "rank"):
        return _is_shape(asked.value, name)
    is_len = isinstance(asked, ast.Call) and ast.unparse(asked.func) == "len"
    return is_len and isinstance(asked, ast.Call) and _is_list(asked.args[0], name)


def _is_size(view: View, node: ast.expr, name: str) -> bool:
    """Whether an expression multiplies all dimensions of a tensor but the first: ``int(np.prod(x.shape[1:]))``."""
    if isinstance(node, ast.Attribute) and node.attr == "value":
        node = node.value
    if not isinstance(node, ast.Call):
        return False
    if isinstance(node.func, ast.Attribute) and node.func.attr == "num_elements" and not node.args:
        return _is_rest(node.func.value, name)
    if len(node.args) != 1 or node.keywords:
        return False
    if isinstance(node.func, ast.Name) and node.func.id == "int":
        return _is_size(view, node.args[0], name)
    is_product = view.source.symbols.is_member(node.func, "numpy", "prod")
    return is_product and _is_rest(node.args[0], name)


def _is_rest(node: ast.expr, name: str) -> bool:
    """Whether an expression is the shape of a tensor without its first dimension."""
    if isinstance(node, ast.ListComp) and len(node.generators) == 1:
        only = node.generators[0]
        one = ast.unparse(only.target)
        if only.ifs or ast.unparse(node.elt) not in (one, f"{one}.value", f"int({one})"):
            return False
        node = only.iter
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr == "as_list" and not node.args:
            node = node.func.value
    is_rest = isinstance(node, ast.Subscript) and ast.unparse(node.slice) == "1:"
    return is_rest and isinstance(node, ast.Subscript) and _is_list(node.value, name)


def _is_list(node: ast.expr, name: str) -> bool:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr == "as_list" and not node.args:
            node = node.func.value
    return _is_shape(node, name)


def _is_shape(node: ast.expr, name: str) -> bool:
    return ast.unparse(node) in (f"{name}.shape", f"{name}.get_shape()")
