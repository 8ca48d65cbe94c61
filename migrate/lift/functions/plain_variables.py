"""Where a Keras variable may stand in the place of the TF1 variable."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping

from migrate.lift.source.averages import MOVES
from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.source import LiftSource
from migrate.model.values import called

# They write into rows of a variable.
SCATTERS = frozenset(f"tf.scatter_{name}" for name in ("update", "add", "sub", "mul", "div"))
_ASSIGNS = {"tf.assign", "tf.assign_add", "tf.assign_sub"}
_WANT_VARIABLES = SCATTERS | _ASSIGNS | {"tf.colocate_with", MOVES}


def takes_plain_variable(source: LiftSource, node: ast.AST, parents: Mapping[int, ast.AST]) -> bool:
    """Whether a Keras variable may stand where the TF1 variable stood: as an operand."""
    parent = parents.get(id(node))
    if isinstance(parent, (ast.BinOp, ast.UnaryOp)):
        return True
    if isinstance(parent, ast.AugAssign) and parent.value is node:
        return True
    if isinstance(parent, ast.Expr):
        return True
    if isinstance(parent, ast.keyword):
        parent = parents.get(id(parent))
    if isinstance(parent, ast.Call) and node is not parent.func:
        symbol = source.called(parent)
        return bool(symbol) and called(symbol).kind == "tensor" and symbol not in _WANT_VARIABLES
    return False


def is_changed_in_place(body: Iterable[ast.stmt], name: str) -> bool:
    """Whether code says ``name += value``, which makes a tensor of what was a variable in TF1, and is refused in TF2."""
    return any(
        isinstance(n, ast.AugAssign) and isinstance(n.target, ast.Name) and n.target.id == name
        for n in own_nodes(body)
    )
