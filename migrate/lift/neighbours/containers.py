"""Lists and dicts that a function which stays is given to fill: its caller makes them anew in each run.

points = {}
with compat_scope.hosting(self, "stays"):
    h = stays(h, points)  # points["last"] = h

Whoever hosts the call makes them in its own `call`, so that nothing outlives it.
"""

from __future__ import annotations

import ast
from collections.abc import Collection

from migrate.lift.source.bodies import bind, bindings_of, own_nodes
from migrate.lift.source.source import FunctionNode, parameters
from migrate.model.tree import Key

_LITERALS = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
_MAKERS = frozenset(["list", "dict", "set"])


def given_anew(
    caller: FunctionNode, call: ast.Call, function: FunctionNode, key: Key, known: Collection[str]
) -> frozenset[str]:
    """The parameters of a function that get containers which the run of its caller has made.

    Args:
      known: the caller's own parameters of which that is known.
    """
    if any(isinstance(a, ast.Starred) for a in call.args) or any(
        k.arg is None for k in call.keywords
    ):
        return frozenset()
    bound = bind(call, function, key)
    return frozenset(name for name, value in bound.items() if _is_new(caller, value, known))


def _is_new(caller: FunctionNode, value: ast.expr, known: Collection[str]) -> bool:
    if not isinstance(value, ast.Name):
        return _is_made(caller, value)
    given = {argument.arg for argument, _, _ in parameters(caller)}
    given |= {a.arg for a in (caller.args.vararg, caller.args.kwarg) if a is not None}
    nodes = list(own_nodes(caller.body))
    stores = [n for n in nodes if isinstance(n, ast.Name) and n.id == value.id]
    stores = [n for n in stores if not isinstance(n.ctx, ast.Load)]
    if value.id in given:
        return value.id in known and not stores
    others = (n for n in nodes if isinstance(n, (ast.Global, ast.Nonlocal)))
    if not stores or any(value.id in n.names for n in others):
        return False
    made = [
        made
        for target, made in bindings_of(caller.body)
        if target in stores and made is not None and _is_made(caller, made)
    ]
    return len(made) == len(stores)


def _is_made(caller: FunctionNode, value: ast.expr) -> bool:
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
        local = any(isinstance(n, ast.FunctionDef) and n.name == value.func.id for n in caller.body)
        return value.func.id in _MAKERS and not local
    return isinstance(value, _LITERALS)


def changes_given(part: ast.AST, given: Collection[str]) -> bool:
    """Whether something changes no more than such a container itself: ``points["last"] = h``."""
    return (
        isinstance(part, ast.Subscript)
        and isinstance(part.value, ast.Name)
        and part.value.id in given
    )
