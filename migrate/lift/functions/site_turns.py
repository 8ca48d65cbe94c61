"""Whether the turns of a loop share what a site makes, and what is said about sharing at a site."""

from __future__ import annotations

import ast

from migrate.lift.functions.site_names import call_arguments, literal, naming_argument, site_name
from migrate.lift.functions.turns import distinct_turns
from migrate.lift.neighbours.effects import shares_by_itself
from migrate.lift.plans import Parameter, Refused
from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.sites import Site
from migrate.lift.source.view import View
from migrate.model.reach import above
from migrate.nodes import walk


def turns_apart(view: View, site: Site) -> tuple[ast.For, ...]:
    """The loops that make one of these in each turn: all, unless the site shares one among the turns."""
    if not site.loops:
        return ()
    name = site_name(view, site)
    varying = _loop_names(site.loops)
    named_by: set[str] = set()
    for scope in (s for s in site.scopes if not s.same):
        for part in (scope.name, scope.default):
            named_by |= {n.id for n in walk(part) if isinstance(n, ast.Name)} if part else set()
            if part is not None and not isinstance(part, ast.Constant):
                named_by |= varying  # a name that is computed in the loop
    if name is not None:
        named_by |= {n.id for n in walk(name) if isinstance(n, ast.Name)}
    lifted = view.lifted_as(site)
    follows = lifted is not None and lifted.transparent  # its own names tell, see `check_names`
    beginning = naming_argument(view, site, whole=True) if follows else None
    if beginning is not None:
        named_by |= {n.id for n in walk(beginning) if isinstance(n, ast.Name)}
    constant = not named_by & varying and _is_named(view, site, name)
    shared = constant and _is_shared(view, site)
    if constant and not shared and not follows and not runs_in_one_turn(site):
        text = "is made again in each turn of a loop, without `reuse` in this function"
        raise Refused("TF303", text, site.node.lineno)
    # Only `tf.Variable` follows name scopes.
    scopes = [s for s in site.scopes if s.kind != "name_scope" or site.symbol == "tf.Variable"]
    named = [p for s in scopes for p in (s.name, s.default) if p is not None]
    named += [name] if name is not None else []
    named += [beginning] if beginning is not None else []
    apart = distinct_turns(site.loops, named) or _is_numbered(view, site)
    if _makes_variables(view, site) and not constant and not apart:
        if (said := _said_to_share(view, site)) != "":
            text = f"is made in one turn of a loop and may be shared in another ({said})"
            raise Refused("TF303", text, site.node.lineno)
    if shared:
        used = {
            n.id
            for a in (*site.node.args, *(k.value for k in site.node.keywords))
            for n in walk(a)
            if isinstance(n, ast.Name) and _decides(view, site, a)
        }
        if used & varying:
            raise Refused("TF303", "is shared among the turns of a loop", site.node.lineno)
        return ()
    return site.loops


def _said_to_share(view: View, site: Site) -> str:
    """What says that a site may share variables with what was made before: here, or around the function; "" for nothing."""
    if reuses(view, site):
        said = [ast.unparse(r) for r in reuse_expressions(view, site) if r is not None]
        return f"`reuse={said[0]}`"
    graph = view.tree.graph
    around = sorted(key for key in above(graph, view.key) if shares_by_itself(graph, key))
    return f"AUTO_REUSE in `{around[0][1] or around[0][0]}`" if around else ""


def _is_numbered(view: View, site: Site) -> bool:
    """Whether TF1 numbers what each turn makes: a layer without a name, in scopes that are opened once, around the loops."""
    rule = view.tree.rules.get(site.symbol)
    if site.kind != "layer" or site_name(view, site) is not None or rule is None:
        return False
    layer = view.table.get(site.symbol)
    if not rule.creates or (layer is not None and layer.default_name):
        return False
    around = [s for s in site.scopes if s.kind == "variable_scope"]
    if any(s.same or s.name is None or s.node.lineno > site.loops[0].lineno for s in around):
        return False
    opened = [ast.unparse(s.name) for s in view.scopes if s.name is not None]
    return all(s.name is not None and opened.count(ast.unparse(s.name)) == 1 for s in around)


def runs_in_one_turn(site: Site) -> bool:
    """Whether the turn of a loop decides if a site runs: in one of them, or TF1 would refuse a second variable."""
    varying = _loop_names(site.loops)
    return any(
        isinstance(n, ast.Name) and n.id in varying
        for branch, _ in site.arms
        for n in walk(branch.test)
    )


def _makes_variables(view: View, site: Site) -> bool:
    rule = view.tree.rules.get(site.symbol)
    return site.kind in ("function", "object") or (rule is not None and rule.creates)


def _is_shared(view: View, site: Site) -> bool:
    """Whether the turns of a loop share what a site makes, which is named alike in all of them."""
    inside = {id(n) for n in walk(site.loops[-1])}
    return reuses(view, site) or any(id(s) in inside for s in view.found.switches)


def _is_named(view: View, site: Site, name: ast.expr | None) -> bool:
    """Whether what a site makes has a name that TF1 does not count."""
    if name is not None:
        return True
    lifted = view.lifted.get(site.callee) if site.callee is not None else None
    return site.kind == "function" and lifted is not None and not lifted.counted


def _decides(view: View, site: Site, argument: ast.expr) -> bool:
    """Whether an argument goes to the constructor."""
    if site.callee is not None and site.callee in view.lifted:
        given = call_arguments(view, site.node, site.callee)
        config = view.lifted[site.callee].names("config")
        return any(v is argument and n in config for n, v in given.items())
    given = view.table.of_site(view.tree.rules, site)
    at_call = view.table.taken_at_call(site.symbol)
    return any(v is argument and n not in (*at_call, "reuse") for n, v in given.items())


def _loop_names(loops: tuple[ast.For, ...]) -> set[str]:
    found: set[str] = set()
    for loop in loops:
        found |= {n.id for n in walk(loop.target) if isinstance(n, ast.Name)}
        for node in walk(loop):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                found.add(node.id)
    return found


def reuses(view: View, site: Site) -> bool:
    return any(
        r is not None and not (isinstance(r, ast.Constant) and not r.value)
        for r in reuse_expressions(view, site)
    )


def reuse_expressions(view: View, site: Site) -> list[ast.expr | None]:
    """What is said about sharing at a site: by the scopes around it, the call, and the function it calls."""
    found: list[ast.expr | None] = [s.reuse for s in site.scopes]
    found += [k.value for k in site.node.keywords if k.arg in ("reuse", "_reuse")]
    lifted = view.lifted_as(site)
    if site.callee is not None and lifted is not None:
        given = call_arguments(view, site.node, site.callee)
        found += [
            given.get(p.name) or _by_default(p) for p in lifted.parameters if p.role == "reuse"
        ]
        if lifted.reuse and not lifted.names("reuse"):
            found.append(ast.parse(lifted.reuse, mode="eval").body)
    return found


def _by_default(parameter: Parameter) -> ast.expr | None:
    """What a parameter is worth to a call that leaves it out."""
    return ast.parse(parameter.default, mode="eval").body if parameter.default else None


def is_refused_again(view: View, site: Site) -> bool:
    """Whether TF1 refuses to make this a second time in one scope: each run makes it, under a name that is always the same."""
    lifted = view.lifted_as(site)
    name = site_name(view, site)
    scopes = [s for s in site.scopes if s.kind == "variable_scope"]
    line = site.node.lineno
    left = any(isinstance(n, ast.Return) and n.lineno < line for n in own_nodes(view.body))
    if left or site.arms or site.loops or not all(literal(s.name) for s in scopes):
        return False
    if lifted is None:
        got = site.kind == "layer" or (site.kind == "weight" and site.symbol != "tf.Variable")
        return got and bool(literal(name))
    given = literal(name) if name is not None else lifted.name_default
    return bool(given) and not lifted.transparent and not lifted.counted
