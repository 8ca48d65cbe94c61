"""What the body of a function holds: its nodes, its calls, what binds its names."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from migrate.lift.source.source import FunctionNode
from migrate.model.tree import Key
from migrate.nodes import children, walk

_RUN_LATER = frozenset([ast.FunctionDef, ast.Lambda, ast.ClassDef, ast.AsyncFunctionDef])


def own_nodes(body: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """Every node that runs with a body: not those of functions defined in it."""
    stack = list(body)[::-1]
    while stack:
        node = stack.pop()
        yield node
        if node.__class__ not in _RUN_LATER and (below := children(node)):
            below.reverse()
            stack += below


def blocks(function: FunctionNode, *, inner: bool = False) -> Iterator[list[ast.stmt]]:
    """The lists of statements of a function, that of the function first.

    Args:
      inner: those of functions and classes that stand in it, too.
    """
    yield function.body
    for node in own_nodes(function.body):
        if not isinstance(node, ast.stmt):
            continue
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not inner:
            continue
        for part in ("body", "orelse", "finalbody"):
            block = getattr(node, part, None)
            if isinstance(block, list):
                yield block


def own_calls(body: Iterable[ast.AST]) -> list[ast.Call]:
    """The calls of a body, also those in functions and lambdas defined in it."""
    return [n for statement in body for n in walk(statement) if isinstance(n, ast.Call)]


def bind(call: ast.Call, function: FunctionNode, key: Key) -> dict[str, ast.expr]:
    """The arguments of a call by parameter name; starred ones are left out."""
    names = [a.arg for a in [*function.args.posonlyargs, *function.args.args]]
    if "." in key[1].rpartition(".<locals>.")[2] and names[:1] == ["self"]:
        names = names[1:]
    found: dict[str, ast.expr] = {}
    for name, argument in zip(names, call.args, strict=False):
        if isinstance(argument, ast.Starred):
            break
        found[name] = argument
    for keyword in call.keywords:
        if keyword.arg is not None:
            found[keyword.arg] = keyword.value
    return found


def bindings_of(body: list[ast.stmt]) -> Iterator[tuple[ast.expr, ast.expr | None]]:
    for node in own_nodes(body):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                yield target, node.value
        elif isinstance(node, ast.AugAssign) or (
            isinstance(node, ast.AnnAssign) and node.value is not None
        ):
            yield node.target, node.value
        elif isinstance(node, ast.For):
            yield node.target, node.iter
        elif isinstance(node, ast.NamedExpr):
            yield node.target, node.value
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            # What is put into a list makes the list as late.
            if node.func.attr in ("append", "extend", "insert") and node.args:
                if isinstance(node.func.value, ast.Name):
                    yield node.func.value, node.args[-1]


def targeted_names(target: ast.AST) -> Iterator[str]:
    """The names that an assignment binds, or whose item or attribute it sets: those of an index are only read."""
    if isinstance(target, ast.Name):
        yield target.id
    elif isinstance(target, (ast.Subscript, ast.Attribute, ast.Starred)):
        yield from targeted_names(target.value)
    elif isinstance(target, (ast.Tuple, ast.List)):
        for element in target.elts:
            yield from targeted_names(element)


def local_names(node: ast.FunctionDef | ast.Lambda) -> set[str]:
    """The parameters of a function and the names that it binds."""
    args = node.args
    names = {a.arg for a in [*args.posonlyargs, *args.args, *args.kwonlyargs]}
    names |= {a.arg for a in (args.vararg, args.kwarg) if a}
    if isinstance(node, ast.FunctionDef):
        for part in own_nodes(node.body):
            if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
                names.add(part.id)
    return names
