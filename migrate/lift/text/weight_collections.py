"""Collections of TF1 that a variable goes to beside those that all variables go to.

A weight carries them: ``self.w.tf1_collections = ["targets", "variables"]``. In a program that still asks for them
``compat_scope.get_layer`` puts it there (``migrate/compat_scope/lifted/layer_collections.py``); nobody else reads them.
"""

from __future__ import annotations

import ast

from migrate.lift.binding.purity import check_pure
from migrate.lift.plans import Refused
from migrate.lift.source.sites import Site
from migrate.lift.source.view import View
from migrate.lift.text import values
from migrate.plan.times import Time

_OF_ALL = ("GLOBAL_VARIABLES", "VARIABLES", "TRAINABLE_VARIABLES")


def own_collections(view: View, site: Site) -> ast.expr | None:
    """What a weight is given as its collections, None where it goes where all go."""
    rule = view.tree.rules.get(site.symbol)
    if site.kind != "weight" or site.callee is not None or rule is None:
        return None
    given = values.arguments(site.node, (*rule.parameters, "reuse")) or {}
    node = given.get("collections")
    return None if node is None or _ordinary(view, node) else node


def check_collections(view: View, node: ast.expr) -> None:
    """They are known when the weight is made.

    Raises:
      Refused: they come with the call.
    """
    check_pure(view.source, view.tree, node)
    if view.time(node) is Time.CALL:
        raise Refused("TF306", f"`collections={ast.unparse(node)}`", node.lineno)


def _ordinary(view: View, node: ast.expr) -> bool:
    if values.constant(node, None):
        return True
    if isinstance(node, ast.Name):
        return values.constant(view.tree.arguments.never_given(view.key, node.id) or node, None)
    if not isinstance(node, (ast.List, ast.Tuple)):
        return False
    names = [ast.unparse(e).rpartition(".")[2] for e in node.elts]
    return all(n in _OF_ALL for n in names)
