"""Where TF1 begins to count anew in each call of a function: below its own scope, or below one that it opens by a name, once."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.lift.functions.called_values import CalledValue, are_alike
from migrate.lift.functions.site_names import literal
from migrate.lift.source.sites import Scope

if TYPE_CHECKING:
    from migrate.lift.functions.roles import OwnScope
    from migrate.lift.source.view import View

_TURNS = (ast.For, ast.While, ast.ListComp, ast.Lambda)


def counts_afresh(view: View, own: OwnScope, one: CalledValue) -> bool:
    """Whether the default names of what a layer hosts begin at none in each of its calls.

    TF1 forgets what it counted in a scope when the scope is left (TF 1.15, ``close_variable_subscopes``): only in the scope of
    whoever calls the function the numbers depend on what that made before.
    """
    if own.scope is not None and own.scope in one.scopes:
        return not own.slash
    opened = [s for s in one.scopes if s.kind == "variable_scope"]
    return bool(opened) and own.scope is None and _opened_once(view, one, opened[0])


def _opened_once(view: View, one: CalledValue, scope: Scope) -> bool:
    name = literal(scope.name)
    if not name or "{" in name or "/" in name or scope.same:
        return False
    above = view.parents.get(id(scope.node))
    while above is not None and above is not view.node:
        if isinstance(above, _TURNS):
            return False
        above = view.parents.get(id(above))
    inside = range(scope.node.lineno, (scope.node.end_lineno or 0) + 1)
    beside = [s for s in view.scopes if s.kind == "variable_scope" and s is not scope]
    levels = [literal(s.name) or "{" for s in beside if s.node.lineno not in inside]
    if view.names is None:
        return False
    for variable in view.names.variables:
        if variable.line not in inside:
            levels.append(variable.name.partition("/")[0])
    for other in view.called_values:
        if other is not one and other.node.lineno not in inside:
            levels += other.neighbour.levels if other.neighbour is not None else "{"
    return not any(are_alike(level, name) for level in levels)
