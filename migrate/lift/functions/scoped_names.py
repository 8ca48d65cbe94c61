"""What sublayers are called that only their scopes tell apart: ``intermediate_dense`` and ``output_dense``."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Mapping

from migrate.lift.functions.roles import OwnScope
from migrate.lift.functions.site_names import assigned_name, site_name, wanted_name
from migrate.lift.source.sites import Scope, Site
from migrate.lift.source.view import View

LAYERS = frozenset(("layer", "function"))
_STEM = re.compile(r"[^%{]*")


def names_by_scopes(
    view: View, own: OwnScope, paths: Mapping[int, tuple[str, ...]]
) -> dict[int, str]:
    """The names of sites that would be called alike, and stand in scopes of different names.

    Args:
      paths: the TF1 path of each site, by its id: sites of one path are one layer.
    """
    alike: dict[str, list[Site]] = {}
    for site in view.sites:
        if site.kind in LAYERS:
            alike.setdefault(wanted_name(view, site), []).append(site)
    found: dict[int, str] = {}
    for wanted, sites in alike.items():
        levels = {id(s): _levels(own, s) for s in sites}
        if len(set(levels.values())) < 2:
            continue
        told = len({paths[id(s)] for s in sites}) == len(set(levels.values()))
        if not told and not all(_literal(scope) for s in sites for scope in _around(own, s)):
            continue
        short = _shortest(set(levels.values()))
        found |= {id(s): "_".join([*short[levels[id(s)]], wanted]) for s in sites}
    return found


def another_name(own: OwnScope, site: Site, wanted: str, taken: Collection[str]) -> str:
    """A name for what a site makes where another thing has the one it would have: by its innermost scope, or as the code calls it."""
    scopes = [s for s in site.scopes if s is not own.scope and not s.same]
    inner = [s for s in scopes[-1:] if site.kind == "weight" or _literal(s)]
    stems = [_stem(s.name if s.name is not None else s.default) for s in inner]
    tries = [f"{stem}_{wanted}" for stem in stems if stem]
    if site.kind == "weight":
        tries.append(assigned_name(site))
    return next((name for name in tries if name and name not in taken), wanted)


def is_counted(view: View, site: Site) -> bool:
    """Whether TF1 counts what a site makes, as it does layers without names."""
    if site.kind not in LAYERS or site_name(view, site) is not None:
        return False
    lifted = view.lifted_as(site) if site.kind == "function" else None
    return site.kind == "layer" or (lifted is not None and lifted.counted)


def _around(own: OwnScope, site: Site) -> list[Scope]:
    scopes = (s for s in site.scopes if s is not own.scope and not s.same)
    return [s for s in scopes if s.kind == "variable_scope"]


def _literal(scope: Scope) -> bool:
    name = scope.name if scope.name is not None else scope.default
    return isinstance(name, ast.Constant)


def _levels(own: OwnScope, site: Site) -> tuple[str, ...]:
    """The names of the inner scopes around a site; of computed ones what they begin with."""
    shown = (_stem(s.name if s.name is not None else s.default) for s in _around(own, site))
    return tuple(name for name in shown if name)


def _stem(node: ast.expr | None) -> str:
    """What a name begins with: ``"layer_%d" % i`` with ``layer``."""
    if isinstance(node, ast.BinOp):
        return _stem(node.left)
    if isinstance(node, ast.JoinedStr) and node.values:
        return _stem(node.values[0])
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return _stem(node.func.value) if node.func.attr == "format" else ""
    if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
        return ""
    stem = _STEM.match(node.value)
    return stem[0].strip("_-/ ") if stem else ""


def _shortest(levels: set[tuple[str, ...]]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """As many of the innermost levels as it takes to tell them apart, without those that all begin with."""
    common = 0
    while all(len(t) > common for t in levels) and len({t[common] for t in levels}) == 1:
        common += 1
    for depth in range(1, max(map(len, levels)) - common + 1):
        short = {t: t[common:][-depth:] for t in levels}
        if len(set(short.values())) == len(levels):
            return short
    return {t: t[common:] for t in levels}
