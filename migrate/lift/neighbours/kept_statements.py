"""Statements around nothing but what a layer hosts that stay as they are, with their scopes:

- a scope that hands something down, or that TF1 numbers: code on scopes asks it as in TF1, where a layer's own parts could not;
- what some turns of a loop run, or run several times: the layer hosts it once in each turn.

with tf.variable_scope("inner", initializer=init):     with compat_scope.hosting(self, "norm"), compat_scope.variable_scope(
    y = norm(x)  # stays                                   "inner", initializer=init
                                                       ):
                                                           y = norm(x)
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from migrate.lift.functions.roles import hands_down
from migrate.lift.functions.site_names import literal
from migrate.lift.neighbours.variables import makes_variables
from migrate.lift.source.sites import Scope
from migrate.lift.source.view import View
from migrate.model.tree import Key
from migrate.nodes import walk

if TYPE_CHECKING:
    from migrate.lift.neighbours.neighbours import Neighbour


def keep_statements(
    view: View, hosted: Sequence[Neighbour], held: Collection[Key]
) -> list[Neighbour]:
    """What is hosted, as it stands where such statements stay; their scopes are none of the layer's own any more.

    Args:
      held: the functions that stay because of what the scopes of this one hand down: they are layers if it stays.
    """
    found: list[Neighbour] = []
    gone: list[Scope] = []
    for one in hosted:
        node = next((n for n in _around(view, one) if _is_kept(view, n, hosted, held)), None)
        if node is not None:
            parts = {id(n) for n in walk(node)}
            inside = [s for s in view.scopes if id(s.item) in parts]
            gone += [s for s in inside if s not in gone]
            one = replace(_outside(one, inside), kept=node)
        found.append(one)
    if gone:
        view.found = replace(view.found, scopes=[s for s in view.scopes if s not in gone])
    return found


def _around(view: View, one: Neighbour) -> list[ast.stmt]:
    """The statements around a call that would have to stay, from the outermost."""
    scoped = {id(s.node) for s in view.scopes if _needs_shim(view, s)}
    above: list[ast.AST] = [one.site.node]
    while (outer := view.parents.get(id(above[-1]))) is not None:
        above.append(outer)
    above.reverse()
    found: list[ast.stmt] = []
    in_loop = False
    for node in above:
        if isinstance(node, ast.With) and id(node) in scoped:
            found.append(node)
        if isinstance(node, (ast.If, ast.For)):
            found += [node] if in_loop else []
            in_loop = in_loop or isinstance(node, ast.For)
    return found


def _outside(one: Neighbour, inside: Sequence[Scope]) -> Neighbour:
    """A call as the code around such a statement knows it: some of its scopes are in there."""
    scopes = [s for s in one.site.scopes if s not in inside]
    first = next((s for s in one.site.scopes if s in inside and s.kind == "variable_scope"), None)
    one = replace(one, site=replace(one.site, scopes=tuple(scopes)))
    if first is None:
        return one
    named = [n for n in (first.default, first.name) if n is not None]
    levels = frozenset((literal(n) or "{").partition("/")[0] for n in named)
    return replace(one, levels=levels, counted=levels if first.default is not None else frozenset())


def _needs_shim(view: View, scope: Scope) -> bool:
    """Whether a scope does what no layer does: it says what is made in it, or has a name that TF1 counts."""
    if scope.kind != "variable_scope" or scope.same:
        return False
    return scope.default is not None or any(hands_down(view, scope, k) for k in scope.keywords)


def _is_kept(
    view: View, node: ast.stmt, hosted: Sequence[Neighbour], held: Collection[Key]
) -> bool:
    """Whether nothing of the layer's own is in it, and no scope of it is used elsewhere."""
    parts = {id(n) for n in walk(node)}
    inside = [one for one in hosted if id(one.site.node) in parts]
    here = {id(one.site.node) for one in inside}
    scopes = [s for s in view.scopes if id(s.item) in parts]
    own = [s for s in view.sites if id(s.node) not in here]
    if any(id(s.node) in parts for s in own) or any(
        id(s.item) in parts for s in view.found.settings
    ):
        return False
    if any(one.repeats or one.site.callee in held for one in inside):
        return False
    if any(s.same or s.reuse is not None or "**" in s.keywords for s in scopes):
        return False
    numbered = any(s.default is not None for s in scopes)
    if numbered and any(makes_variables(view, one.below) for one in inside):
        return False
    if not own and not _is_in_scope(view, node):
        return False  # it is all that the layer would be
    names = {s.alias for s in scopes if s.alias}
    return not any(
        isinstance(n, ast.Name) and n.id in names and id(n) not in parts for n in walk(view.node)
    )


def _is_in_scope(view: View, node: ast.stmt) -> bool:
    """Whether some scope of the function is around a statement."""
    outer = {id(s.node) for s in view.scopes if s.kind == "variable_scope"}
    above = view.parents.get(id(node))
    while above is not None and id(above) not in outer:
        above = view.parents.get(id(above))
    return above is not None
