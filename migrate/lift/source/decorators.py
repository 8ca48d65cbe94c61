"""Decorators of the tree that only call what they decorate, maybe in a scope: what its body becomes is no matter to them."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import walk

_LOOKS_INSIDE = frozenset(["getsource", "getsourcelines", "__code__", "eval", "exec", "compile"])
_OPENS = ("tf.variable_scope",)
# What a variable scope hands down to what is created in it (TF 1.15, variable_scope.py: VariableScope). A caching device
# is none of it: it only says where the one operation runs that reads a variable (variables.py: RefVariable).
INHERITED = frozenset(
    [
        "initializer",
        "regularizer",
        "custom_getter",
        "partitioner",
        "dtype",
        "constraint",
        "use_resource",
    ]
)
_SEEN = frozenset(["initializer", "regularizer"])  # `handed_by_decorators` tells of them


def only_wraps(
    source: LiftSource, graph: TreeGraph, method: FunctionNode, sources: Mapping[str, LiftSource]
) -> bool:
    """Whether the decorators of a method are functions of the tree to which the text of the method does not matter."""
    return all(_only_calls(source, graph, d, sources) for d in method.decorator_list)


def opens_scope(
    source: LiftSource, graph: TreeGraph, method: FunctionNode, sources: Mapping[str, LiftSource]
) -> bool:
    """Whether a decorator of a method, which only wraps it, opens a scope for it."""
    return any(
        _scope_parts(other, function)
        for decorator in method.decorator_list
        for other, function in _functions(source, graph, decorator, sources) or ()
    )


def _only_calls(
    source: LiftSource, graph: TreeGraph, decorator: ast.expr, sources: Mapping[str, LiftSource]
) -> bool:
    found = _functions(source, graph, decorator, sources)
    if found is None or (isinstance(decorator, ast.Call) and _hands_on(decorator)):
        return False
    for other, function in found:
        scopes = _scope_parts(other, function)
        for part in walk(function):
            if isinstance(part, (ast.Name, ast.Attribute)):
                last = part.id if isinstance(part, ast.Name) else part.attr
                if last in _LOOKS_INSIDE or (other.symbol(part) and id(part) not in scopes):
                    return False
    return True


def _functions(
    source: LiftSource, graph: TreeGraph, decorator: ast.expr, sources: Mapping[str, LiftSource]
) -> list[tuple[LiftSource, FunctionNode]] | None:
    """The functions that a decorator is made of: it, and those that decorate it; None where one is not of the tree."""
    found: list[tuple[LiftSource, FunctionNode]] = []
    waiting: list[tuple[LiftSource, ast.expr]] = [(source, decorator)]
    seen: set[Key] = set()
    while waiting:
        where, one = waiting.pop()
        target = where.symbols.target(one.func if isinstance(one, ast.Call) else one)
        key = graph.resolve(target) if target is not None else None
        other = sources.get(key[0]) if key is not None else None
        function = other.functions.get(key[1]) if other is not None and key is not None else None
        if key is None or other is None or function is None or key in graph.creating:
            return None
        if key not in seen:
            seen.add(key)
            found.append((other, function))
            waiting += [(other, d) for d in function.decorator_list]
    return found


def _scope_parts(source: LiftSource, function: FunctionNode) -> set[int]:
    """The names of TensorFlow with which a decorator opens scopes that hand down nothing, maybe but what they share."""
    found: set[int] = set()
    for node in walk(function):
        if not isinstance(node, ast.Call) or source.symbol(node.func) not in _OPENS:
            continue
        named = [a for a in node.args if not isinstance(a, ast.Starred)]
        if len(named) == 1 and {k.arg for k in node.keywords} <= {None, "reuse"}:
            reuse = [k.value for k in node.keywords if k.arg == "reuse"]
            found |= {id(n) for v in (node.func, *reuse) for n in walk(v)}
    return found


def _hands_on(decorator: ast.Call) -> bool:
    """Whether a decorator is called with what its scope may hand down, and nobody sees."""
    told = {k.arg: k.value for k in decorator.keywords if k.arg not in _SEEN}
    if len(decorator.args) > 1 or told.keys() & {None, *INHERITED}:
        return True
    return not all(isinstance(v, ast.Constant) for v in (*decorator.args, *told.values()))


def handed_by_decorators(function: FunctionNode) -> dict[str, ast.expr]:
    """What the scope of a decorator may hand down to the variables of what it decorates."""
    return {
        k.arg: k.value
        for decorator in function.decorator_list
        for k in (decorator.keywords if isinstance(decorator, ast.Call) else ())
        if k.arg in INHERITED
    }


def is_add_arg_scope(source: LiftSource, node: ast.expr) -> bool:
    """Whether a decorator lets an ``arg_scope`` give a function arguments."""
    symbol = source.symbol(node)
    return symbol.startswith("tf.contrib.") and symbol.endswith(".add_arg_scope")
