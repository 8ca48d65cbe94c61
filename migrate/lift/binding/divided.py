"""Numbers that are no `int`: what `/` or NumPy makes of sizes. TF1 took the whole number of them, Keras 3 refuses them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from migrate.lift.binding.times import TreeTimes
from migrate.lift.source.bodies import bind, bindings_of
from migrate.lift.source.source import LiftSource, parameters
from migrate.model.tree import Key

_DEPTH = 4
_WHOLE = frozenset({"int", "len", "round", "ord", "hash", "id"})
_SAME = frozenset({"abs", "max", "min", "sum"})  # of the type of what they are given
_ROOTS = ("numpy.", "math.")
_WHOLE_MATH = frozenset({"math.ceil", "math.floor", "math.gcd", "math.factorial", "math.trunc"})


def may_be_no_int(tree: TreeTimes, key: Key, node: ast.expr, depth: int = 0) -> bool:
    """Whether the text shows that a size of a function may be a float, or a number of NumPy.

    It looks at the values of local names, and at what callers give for parameters.
    """
    source = tree.sources[key[0]]
    if isinstance(node, ast.Constant):
        return isinstance(node.value, float)
    if isinstance(node, ast.BinOp):
        sides = (node.left, node.right)
        return isinstance(node.op, ast.Div) or any(
            may_be_no_int(tree, key, s, depth) for s in sides
        )
    if isinstance(node, ast.UnaryOp):
        return may_be_no_int(tree, key, node.operand, depth)
    if isinstance(node, ast.IfExp):
        return any(may_be_no_int(tree, key, part, depth) for part in (node.body, node.orelse))
    if isinstance(node, ast.Call):
        return _made(source, tree, key, node, depth)
    if isinstance(node, ast.Name) and depth < _DEPTH:
        return any(
            may_be_no_int(tree, where, value, depth + 1)
            for where, value in _held(tree, key, node.id)
        )
    return False


def _made(source: LiftSource, tree: TreeTimes, key: Key, node: ast.Call, depth: int) -> bool:
    if isinstance(node.func, ast.Name) and tree.callee(source, node) is None:
        if node.func.id in _SAME:
            return any(may_be_no_int(tree, key, a, depth) for a in node.args)
        if node.func.id == "float":
            return True
        if node.func.id in _WHOLE:
            return False
    where = source.symbols.outside(node.func)
    return where.startswith(_ROOTS) and where not in _WHOLE_MATH


def _held(tree: TreeTimes, key: Key, name: str) -> Iterator[tuple[Key, ast.expr]]:
    """What a name of a function may hold: what is assigned to it, its default, what callers give."""
    function = tree.function(key)
    if function is None:
        return
    for target, value in bindings_of(function.body):
        if isinstance(target, ast.Name) and target.id == name and value is not None:
            yield key, value
    default = {a.arg: d for a, d, _ in parameters(function)}
    if name not in default:
        return
    if default[name] is not None:
        yield (key[0], ""), default[name]  # type: ignore[misc]
    for caller in tree.graph.callers.get(key, ()):
        if caller[0] in tree.sources:
            for call, target_key in tree.calls(caller):
                given = bind(call, function, key).get(name) if target_key == key else None
                if given is not None:
                    yield caller, given
