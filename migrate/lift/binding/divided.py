"""Numbers that are no `int`: what `/` or NumPy makes of sizes. TF1 took the whole number of them, Keras 3 refuses them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from migrate.lift.binding.times import TreeTimes
from migrate.lift.source.bodies import bindings_of, own_nodes, targeted_names
from migrate.lift.source.source import LiftSource, parameters
from migrate.model.tree import Key

_DEPTH = 4
_WHOLE = frozenset({"int", "len", "round", "ord", "hash", "id"})
_SAME = frozenset(  # of the type of what they are given
    {"abs", "max", "min", "sum", "list", "tuple", "sorted", "reversed", "enumerate", "zip"}
)
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
    if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        return any(may_be_no_int(tree, key, part, depth) for part in node.elts)
    if isinstance(node, ast.Dict):
        return any(may_be_no_int(tree, key, part, depth) for part in node.values)
    if isinstance(node, ast.Call):
        return _made(source, tree, key, node, depth)
    if isinstance(node, ast.Subscript):
        return may_be_no_int(tree, key, node.value, depth)
    if depth >= _DEPTH:
        return False
    if isinstance(node, ast.Name):
        held = [*_held(tree, key, node.id)] or [*_module_value(source, node)]
    else:
        held = [*_attribute(tree, node)] if isinstance(node, ast.Attribute) else []
    return any(may_be_no_int(tree, where, value, depth + 1) for where, value in held)


def _made(source: LiftSource, tree: TreeTimes, key: Key, node: ast.Call, depth: int) -> bool:
    if isinstance(node.func, ast.Name) and tree.callee(source, node) is None:
        if node.func.id in _SAME:
            return any(may_be_no_int(tree, key, a, depth) for a in node.args)
        if node.func.id == "float":
            return True
        if node.func.id in _WHOLE:
            return False
    callee = tree.callee(source, node)
    function = tree.function(callee) if callee is not None else None
    if callee is not None and function is not None and depth < _DEPTH:
        values = [n.value for n in own_nodes(function.body) if isinstance(n, ast.Return)]
        return any(v is not None and may_be_no_int(tree, callee, v, depth + 1) for v in values)
    where = source.symbols.outside(node.func)
    return where.startswith(_ROOTS) and where not in _WHOLE_MATH


def _held(tree: TreeTimes, key: Key, name: str) -> Iterator[tuple[Key, ast.expr]]:
    """What a name of a function may hold: what is assigned to it, its default, what callers give."""
    function = tree.function(key)
    if function is None:
        return
    for target, value in bindings_of(function.body):
        if value is not None:
            yield from ((key, part) for part in parts_of(target, value, name))
    for node in own_nodes(function.body):
        if isinstance(node, ast.AugAssign) and name in targeted_names(node.target):
            if isinstance(node.op, ast.Div):
                yield key, ast.Constant(1.0)
    default = {a.arg: d for a, d, _ in parameters(function)}
    if name not in default:
        return
    if default[name] is not None:
        yield (key[0], ""), default[name]  # type: ignore[misc]
    yield from tree.given(key, name)


def parts_of(target: ast.expr, value: ast.expr, name: str) -> Iterator[ast.expr]:
    """What an assignment or a loop gives one of its names: of ``a, b = n / 2, n`` the part that it is."""
    sides = (ast.Tuple, ast.List)
    if isinstance(target, ast.Name):
        if target.id == name:
            yield value
    elif isinstance(target, sides) and isinstance(value, sides):
        if len(target.elts) == len(value.elts):
            for one, part in zip(target.elts, value.elts, strict=True):
                yield from parts_of(one, part, name)
        for row in value.elts:  # where they are the rows of a loop
            if isinstance(row, sides) and len(row.elts) == len(target.elts):
                yield from parts_of(target, row, name)
    elif isinstance(target, sides) and isinstance(value, ast.Call):
        kind = value.func.id if isinstance(value.func, ast.Name) else ""
        first = 1 if kind == "enumerate" else 0
        if kind in ("enumerate", "zip"):
            for one, part in zip(target.elts[first:], value.args, strict=False):
                yield from parts_of(one, part, name)
    elif isinstance(target, sides) and isinstance(value, ast.Name):
        if name in targeted_names(target):
            yield value


def _module_value(source: LiftSource, node: ast.Name) -> Iterator[tuple[Key, ast.expr]]:
    """What a name of the module holds."""
    if node.id in source.symbols.module_scope.names:
        for target, value in bindings_of(source.tree.body):
            if value is not None:
                yield from (((source.module, ""), p) for p in parts_of(target, value, node.id))


def _attribute(tree: TreeTimes, node: ast.Attribute) -> Iterator[tuple[Key, ast.expr]]:
    """What an attribute of this name is set to, of whatever object, and in the bodies of classes."""
    for name, source in tree.sources.items():
        for target, value in source.attribute_values.get(node.attr, ()):
            yield (name, target), value
