"""The names TF1 gives layers that have none: ``dense``, ``dense_1``."""

from __future__ import annotations

import re

from migrate.lift.attributes import site_name
from migrate.lift.plans import Refused
from migrate.lift.sites import Site
from migrate.lift.view import View

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def automatic_names(view: View) -> dict[int, str]:
    """The source of the name of each site that TF1 would name itself, by node.

    Raises:
      Refused: the number depends on what is not known from the text.
    """
    found: dict[int, str] = {}
    for site in view.sites:
        if site.kind == "weight" or site_name(view, site) is not None:
            continue
        if site.kind == "function":
            lifted = view.lifted.get(site.callee) if site.callee else None
            if lifted is None or lifted.transparent:
                continue
            if not lifted.counted:
                continue  # its own default
            found[id(site.node)] = _from_names(view, site, lifted.name_default or "")
            continue
        rule = view.tree.rules.get(site.symbol)
        if rule is None or not rule.creates:
            continue
        found[id(site.node)] = _from_names(view, site, f'"{rule.default_name}"')
    return found


def _from_names(view: View, site: Site, default: str) -> str:
    base = default.strip("\"'")
    line, col = site.node.lineno, site.node.col_offset
    levels = set()
    for variable in view.names.variables if view.names else ():
        creation = variable.creation
        direct = variable.owner == view.key and (creation.span.line, creation.span.col) == (line, col)
        through = site.kind == "function" and variable.line == line and variable.owner != view.key
        if direct or through:
            parts = [p for p in variable.name.split("/") if p == base or p.startswith(base + "_")]
            if parts:
                levels.add(parts[-1] if direct else parts[0])
    if len(levels) == 1:
        level = levels.pop()
        if _PLAIN.fullmatch(level):
            return f'"{level}"'
    raise Refused("TF307", f"the name TF1 counts for `{base}`", line)
