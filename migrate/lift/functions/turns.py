"""Whether the turns of a loop name what they make differently."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping, Sequence

from migrate.nodes import walk

SAME_VALUES = ("reversed", "list", "tuple", "sorted")


def distinct_turns(loops: Sequence[ast.For], names: Iterable[ast.expr]) -> bool:
    """Whether no two turns of the loops give all of `names` the same values.

    Only what the text shows counts: a number that counts the turns, or a list of different constants, as it is or
    in a format.
    """
    given = list(names)
    return all(
        any(_tells(name, _assigned(loop), _different(loop)) for name in given) for loop in loops
    )


def _different(loop: ast.For) -> set[str]:
    """The names that have another value in each turn."""
    targets = loop.target.elts if isinstance(loop.target, ast.Tuple) else [loop.target]
    over = loop.iter
    while isinstance(over, ast.Call) and ast.unparse(over.func) in SAME_VALUES and over.args:
        over = over.args[0]
    first = targets[0].id if isinstance(targets[0], ast.Name) else ""
    if isinstance(over, ast.Call) and isinstance(over.func, ast.Name):
        if over.func.id in ("range", "xrange", "enumerate"):
            return {first}
        if over.func.id == "zip":
            return {
                t.id
                for t, a in zip(targets, over.args, strict=False)
                if isinstance(t, ast.Name) and _are_different(a)
            }
    return {first} if len(targets) == 1 and _are_different(over) else set()


def _are_different(node: ast.expr) -> bool:
    if isinstance(node, ast.Call) and ast.unparse(node.func) in ("range", "xrange"):
        return True
    if not isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        return False
    values = [e.value for e in node.elts if isinstance(e, ast.Constant)]
    return len(values) == len(node.elts) == len(set(values))


def _assigned(loop: ast.For) -> dict[str, ast.expr | None]:
    """What a loop assigns, by name: its value where there is one."""
    found: dict[str, ast.expr | None] = {}
    for node in walk(loop):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            found[name] = None if name in found else node.value
        elif isinstance(node, (ast.AugAssign, ast.AnnAssign)) and isinstance(node.target, ast.Name):
            found[node.target.id] = None
    return found


def _tells(node: ast.expr, assigned: Mapping[str, ast.expr | None], different: set[str]) -> bool:
    """Whether an expression has another value wherever one of the names `different` has."""

    def tells(part: ast.expr) -> bool:
        return _tells(part, assigned, different)

    if isinstance(node, ast.Name):
        if node.id in assigned:
            value = assigned[node.id]
            rest = {k: v for k, v in assigned.items() if k != node.id}
            return value is not None and _tells(value, rest, different)
        return node.id in different
    if isinstance(node, ast.JoinedStr):
        return any(tells(v.value) for v in node.values if isinstance(v, ast.FormattedValue))
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub)):
        return tells(node.left) or tells(node.right)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        given = node.right.elts if isinstance(node.right, ast.Tuple) else [node.right]
        return isinstance(node.left, (ast.Constant, ast.Name)) and any(map(tells, given))
    if isinstance(node, ast.Call):
        formats = isinstance(node.func, ast.Attribute) and node.func.attr == "format"
        shows = isinstance(node.func, ast.Name) and node.func.id in ("str", "repr")
        return (formats or shows) and any(map(tells, node.args))
    return False
