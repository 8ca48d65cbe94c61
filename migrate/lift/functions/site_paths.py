"""Which TF1 path what a site makes has, and which sites never run together."""

from __future__ import annotations

import ast

from migrate.lift.functions.auto_names import counted_level, level_of
from migrate.lift.functions.roles import OwnScope
from migrate.lift.functions.site_names import given_name, site_name
from migrate.lift.functions.site_turns import reuses, turns_apart
from migrate.lift.functions.telling import tells
from migrate.lift.source.sites import Site
from migrate.lift.source.view import View
from migrate.model.early_returns import returns


def alike(a: Site, b: Site) -> bool:
    return (a.kind, a.symbol, a.callee) == (b.kind, b.symbol, b.callee)


def exclusive(a: Site, b: Site) -> bool:
    """Whether two sites stand in different arms of one `if`, or behind one that returned."""
    arms = {id(branch): arm for branch, arm in a.arms}
    if any(id(branch) in arms and arms[id(branch)] is not arm for branch, arm in b.arms):
        return True
    return _returned(a, b) or _returned(b, a)


def _returned(first: Site, later: Site) -> bool:
    """Whether a function returns from the arm of a site before it comes to another one."""
    if set(first.loops) & set(later.loops):
        return False  # which an earlier turn came to
    return any(
        later.node.lineno > (branch.end_lineno or 0)
        and returns(branch.body if arm else branch.orelse)
        for branch, arm in first.arms
    )


def site_path(view: View, own: OwnScope, site: Site) -> tuple[str, ...]:
    """The TF1 path of what a site makes below the function's own scope, as source text."""
    parts = _scope_path(own, site)
    loops = ",".join(str(id(loop)) for loop in turns_apart(view, site))
    name = site_name(view, site)
    lifted = view.lifted_as(site) if site.kind in ("function", "object") else None
    if name is None and lifted is not None:
        if lifted.transparent:  # its own names follow, whatever they are
            key = _transparent_key(view, own, site)
            if lifted.told and not key:  # in one scope each call has names of its own
                key = str(tells(view, site, lifted, level_of))
            if lifted.told_weights:  # which are made anew in each call
                key = str(site.order)
            called = f"{site.callee}#{key}{given_name(view, site)}"
            return (*parts, loops, f"<{called}>")
        if lifted.counted and not site.loops:
            return (*parts, loops, counted_level(view, site, lifted.name_default or ""))
        return (*parts, loops, lifted.name_default or "")
    if name is None:
        return (*parts, loops, f"<unnamed {_first_arm(view, own, site).order}>")
    return (*parts, loops, ast.unparse(name))


def _first_arm(view: View, own: OwnScope, site: Site) -> Site:
    """The site that makes a layer without a name: the first one that makes it in another arm of a branch."""
    level = _own_level(view, site)
    for other in view.sites[: view.sites.index(site)] if level else ():
        there = alike(other, site) and exclusive(other, site) and other.loops == site.loops
        if there and site_name(view, other) is None and _own_level(view, other) == level:
            if _scope_path(own, other) == _scope_path(own, site):
                return other
    return site


def _own_level(view: View, site: Site) -> str:
    """The source of the name that TF1 counts for a layer; "" where it cannot be told."""
    rule = view.tree.rules.get(site.symbol)
    if site.kind != "layer" or rule is None or not rule.creates:
        return ""
    return counted_level(view, site, f'"{rule.default_name}"') if rule.default_name else ""


def _scope_path(own: OwnScope, site: Site) -> list[str]:
    """The names of the scopes around a site below the function's own, as source text."""
    free = site.kind == "weight" and site.symbol == "tf.Variable"  # follows the name scopes
    return [
        ast.unparse(s.name if s.name is not None else s.default)  # type: ignore[arg-type]
        for s in site.scopes
        if s is not own.scope and (free or s.kind == "variable_scope") and not s.same
    ]


def _transparent_key(view: View, own: OwnScope, site: Site) -> str:
    """A transparent layer called again shares only when it is asked to: each call is its own otherwise."""
    switched = any(s.lineno <= site.node.lineno for s in view.found.switches)
    later = any(
        s.callee == site.callee and any(w.lineno <= s.node.lineno for w in view.found.switches)
        for s in view.sites
    )
    again = any(
        s.callee == site.callee and s.order > site.order
        # entered again, where names are counted anew, or nothing is counted
        and (s.scopes[-1:] != site.scopes[-1:] or not _counts(view, site))
        and _scope_path(own, s) == _scope_path(own, site)
        and reuses(view, s)
        for s in view.sites
    )
    return "" if switched or later or again or reuses(view, site) else str(site.order)


def _counts(view: View, site: Site) -> bool:
    """Whether TF1 counts a name of what a function makes, as far as that is known."""
    names = view.all_names.get(site.callee) if site.callee is not None else None
    return names is None or any(v.counted for v in names.variables)
