"""What sites are called: the names of the code for what they make."""

from __future__ import annotations

import ast

from migrate.lift.classes.objects import object_attribute
from migrate.lift.functions.factories import name_of
from migrate.lift.plans import Refused
from migrate.lift.source.bodies import bind
from migrate.lift.source.sites import Site
from migrate.lift.source.view import View
from migrate.lift.text.naming import snake
from migrate.model.tree import Key


def given_name(view: View, site: Site) -> str:
    """The literal that a call gives a transparent function to begin all its names with, "" for none."""
    value = naming_argument(view, site)
    is_name = isinstance(value, ast.Constant) and isinstance(value.value, str)
    return f":{value.value}" if is_name else ""  # type: ignore[union-attr]


def naming_argument(view: View, site: Site, whole: bool = False) -> ast.expr | None:
    """What a call gives a transparent function that all its names begin with, None where there is no such parameter.

    Args:
      whole: the names' first level must be that and nothing more.
    """
    names = view.all_names.get(site.callee) if site.callee is not None else None
    if site.callee is None or names is None or not names.complete or not names.variables:
        return None
    for parameter, value in call_arguments(view, site.node, site.callee).items():
        marked = f"{{{parameter}}}"
        begins = [v.name.partition("/")[0] == marked for v in names.variables]
        if all(begins) or (not whole and all(v.name.startswith(marked) for v in names.variables)):
            return value
    return None


def site_name(view: View, site: Site) -> ast.expr | None:
    """The expression that names what a site makes, None when TF1 names it."""
    if site.kind == "weight" and site.callee is not None:
        function = view.tree.function(site.callee)
        given = call_arguments(view, site.node, site.callee)
        found = None
        if function is not None:
            found = name_of(view.tree.factories[site.callee], function, given)
    elif site.kind in ("function", "object"):
        lifted = view.lifted_as(site)
        if site.callee is None or lifted is None:
            return None
        names = lifted.names("name")
        given = call_arguments(view, site.node, site.callee)
        found = given.get(names[0]) if names else None
        if lifted.naming is not None:
            found = lifted.naming.given(given)
            if found is None:
                text = f"scope name `{lifted.naming.source}` of `{site.callee[1]}`"
                raise Refused("TF302", text, site.node.lineno)
    else:
        given = view.table.of_site(view.tree.rules, site)
        rule = view.tree.rules.get(site.symbol)
        found = given.get(rule.name if rule and rule.name else "name")
    if isinstance(found, ast.Constant) and found.value is None:
        return None
    return found


def literal(node: ast.expr | None) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def wanted_name(view: View, site: Site) -> str:
    if site.kind == "object" and assigned_name(site):
        return assigned_name(site)
    literal = site_name(view, site)
    if isinstance(literal, ast.Constant) and isinstance(literal.value, str) and literal.value:
        return (assigned_name(site) if "/" in literal.value else "") or literal.value
    if site.kind in ("weight", "class", "cell", "object"):
        target = assigned_name(site)
        if target:
            return target
        if site.callee is not None:
            return object_attribute(site.callee)
        return "weight" if site.kind == "weight" else site.symbol.rpartition(".")[2].lower()
    if site.kind == "function" and site.callee is not None:
        lifted = view.lifted_as(site)
        if lifted is not None and not lifted.names("call") and assigned_name(site):
            return assigned_name(site)  # it is a weight, or made of some
        return snake(site.callee[1].rpartition(".")[2])
    rule = view.tree.rules.get(site.symbol)
    default = rule.default_name if rule else ""
    return default if default.islower() else site.symbol.rpartition(".")[2]


def assigned_name(site: Site) -> str:
    """The local name that a site's result is assigned to, "" for none."""
    node = site.statement
    if isinstance(node, ast.Assign) and node.value is site.node and len(node.targets) == 1:
        if isinstance(node.targets[0], ast.Name):
            return node.targets[0].id
    return ""


def call_arguments(view: View, call: ast.Call, callee: Key) -> dict[str, ast.expr]:
    """The arguments of a call of a function of the tree, by the names of its parameters."""
    function = view.tree.function(callee)
    return bind(call, function, callee) if function is not None else {}
