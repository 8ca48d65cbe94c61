"""What a caller tells a layer about the names that TF1 counts for what that makes (`told_names`)."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping

from migrate.lift.functions.site_names import call_arguments
from migrate.lift.plans import Lifted, Refused
from migrate.lift.source.sites import Site
from migrate.lift.source.view import View


def tells(
    view: View, site: Site, lifted: Lifted, level: Callable[[View, Site, str], str]
) -> list[str]:
    """What a call tells the constructor of a layer about the names that TF1 counts.

    Args:
      level: the source of the name that TF1 counts for a default name at a site; raises `Refused` where it cannot tell.
    """
    parts = []
    given: Mapping[str, ast.expr] = {}
    if site.callee is not None:
        given = call_arguments(view, site.node, site.callee)
    by_name = {p.written: p.name for p in lifted.parameters if p.role == "config"}
    for base, parameter in lifted.told:
        handed_on = view.told.get((id(site.node), base))
        if handed_on is not None:
            if by_name.get(parameter, parameter) not in given:
                parts.append(f"{parameter}={handed_on}")
            continue
        known = given.get(by_name.get(parameter, parameter))
        if known is not None and not (isinstance(known, ast.Constant) and known.value is None):
            if not isinstance(known, ast.Constant) and not _is_first(view, site, base):
                text = f"`{ast.unparse(known)}` may be None, for which TF1 counts"
                raise Refused("TF307", text, site.node.lineno)
            continue
        shown = level(view, site, f'"{base}"')
        if shown != f'"{base}"':
            parts.append(f"{parameter}={shown}")
    return parts


def _is_first(view: View, site: Site, base: str) -> bool:
    """Whether a call hands on a name that is None by default, for which TF1 counts nothing but the first one."""
    from migrate.lift.functions.counts_around import counted_by, counted_for_none, default_name_of

    same = [s for s in view.sites if any(one.base == base for one in counted_by(view, s))]
    alone = same == [site] and not site.loops and not site.inside
    return alone and bool(default_name_of(view, site)) and counted_for_none(view, site) is None
