"""Scopes around nothing but what a layer hosts that hand something down, or that TF1 numbers: they stay as they are.

with tf.variable_scope("inner", initializer=init):     with compat_scope.hosting(self, "norm"), compat_scope.variable_scope(
    y = norm(x)  # stays                                   "inner", initializer=init
                                                       ):
                                                           y = norm(x)

Code on scopes asks them as in TF1; the layer makes nothing of its own in them, which could not.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from migrate.lift.functions.neighbour_variables import makes_variables
from migrate.lift.functions.roles import hands_down
from migrate.lift.functions.site_names import literal
from migrate.lift.source.sites import Scope
from migrate.lift.source.view import View
from migrate.nodes import walk

if TYPE_CHECKING:
    from migrate.lift.functions.neighbours import Neighbour


def keep_scopes(view: View, hosted: Sequence[Neighbour]) -> list[Neighbour]:
    """What is hosted, as it stands where such scopes stay; these are no scopes of the layer's own any more."""
    kept: dict[int, ast.With] = {}
    for scope in view.scopes:
        inside = _within(view, scope.node)
        if any(id(node) in kept for node in inside):
            continue
        if _needs_shim(view, scope) and _is_kept(view, scope.node, hosted):
            kept[id(scope.node)] = scope.node
    if not kept:
        return list(hosted)
    gone = [s for s in view.scopes if any(id(n) in kept for n in _within(view, s.node))]
    view.found = replace(view.found, scopes=[s for s in view.scopes if s not in gone])
    found = []
    for one in hosted:
        node = next((s.node for s in one.site.scopes if id(s.node) in kept), None)
        if node is not None:
            first = next(s for s in gone if s.node is node and s.kind == "variable_scope")
            around = one.site.scopes[: one.site.scopes.index(first)]
            named = [n for n in (first.default, first.name) if n is not None]
            levels = frozenset((literal(n) or "{").partition("/")[0] for n in named)
            counted = levels if first.default is not None else frozenset[str]()
            site = replace(one.site, scopes=around)
            one = replace(one, site=site, counted=counted, levels=levels, kept=node)
        found.append(one)
    return found


def _needs_shim(view: View, scope: Scope) -> bool:
    """Whether a scope does what no layer does: it says what is made in it, or has a name that TF1 counts."""
    if scope.kind != "variable_scope" or scope.same:
        return False
    return scope.default is not None or any(hands_down(view, scope, k) for k in scope.keywords)


def _is_kept(view: View, node: ast.With, hosted: Sequence[Neighbour]) -> bool:
    """Whether nothing of the layer's own is in it, and nothing that is said there is used elsewhere."""
    parts = {id(n) for n in walk(node)}
    inside = [one for one in hosted if id(one.site.node) in parts]
    here = {id(one.site.node) for one in inside}
    scopes = [s for s in view.scopes if id(s.node) in parts]
    if not inside or any(id(s.node) in parts - here for s in view.sites):
        return False
    if any(id(s.item) in parts for s in view.found.settings):
        return False
    if any(s.reuse is not None or "**" in s.keywords for s in scopes):
        return False
    numbered = any(s.default is not None for s in scopes)
    if numbered and any(makes_variables(view, one.below) for one in inside):
        return False
    if len([s for s in view.sites if id(s.node) not in here]) == 0:
        above = view.parents.get(id(node))
        outer = {id(s.node) for s in view.scopes if s.kind == "variable_scope"} - parts
        while above is not None and id(above) not in outer:
            above = view.parents.get(id(above))
        if above is None:
            return False  # it is all that the layer would be
    names = {s.alias for s in scopes if s.alias}
    return not any(
        isinstance(n, ast.Name) and n.id in names and id(n) not in parts for n in walk(view.node)
    )


def _within(view: View, node: ast.AST) -> list[ast.AST]:
    """A statement and what is around it."""
    found: list[ast.AST] = [node]
    while (above := view.parents.get(id(found[-1]))) is not None:
        found.append(above)
    return found
