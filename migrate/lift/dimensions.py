"""The last dimension of tensors that are computed on the way: what made them says it, ``tf.layers.dense(x, units)``."""

from __future__ import annotations

import ast
from collections.abc import Callable

from migrate.lift.bodies import own_nodes
from migrate.lift.shape_rules import ELEMENTWISE, KEEP_LAST, KEEP_SHAPE
from migrate.lift.view import View
from migrate.plan.times import Time

Text = Callable[[ast.expr], str]
Place = tuple[int, int]  # line and column
Found = tuple[str, int]  # the dimension, and the rank where it is known, else 0
_DEPTH = 12
# Where a layer has its number of units, and its rank.
_UNITS = {
    "tf.layers.dense": ("units", 0),
    "tf.layers.conv2d": ("filters", 4),
    "tf.layers.conv1d": ("filters", 3),
    "tf.layers.conv2d_transpose": ("filters", 4),
    "tf.layers.separable_conv2d": ("filters", 4),
    "tf.contrib.layers.fully_connected": ("num_outputs", 0),
    "tf.contrib.layers.conv2d": ("num_outputs", 4),
}


class Dimensions:
    """Follows the names of one function to what made them.

    Args:
      parameter: the last dimension of a parameter of the function.
    """

    def __init__(self, view: View, parameter: Callable[[ast.Name], str], text: Text) -> None:
        self._view = view
        self._parameter = parameter
        self._text = text

    def last(self, node: ast.expr, at: Place, depth: int = 0) -> Found | None:
        """The last dimension of a tensor as it is at a place; None where that cannot be told."""
        if depth > _DEPTH:
            return None
        if isinstance(node, ast.Name):
            return self._of_name(node, at, depth)
        if isinstance(node, ast.BinOp):
            return self._of_operands([node.left, node.right], at, depth)
        if isinstance(node, ast.Call):
            return self._of_call(node, at, depth)
        return None

    def _of_name(self, node: ast.Name, at: Place, depth: int) -> Found | None:
        assigned = self._view.assignments(node.id)
        if not assigned and node.id in self._view.param_names:
            return self._parameter(node), 0
        before = [s for s in assigned if _end(s) <= at or isinstance(s, (ast.For, ast.With))]
        before = [s for s in before if _start(s) < at]
        if not before:
            return None
        last = max(before, key=_start)
        if self._is_conditional(last, assigned, at[0]):
            return None
        if isinstance(last, ast.AugAssign) and isinstance(last.target, ast.Name):
            return self._of_name(node, _start(last), depth + 1)
        if not isinstance(last, ast.Assign) or len(last.targets) != 1:
            return None
        if not isinstance(last.targets[0], ast.Name):
            return None
        return self.last(last.value, _start(last), depth + 1)

    def _is_conditional(self, last: ast.stmt, assigned: list[ast.stmt], line: int) -> bool:
        """Whether the last assignment above a line need not be the last one that ran."""
        above: ast.AST = last
        while id(above) in self._view.parents:
            above = self._view.parents[id(above)]
            if isinstance(above, (ast.If, ast.For, ast.While, ast.Try)):
                if line > (above.end_lineno or 0):
                    return True
                if isinstance(above, (ast.For, ast.While, ast.Try)):
                    if any(
                        s.lineno >= line and s.lineno <= (above.end_lineno or 0) for s in assigned
                    ):
                        return True
                if isinstance(above, ast.If) and above.orelse:
                    if last.lineno < above.orelse[0].lineno <= line:
                        return True  # the other arm
        return self._in_loop(assigned, line)

    def _in_loop(self, assigned: list[ast.stmt], line: int) -> bool:
        """Whether the line is in a loop that binds the name anew further down."""
        loops = [
            n
            for n in own_nodes(self._view.body)
            if isinstance(n, (ast.For, ast.While)) and n.lineno <= line <= (n.end_lineno or 0)
        ]
        return any(
            loop.lineno <= s.lineno <= (loop.end_lineno or 0) and s.lineno >= line
            for loop in loops
            for s in assigned
        )

    def _of_operands(self, nodes: list[ast.expr], at: Place, depth: int) -> Found | None:
        """Of what is computed item by item; a shape of ones would be another thing."""
        found = [self.last(n, at, depth + 1) for n in nodes if not isinstance(n, ast.Constant)]
        known = [f for f in found if f is not None]
        if not known or any(f[0] != known[0][0] for f in known):
            return None
        return known[0][0], max(rank for _, rank in known)

    def _of_call(self, node: ast.Call, at: Place, depth: int) -> Found | None:
        source = self._view.source
        symbol = source.called(node)
        given = {k.arg: k.value for k in node.keywords if k.arg}
        first = node.args[0] if node.args else given.get("inputs")
        if not symbol:
            return self._of_function(node, at, depth)
        if "data_format" in given or first is None:
            return None
        if symbol in KEEP_SHAPE or symbol in KEEP_LAST or symbol == "tf.nn.bias_add":
            return self.last(first, at, depth + 1)
        if symbol in ELEMENTWISE:
            return self._of_operands(node.args[:2], at, depth)
        if symbol in ("tf.matmul", "tf.tensordot", "tf.nn.conv2d"):
            plain = len(node.args) <= (2 if symbol == "tf.matmul" else 5)
            if not plain or any(k in given for k in ("transpose_a", "transpose_b", "b", "axes")):
                return None
            if symbol == "tf.tensordot" and ast.unparse(node.args[-1]) != "1":
                return None
            other = (
                node.args[1] if len(node.args) > 1 else given.get("filter", given.get("filters"))
            )
            found = self._of_weight(other, depth) if other is not None else None
            if found is None:
                return None
            return found[0], {"tf.matmul": found[1], "tf.nn.conv2d": 4}.get(symbol, 0)
        if symbol == "tf.reshape" and len(node.args) > 1:
            return self._item(node.args[1])
        if symbol in _UNITS:
            name, rank = _UNITS[symbol]
            arguments = self._view.table.arguments(self._view.tree.rules, symbol, node)
            units = arguments.get(name)
            if units is None or "data_format" in arguments or not self._is_fixed(units):
                return None
            return self._text(units), rank
        return None

    def _item(self, shape: ast.expr) -> Found | None:
        """The last item of a shape that is written out."""
        if not isinstance(shape, (ast.List, ast.Tuple)) or not shape.elts:
            return None
        item = shape.elts[-1]
        if not self._is_fixed(item) or ast.unparse(item) == "-1":
            return None
        return self._text(item), len(shape.elts)

    def _is_fixed(self, node: ast.expr) -> bool:
        """Whether an expression is known in time, and the same wherever it stands in the function."""
        if self._view.time(node) is Time.CALL:
            return False
        for name in (n.id for n in ast.walk(node) if isinstance(n, ast.Name)):
            assigned = self._view.assignments(name)
            if len(assigned) > (0 if name in self._view.param_names else 1):
                return False
            if any(not isinstance(s, ast.Assign) for s in assigned):
                return False
        return not any(isinstance(n, (ast.Call, ast.Subscript)) for n in ast.walk(node))

    def _of_weight(self, node: ast.expr, depth: int) -> Found | None:
        """Of a name that is a variable and nothing else."""
        if not isinstance(node, ast.Name) or node.id in self._view.param_names:
            return None
        assigned = self._view.assignments(node.id)
        value = (
            assigned[0].value
            if len(assigned) == 1 and isinstance(assigned[0], ast.Assign)
            else None
        )
        if not isinstance(value, ast.Call) or self._view.source.called(value) != "tf.get_variable":
            return None
        given = {k.arg: k.value for k in value.keywords if k.arg}
        shape = value.args[1] if len(value.args) > 1 else given.get("shape")
        return self._item(shape) if shape is not None else None

    def _of_function(self, node: ast.Call, at: Place, depth: int) -> Found | None:
        """Of what a function of the tree computes item by item from its first argument."""
        key = self._view.tree.callee(self._view.source, node)
        function = self._view.tree.function(key) if key is not None else None
        if key is None or function is None or key in self._view.tree.graph.creating:
            return None
        names = [a.arg for a in function.args.args]
        if not node.args or not names:
            return None
        stored = [n for n in own_nodes(function.body) if isinstance(n, ast.Name)]
        if any(n.id == names[0] and not isinstance(n.ctx, ast.Load) for n in stored):
            return None
        source = self._view.tree.sources[key[0]]

        def follows(part: ast.expr | None) -> bool:
            if isinstance(part, ast.Name):
                return part.id == names[0]
            if isinstance(part, ast.BinOp):
                sides = [s for s in (part.left, part.right) if not _is_number(s, names[1:])]
                return bool(sides) and all(follows(s) for s in sides)
            if isinstance(part, ast.Call) and part.args and not part.keywords:
                symbol = source.called(part)
                if symbol in KEEP_SHAPE:
                    return follows(part.args[0])
                sides = [a for a in part.args if not _is_number(a, names[1:])]
                return symbol in ELEMENTWISE and bool(sides) and all(follows(s) for s in sides)
            return False

        returned = [n.value for n in own_nodes(function.body) if isinstance(n, ast.Return)]
        if not returned or not all(follows(value) for value in returned):
            return None
        return self.last(node.args[0], at, depth + 1)


def _start(node: ast.stmt) -> Place:
    return node.lineno, node.col_offset


def _end(node: ast.stmt) -> Place:
    return node.end_lineno or node.lineno, node.end_col_offset or 0


def _is_number(node: ast.expr, names: list[str]) -> bool:
    """Whether an operand is written out, or a parameter beside the tensor, which is taken for a number."""
    return isinstance(node, ast.Constant) or (isinstance(node, ast.Name) and node.id in names)
