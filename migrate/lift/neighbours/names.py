"""Functions that stay and name what they make after what they are given: a tensor or a weight of a layer has another name.

def scaled(w):                                          # `w.op.name` was "net/fc/kernel" in TF1
    g = tf.get_variable(w.op.name.replace("/", "_"), [])
    return w * g

Eagerly a tensor has no name at all, and in Keras' first, symbolic run a weight is a tensor. What such a function makes
itself has the name that it had in TF1.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Set

from migrate.lift.binding.demand import closure, needed
from migrate.lift.binding.times import TreeTimes
from migrate.lift.neighbours.values import deciding_parts, decisive
from migrate.lift.source.bodies import bind, bindings_of, own_nodes, targeted_names
from migrate.lift.source.source import FunctionNode, LiftSource, parameters
from migrate.model.tree import Key
from migrate.nodes import walk
from migrate.plan.times import Time

_NAMES = frozenset(["name", "op"])
_SAME = frozenset(["tf.convert_to_tensor"])  # gives back what is a tensor
_DEPTH = 4


def handed_on(
    tree: TreeTimes, caller: Key | None, call: ast.Call | None, key: Key, handed: Collection[str]
) -> frozenset[str]:
    """The parameters of a function that may get what a layer has given to its caller.

    Args:
      caller: None for the layer itself.
      handed: the caller's own parameters that may.
    """
    function = tree.function(key)
    if function is None:
        return frozenset()
    names = frozenset(a.arg for a, _, _ in parameters(function))
    if caller is None or call is None:
        return names
    if any(isinstance(a, ast.Starred) for a in call.args) or any(
        k.arg is None for k in call.keywords
    ):
        return names
    known = _known(tree, caller, handed)
    source = tree.sources[caller[0]]
    bound = bind(call, function, key)
    return frozenset(n for n, value in bound.items() if _may_be_one(source, value, known))


def named_after(tree: TreeTimes, key: Key, handed: Collection[str]) -> str:
    """What decides about variables of a function and is the name of what a layer gave: ``w.op.name``; "" for nothing.

    Args:
      handed: the parameters that may get such.
    """
    node = tree.functions.get(key)
    if node is None or key not in tree.graph.creating or not handed:
        return ""
    parts = [*deciding_parts(tree, key), *_bound_to(node, decisive(tree, key))]
    known = _known(tree, key, handed)
    return next((shown for part in parts for shown in _read(tree, key, part, known, 0)), "")


def _bound_to(node: FunctionNode, names: Set[str]) -> list[ast.expr]:
    """What a function binds names to."""
    return [
        value
        for target, value in bindings_of(node.body)
        if value is not None and not names.isdisjoint(targeted_names(target))
    ]


def _read(
    tree: TreeTimes, key: Key, part: ast.AST, known: Collection[str], depth: int
) -> Iterator[str]:
    """The names that an expression of a function reads, itself or by functions that make nothing."""
    times, source = tree.within(key), tree.sources[key[0]]
    for one in walk(part):
        value: ast.expr | None = None
        if isinstance(one, ast.Attribute) and one.attr in _NAMES:
            value = one.value
        elif isinstance(one, ast.Call) and isinstance(one.func, ast.Name):
            asked = one.args[1] if one.func.id == "getattr" and len(one.args) > 1 else None
            if isinstance(asked, ast.Constant) and asked.value in _NAMES:
                value = one.args[0]
        if value is not None and _may_be_one(source, value, known):
            if depth or times.of(value) is Time.CALL:
                yield ast.unparse(one)
        if isinstance(one, ast.Call) and depth < _DEPTH:
            yield from _read_below(tree, key, one, known, depth)


def _read_below(
    tree: TreeTimes, key: Key, call: ast.Call, known: Collection[str], depth: int
) -> Iterator[str]:
    """What functions that make nothing give, and read such names for."""
    source, times = tree.sources[key[0]], tree.within(key)
    callee = tree.callee(source, call)
    other = tree.function(callee) if callee is not None else None
    if callee is None or other is None or callee in tree.graph.creating:
        return
    bound = bind(call, other, callee)
    given = {n for n, v in bound.items() if _may_be_one(source, v, known)}
    if not depth:
        given = {n for n in given if times.of(bound[n]) is Time.CALL}
    if not given:
        return
    inner, home = _known(tree, callee, given), tree.sources[callee[0]]
    parts = [n.value for n in own_nodes(other.body) if isinstance(n, ast.Return) and n.value]
    names = {name for part in parts for name in needed(home, tree, part)}
    for part in (*parts, *_bound_to(other, closure(home, tree, other.body, names))):
        if any(True for _ in _read(tree, callee, part, inner, depth + 1)):
            yield ast.unparse(call)


def _known(tree: TreeTimes, key: Key, handed: Collection[str]) -> frozenset[str]:
    """The names of a function that may stand for what it is given."""
    node: FunctionNode | None = tree.function(key)
    found = set(handed)
    bound = list(bindings_of(node.body)) if node is not None else []
    source = tree.sources[key[0]]
    for _ in bound:
        more = {
            name
            for target, value in bound
            if value is not None and _may_be_one(source, value, found)
            for name in targeted_names(target)
        }
        if more <= found:
            break
        found |= more
    return frozenset(found)


def _may_be_one(source: LiftSource, value: ast.expr, known: Collection[str]) -> bool:
    """Whether a value may be one of those that names stand for, or hold some: not what an operation makes of them."""
    waiting: list[ast.AST] = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, ast.Name) and part.id in known:
            return True
        if isinstance(part, (ast.BinOp, ast.Compare, ast.JoinedStr)):
            continue
        symbol = source.symbol(part.func) if isinstance(part, ast.Call) else ""
        if not symbol or symbol in _SAME:
            waiting.extend(ast.iter_child_nodes(part))
    return False
