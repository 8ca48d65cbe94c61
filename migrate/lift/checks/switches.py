"""``scope.reuse_variables()``: what the function that says so shares, and with whom."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable
from dataclasses import replace

from migrate.lift.functions.attributes import Attribute
from migrate.lift.functions.order import creates
from migrate.lift.functions.roles import OwnScope
from migrate.lift.functions.site_turns import reuse_expressions
from migrate.lift.plans import Refused
from migrate.lift.source.jumps import counter
from migrate.lift.source.reuse_switches import as_said, noted
from migrate.lift.source.sites import Site
from migrate.lift.source.view import View


def switched(view: View, own: OwnScope, reuse: Collection[str]) -> OwnScope:
    """The scope of a function with what its switches say before anything is made in it.

    One that stands after something was made shares that; `attributes` sees to it.

    Args:
      reuse: the parameters that only say whether variables are shared.

    Raises:
      Refused: a switch depends on something else, or reaches further than the function.
    """
    for node in view.found.switches:
        if noted(node) is not None:
            raise Refused("TF303", f"`{as_said(node)}` notes that it was called", node.lineno)
        if any(s.node.lineno < node.lineno for s in view.sites) or _in_loop(view, node):
            continue
        scope = _around(view, node)
        inside = scope is not None and all(
            any(s.node is scope for s in site.scopes) for site in view.sites
        )
        if own.scope is None or not inside:
            text = f"`{as_said(node)}` reaches further than the function"
            raise Refused("TF303", text, node.lineno)
        if isinstance(node, ast.If):
            if not _is_told(node.test, reuse):
                text = f"`{ast.unparse(node.test)}` decides whether variables are shared"
                raise Refused("TF303", text, node.lineno)
        elif own.reuse in ("", "True"):
            own = replace(own, reuse="True")
        else:
            raise Refused("TF303", f"`{ast.unparse(node)}`", node.lineno)
    return own


def check_object_sharing(view: View, known: Collection[str], found: Iterable[Attribute]) -> None:
    """What an object shares must be what it made itself before.

    Args:
      known: the attributes that only say whether it was called before.
      found: what it makes.

    Raises:
      Refused: something else decides.
    """
    for node in view.found.switches:
        if any(s.node.lineno < node.lineno for s in view.sites):
            continue
        test = node.test if isinstance(node, ast.If) else None
        if test is None or not (_says_called(test, known) or _is_told(test, ["reuse"])):
            said = ast.unparse(test) if test is not None else as_said(node)
            text = f"`{said}` decides whether variables are shared"
            raise Refused("TF303", text, node.lineno)
    for attribute in found:
        first = attribute.sites[0]
        for reuse in reuse_expressions(view, first):
            if reuse is None or (isinstance(reuse, ast.Constant) and not reuse.value):
                continue
            text = ast.unparse(reuse)
            own = _says_called(reuse, known) or _is_told(reuse, ["reuse"])
            if not own and not is_later_turn(first, reuse) and not text.endswith("AUTO_REUSE"):
                made = f"what `{ast.unparse(first.node.func)}` makes"
                text = f"{made} is made elsewhere (`reuse={text}`)"
                raise Refused("TF303", text, first.node.lineno)


def shared_by_all(view: View, found: Iterable[Attribute]) -> bool:
    """Whether another object of the name shares all that this one makes: each variable's own scope says so."""
    asked = [reuse_expressions(view, a.sites[0]) for a in found if creates(view, a)]
    return bool(asked) and all(
        any(r is not None and view.source.symbol(r) == "tf.AUTO_REUSE" for r in one)
        for one in asked
    )


def _says_called(test: ast.expr, known: Collection[str]) -> bool:
    return isinstance(test, ast.Attribute) and ast.unparse(test) in {f"self.{n}" for n in known}


def is_later_turn(site: Site, reuse: ast.expr) -> bool:
    """Whether ``reuse=i > 0`` says that all turns of the loop around a site share what the first one makes."""
    if len(site.loops) != 1 or not isinstance(reuse, ast.Compare) or len(reuse.ops) != 1:
        return False
    zero = reuse.comparators[0]
    counts = isinstance(reuse.left, ast.Name) and reuse.left.id == counter(site.loops[0])
    is_zero = isinstance(zero, ast.Constant) and zero.value == 0 and zero.value is not False
    return counts and is_zero and isinstance(reuse.ops[0], (ast.Gt, ast.NotEq))


def _is_told(test: ast.expr, reuse: Collection[str]) -> bool:
    """Whether a parameter decides that says whether variables are shared: ``if reuse``, ``if reuse == True``."""
    if isinstance(test, ast.Compare) and len(test.ops) == 1:
        other = test.comparators[0]
        if isinstance(test.ops[0], ast.Eq | ast.Is) and isinstance(other, ast.Constant):
            test = test.left if other.value is True else test
    return isinstance(test, ast.Name) and test.id in reuse


def _in_loop(view: View, node: ast.AST) -> bool:
    above = view.parents.get(id(node))
    while above is not None:
        if isinstance(above, (ast.For, ast.While)):
            return True
        above = view.parents.get(id(above))
    return False


def _around(view: View, node: ast.AST) -> ast.With | None:
    """The innermost scope that a statement stands in, if nothing else stands between."""
    above = view.parents.get(id(node))
    opened = {id(s.node) for s in view.scopes if s.kind == "variable_scope"}
    while isinstance(above, ast.With):
        if id(above) in opened:
            return above
        above = view.parents.get(id(above))
    return None
