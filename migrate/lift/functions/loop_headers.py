"""The headers of loops that make variables."""

from __future__ import annotations

import ast
from collections.abc import Callable

from migrate.lift.plans import Refused
from migrate.lift.source.view import View
from migrate.lift.text.render import in_one
from migrate.nodes import walk
from migrate.plan.times import Time


def loop_header(view: View, node: ast.For, text: Callable[[ast.expr], str]) -> str:
    """The header of a loop in ``__init__`` or ``build``; what it goes over may only have a length there.

    Raises:
      Refused: the length depends on a tensor.
    """
    if view.time(node.iter) is not Time.CALL:
        return f"for {text(node.target)} in {in_one(text(node.iter))}"
    index, iterable = "_", node.iter
    if isinstance(iterable, ast.Call) and isinstance(iterable.func, ast.Name):
        if iterable.func.id == "enumerate" and len(iterable.args) == 1:
            iterable = iterable.args[0]
            if isinstance(node.target, ast.Tuple) and isinstance(node.target.elts[0], ast.Name):
                index = node.target.elts[0].id
    length = _length(view, iterable, node)
    if length is None:
        said = f"length of the loop over `{ast.unparse(node.iter)}` depends on a tensor"
        raise Refused("TF304", said, node.lineno)
    return f"for {index} in range({text(length)})"


def _length(view: View, node: ast.expr, loop: ast.For) -> ast.expr | None:
    """How many items a list of tensors has, when the function says so."""
    if not isinstance(node, ast.Name):
        return None
    for statement in view.body_before(loop):
        if isinstance(statement, ast.Assert) and isinstance(statement.test, ast.Compare):
            test = statement.test
            sides = [test.left, test.comparators[0]]
            for a, b in (sides, sides[::-1]):
                if isinstance(test.ops[0], ast.Eq) and ast.unparse(a) == f"len({node.id})":
                    if view.time(b) is not Time.CALL:
                        return b
    for statement in view.body_before(loop):
        if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Call):
            if ast.unparse(statement.targets[0]) == node.id:
                symbol = view.source.called(statement.value)
                if symbol == "tf.split" and len(statement.value.args) > 1:
                    count = statement.value.args[1]
                    if view.time(count) is not Time.CALL:
                        return count
    return None


def shorter(header: str, used: set[str]) -> str:
    """A loop header without the targets that nobody reads."""
    loop = ast.parse(f"{header}: pass").body[0]
    assert isinstance(loop, ast.For)
    targets = {n.id for n in walk(loop.target) if isinstance(n, ast.Name)}
    call = loop.iter
    counted = isinstance(call, ast.Call) and ast.unparse(call.func) == "enumerate"
    if counted and isinstance(loop.target, ast.Tuple) and len(call.args) == 1:  # type: ignore[attr-defined]
        first = {n.id for n in walk(loop.target.elts[0]) if isinstance(n, ast.Name)}
        if not first & used:
            target, call = loop.target.elts[1], call.args[0]  # type: ignore[attr-defined]
            rest = {n.id for n in walk(target) if isinstance(n, ast.Name)}
            shown = _used(target, used) if rest & used else "_"
            return f"for {shown} in {ast.unparse(call)}"
    if targets <= used:
        return header
    shown = _used(loop.target, used) if targets & used else "_"
    return f"for {shown} in {ast.unparse(loop.iter)}"


def _used(target: ast.expr, used: set[str]) -> str:
    """A target in which names that nobody reads are ``_``."""
    for node in walk(target):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id not in used:
            node.id = "_"
    shown = ast.unparse(target)
    return shown[1:-1] if isinstance(target, ast.Tuple) and shown[0] == "(" else shown
