"""The names TF1 gives layers that have none: ``dense``, ``dense_1``."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping

from migrate.lift.cells.cells import check_default_name
from migrate.lift.functions.computed_levels import (
    check_levels,
    has_computed_level,
    has_own_levels,
    naming_scopes,
)
from migrate.lift.functions.counted_names import counted_name
from migrate.lift.functions.roles import OwnScope
from migrate.lift.functions.site_names import literal, site_name
from migrate.lift.plans import Refused
from migrate.lift.source.sites import Site
from migrate.lift.source.view import View
from migrate.model.naming import NamedVariable
from migrate.model.repeated_scope import MARK, declared
from migrate.model.tree import Key

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def inner_weights(view: View, own: OwnScope) -> dict[int, tuple[str, str]]:
    """(name for Keras, TF1's name below the layer) of each weight that stands in an inner scope, by node.

    Or whose own name has several levels. Not those of which a level is computed: see `computed_levels`.

    Raises:
      Refused: a scope or the weight has a name that is not written out, or an empty level.
    """
    found: dict[int, tuple[str, str]] = {}
    for site in view.sites:
        if site.kind != "weight":
            continue
        around = naming_scopes(site, own)
        name = site_name(view, site)
        own_levels = "/" in literal(name) or has_own_levels(name)
        if not around and not own_levels:
            continue
        if name is None and site.symbol == "tf.Variable":
            name = ast.parse(level_of(view, site, '"Variable"'), mode="eval").body
        parts = [*(s.name if s.name is not None else s.default for s in around), name]
        texts = [p.value for p in parts if isinstance(p, ast.Constant) and isinstance(p.value, str)]
        if has_computed_level(view, site, own):
            check_levels(view, site, own)
            continue
        if len(texts) != len(parts) or any(s.name is None for s in around):
            shown = ast.unparse(name) if name is not None else site.symbol
            text = f"`{shown}` is made in an inner scope whose name is not written out"
            raise Refused("TF306", text, site.node.lineno)
        levels = [level for text in texts for level in text.split("/")]
        if "" in levels:
            text = f"variable name {'/'.join(texts)!r} has an empty level"
            raise Refused("TF309", text, site.node.lineno)
        shown = "_".join(level for level in levels if level != MARK)
        found[id(site.node)] = (shown, declared("/".join(levels)))
    return found


def repeated_scopes(view: View) -> dict[int, tuple[str, str]]:
    """As `inner_weights`, of those alone whose names have the scope around once more."""
    found: dict[int, tuple[str, str]] = {}
    for site in view.sites:
        name = literal(site_name(view, site)) if site.kind == "weight" else ""
        if MARK in name:
            shown = "_".join(level for level in name.split("/") if level != MARK)
            found[id(site.node)] = (shown, declared(name))
    return found


def automatic_names(view: View, inner: Mapping[int, tuple[str, str]]) -> dict[int, str]:
    """The source of the name of each site that TF1 would name itself, or Keras cannot, by node.

    Args:
      inner: see `inner_weights`.

    Raises:
      Refused: the number depends on what is not known from the text.
    """
    found: dict[int, str] = {}
    for site in view.sites:
        if id(site.node) in inner:
            found[id(site.node)] = f'"{inner[id(site.node)][0]}"'
        if id(site.node) in inner or site_name(view, site) is not None:
            continue
        if site.kind == "weight":
            if site.symbol == "tf.Variable":
                found[id(site.node)] = level_of(view, site, '"Variable"')
            continue
        if site.kind == "function":
            lifted = view.lifted.get(site.callee) if site.callee else None
            if lifted is None or lifted.transparent:
                continue
            if not lifted.counted:
                continue  # its own default
            found[id(site.node)] = level_of(view, site, lifted.name_default or "")
            continue
        rule = view.tree.rules.get(site.symbol)
        if site.kind == "cell":
            own = f'"{rule.default_name}"' if rule is not None else ""
            if rule is None or not rule.variables:
                check_default_name(view, site)
            elif level_of(view, site, own) != own:
                found[id(site.node)] = level_of(view, site, own)
            continue
        layer = view.table.get(site.symbol)
        if layer is not None and layer.default_name:
            found[id(site.node)] = f'"{layer.default_name}"'
            continue
        if rule is None or not rule.creates:
            continue
        found[id(site.node)] = level_of(view, site, f'"{rule.default_name}"')
    return found


def _made_by(view: View, site: Site, variable: NamedVariable) -> bool:
    """Whether a call of a factory makes a variable: the only call of the line that runs what makes it."""
    others = [s for s in view.sites if s.node.lineno == site.node.lineno and s is not site]
    mine = _runs(view, site.callee)
    return variable.owner in mine and not any(mine & _runs(view, s.callee) for s in others)


def _runs(view: View, key: Key | None) -> set[Key]:
    """A factory and the factories it calls."""
    found: set[Key] = set()
    waiting = [key] if key in view.tree.factories else []
    while waiting:
        one = waiting.pop()
        if one is not None and one not in found:
            found.add(one)
            waiting += [t for _, t in view.tree.calls(one) if t in view.tree.factories]
    return found


def _levels_around(site: Site) -> int:
    """How many levels of a name the scopes around a site are, which may be called like what it makes."""
    count = 0
    for scope in site.scopes:
        if scope.kind == "variable_scope" and not scope.same:
            text = scope.name.value if isinstance(scope.name, ast.Constant) else None
            count += len([p for p in str(text).split("/") if p]) if text is not None else 1
    return count


def counted_level(view: View, site: Site, default: str) -> str:
    """The source of the name that TF1 counts for what a function makes; its default where it cannot be told."""
    try:
        return level_of(view, site, default)
    except Refused:
        return default


def level_of(view: View, site: Site, default: str) -> str:
    """The source of the name that TF1 counts for what a site makes.

    Raises:
      Refused: it cannot be told.
    """
    base = default.strip("\"'")
    line, col = site.node.lineno, site.node.col_offset
    levels = set()
    runs = view.names.runs if view.names else ()
    here = {v.col for v in runs if v.line == line}
    for variable in runs:  # those in another arm of a branch have the same names
        creation = variable.creation
        direct = variable.owner == view.key and (creation.span.line, creation.span.col) == (
            line,
            col,
        )
        through = site.kind == "function" and variable.line == line and variable.owner != view.key
        through = through and (len(here) == 1 or variable.col == col)
        helped = site.callee in view.tree.factories and variable.line == line
        if direct or through or (helped and _made_by(view, site, variable)):
            levels_here = variable.name.split("/")[_levels_around(site) if through else 0 :]
            parts = [p for p in levels_here if p == base or p.startswith(base + "_")]
            if parts:
                levels.add(parts[0] if through else parts[-1])
    if len(levels) == 1:
        level = levels.pop()
        if _PLAIN.fullmatch(level):
            return f'"{level}"'
    counted = counted_name(view, site, base)
    if counted is not None:
        return counted
    raise Refused("TF307", f"the name TF1 counts for `{base}`", line)
