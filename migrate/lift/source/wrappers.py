"""What decorators of the tree make of a function: a wrapper, whose text says what it does when it is called, or nothing.

def scoped(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        with tf.variable_scope(function.__name__):
            return function(*args, **kwargs)

    return wrapper
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Mapping
from dataclasses import dataclass

from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import walk

# By these a wrapper may do more than its text says.
_INSIDE = frozenset(["setattr", "delattr", "exec", "eval", "globals", "vars", "locals", "__code__"])
_SCOPE = "tf.variable_scope"


@dataclass(frozen=True)
class Wrapper:
    """A function of the tree that runs in place of the one that it decorates.

    Attributes:
      key: the decorator.
      same: it hands on the arguments that it is given, and no others.
      scoped: it opens scopes.
    """

    key: Key
    node: FunctionNode
    same: bool
    scoped: bool


def wrappers_of(
    sources: Mapping[str, LiftSource], graph: TreeGraph, source: LiftSource, decorator: ast.expr
) -> list[Wrapper] | None:
    """The wrapper that a decorator of the tree makes, nothing where it gives the function back; None where nobody knows."""
    func = decorator.func if isinstance(decorator, ast.Call) else decorator
    target = source.symbols.target(func)
    key = (graph.resolve(target) or target) if target is not None else None
    home = sources.get(key[0]) if key is not None else None
    node = home.functions.get(key[1]) if home is not None and key is not None else None
    if key is None or home is None or node is None or home.definitions[key[1]] > 1:
        return None
    if node.decorator_list:
        return None
    if isinstance(decorator, ast.Call):
        inner = _returned(node)
        made = _defined(node, inner) if inner is not None else None
        if made is None or made.decorator_list:
            return None
        node = made
    args = node.args
    if len(args.args) != 1 or args.vararg or args.kwarg or args.kwonlyargs or args.posonlyargs:
        return None
    name = args.args[0].arg
    if any(isinstance(n, ast.Name) and n.id == name and _is_set(n) for n in walk(node)):
        return None
    returned = _returned(node)
    if returned == name:
        return []
    wrapper = _defined(node, returned) if returned is not None else None
    if wrapper is None or not all(_keeps_name(home, d) for d in wrapper.decorator_list):
        return None
    found = _wrapper(home, key, wrapper, name)
    return None if found is None else [found]


def _wrapper(home: LiftSource, key: Key, node: FunctionNode, name: str) -> Wrapper | None:
    called: list[ast.Call] = []
    known: set[int] = set()
    scoped = False
    for part in (p for s in node.body for p in walk(s)):
        if isinstance(part, ast.Call) and isinstance(part.func, ast.Name) and part.func.id == name:
            called.append(part)
            known.add(id(part.func))
        elif isinstance(part, ast.Attribute) and part.attr == "__name__":
            known.add(id(part.value))
        elif isinstance(part, ast.Call) and home.symbol(part.func) == _SCOPE:
            if len(part.args) != 1 or part.keywords or isinstance(part.args[0], ast.Starred):
                return None
            scoped = True
            known |= {id(n) for n in walk(part.func)}
        elif isinstance(part, ast.Call) and not _is_known(home, part.func):
            return None
        if isinstance(part, (ast.FunctionDef, ast.ClassDef, ast.Lambda, ast.Yield, ast.YieldFrom)):
            return None
    for part in (p for s in node.body for p in walk(s)):
        if id(part) in known or not isinstance(part, (ast.Name, ast.Attribute)):
            continue
        last = part.id if isinstance(part, ast.Name) else part.attr
        if last == name or last in _INSIDE or home.symbol(part):
            return None
    given = ast.unparse(_without_defaults(node.args))
    same = all(_arguments(call) == given for call in called) and not node.args.defaults
    stored = {n.id for s in node.body for n in walk(s) if isinstance(n, ast.Name) and _is_set(n)}
    taken = {a.arg for a in walk(node.args) if isinstance(a, ast.arg)}
    return Wrapper(key, node, same and not stored & taken, scoped)


def _is_known(home: LiftSource, func: ast.expr) -> bool:
    """Whether a wrapper calls a function of the tree, of another package or of Python, and not what it is given."""
    if home.symbols.target(func) is not None or home.symbols.outside(func):
        return True
    return isinstance(func, ast.Name) and func.id in dir(builtins)


def _arguments(call: ast.Call) -> str:
    parts = [ast.unparse(a) for a in call.args]
    parts += [
        f"{k.arg}={ast.unparse(k.value)}" if k.arg else f"**{ast.unparse(k.value)}"
        for k in call.keywords
    ]
    return ", ".join(parts)


def _without_defaults(args: ast.arguments) -> ast.arguments:
    return ast.arguments(
        args.posonlyargs, args.args, args.vararg, args.kwonlyargs, [], args.kwarg, []
    )


def _returned(node: FunctionNode) -> str | None:
    """The one name that a function returns; None where it returns something else, or may return nothing."""
    returns = [n for n in own_nodes(node.body) if isinstance(n, ast.Return)]
    names = {n.value.id if isinstance(n.value, ast.Name) else "" for n in returns}
    if len(names) != 1 or "" in names or not isinstance(node.body[-1], ast.Return):
        return None
    return names.pop()


def _defined(node: FunctionNode, name: str) -> FunctionNode | None:
    """The function of a name inside another one, where nothing else has the name."""
    inner = [n for n in own_nodes(node.body) if isinstance(n, ast.FunctionDef) and n.name == name]
    others = any(isinstance(n, ast.Name) and n.id == name and _is_set(n) for n in walk(node))
    return inner[0] if len(inner) == 1 and not others else None


def _keeps_name(home: LiftSource, decorator: ast.expr) -> bool:
    """``functools.wraps(function)``."""
    return isinstance(decorator, ast.Call) and (
        home.symbols.outside(decorator.func) == "functools.wraps"
        or ast.unparse(decorator.func) in ("functools.wraps", "wraps")
    )


def _is_set(name: ast.Name) -> bool:
    return not isinstance(name.ctx, ast.Load)
