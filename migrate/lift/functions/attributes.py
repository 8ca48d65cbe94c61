"""The attributes of a layer: which creation sites are one weight or sublayer, and when each is made."""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from migrate.lift.functions.roles import OwnScope
from migrate.lift.functions.scoped_names import (
    LAYERS,
    another_name,
    is_counted,
    names_by_scopes,
)
from migrate.lift.functions.site_names import (
    assigned_name,
    call_arguments,
    literal,
    site_name,
    wanted_name,
)
from migrate.lift.functions.site_paths import alike, exclusive, site_path
from migrate.lift.functions.site_turns import reuses, turns_apart
from migrate.lift.plans import Refused
from migrate.lift.source.sites import Site
from migrate.lift.source.view import View
from migrate.lift.text.naming import attribute_name
from migrate.nodes import walk

_PLACE = re.compile(r"\{(.*?)\}")  # what a name template does not know


@dataclass(eq=False)
class Attribute:
    """One attribute: a weight, a sublayer, or a list of them with a place for each turn of its loops.

    Attributes:
      sites: the places it is used; the first of each arm makes it.
      loops: the loops whose turns it is indexed by.
    """

    name: str
    sites: list[Site]
    loops: tuple[ast.For, ...]
    made_at: list[Site] = field(default_factory=list)

    @property
    def is_weight(self) -> bool:
        return self.sites[0].kind == "weight"


def attributes(view: View, own: OwnScope, taken: set[str]) -> list[Attribute]:
    """Groups the sites of a function.

    Raises:
      Refused: whether two sites share variables cannot be told.
    """
    found: list[Attribute] = []
    paths: dict[int, tuple[str, ...]] = {}
    settings = frozenset(taken)
    scoped = names_by_scopes(view, own, {id(s): site_path(view, own, s) for s in view.sites})
    for site in view.sites:
        path = site_path(view, own, site)
        same = [a for a in found if paths[id(a)] == path and alike(a.sites[0], site)]
        if same:
            known = same[0]
            if exclusive(known.sites[-1], site):
                known.made_at.append(site)
            elif not _shares(view, site, known):
                line = site.node.lineno
                raise Refused(
                    "TF303", f"`{_shown(path[-1], site)}` is made again without `reuse`", line
                )
            elif not _same_constructor(view, known.sites[0], site):
                text = f"`{_shown(path[-1], site)}` is shared with other arguments"
                raise Refused("TF303", text, site.node.lineno)
            elif known.loops and known.loops != site.loops:
                raise Refused(
                    "TF303", f"`{_shown(path[-1], site)}` is shared across loops", site.node.lineno
                )
            known.sites.append(site)
            continue
        clash = [a for a in found if paths[id(a)] == path]
        if clash and not exclusive(clash[0].sites[-1], site):
            if site.kind == "weight" or clash[0].is_weight or path[-1]:
                line = site.node.lineno
                raise Refused(
                    "TF303", f"`{_shown(path[-1], site)}` is made twice in different ways", line
                )
        wanted = _scoped_name(view, own, site) or scoped.get(id(site)) or wanted_name(view, site)
        if wanted in settings and site.kind in LAYERS:
            wanted += "_layer"  # self.dropout is the rate
        if wanted in taken and site.kind == "weight" and site.loops:
            wanted = assigned_name(site) or wanted  # only its scope tells its own name from others
        if wanted in taken and not is_counted(view, site):
            wanted = another_name(own, site, wanted, taken | view.target.hidden)
        name = attribute_name(
            wanted, taken, view.target.hidden, first=1 if is_counted(view, site) else 2
        )
        attribute = Attribute(name, [site], turns_apart(view, site), [site])
        taken.add(attribute.name)
        paths[id(attribute)] = path
        found.append(attribute)
    _check_shared(view, found)
    return found


def _shown(level: str, site: Site) -> str:
    """The last level of a name as the code has it; what makes it where that is not said there."""
    return ast.unparse(site.node.func) if level.startswith("<") else level


def _check_shared(view: View, found: list[Attribute]) -> None:
    """Variables that TF1 shares between places by their names alone must be one attribute here.

    Raises:
      Refused: they are several.
    """
    of_site = {(s.node.lineno, s.node.col_offset): (a, s) for a in found for s in a.sites}
    fixed = {name for name in view.param_names if not view.assignments(name)}
    for same in view.names.shared if view.names else ():
        if not set(_PLACE.findall(same[0].name)) <= fixed:
            continue  # what is not known may be another name at each place
        here = [of_site[v.line, v.col] for v in same if (v.line, v.col) in of_site]
        for (one, first), (other, second) in itertools.combinations(here, 2):
            if one is not other and not exclusive(first, second):
                made, again = (ast.unparse(s.node.func) for s in (first, second))
                text = f"`{again}` shares `{same[0].name}`"
                text += f" with `{made}` (line {first.node.lineno}) by its name alone"
                raise Refused("TF303", text, second.node.lineno)


def _same_constructor(view: View, a: Site, b: Site) -> bool:
    """Whether two sites would make the same thing: the second one's own constructor is never run."""
    if a.kind == "weight":
        return True  # TF1 returns the existing variable, and checks its shape
    config = {key: frozenset(one.names("config")) for key, one in view.lifted.items()}
    shown = []
    for site in (a, b):
        if site.callee is not None and site.callee in view.lifted:
            given = call_arguments(view, site.node, site.callee)
            wanted = config[site.callee]
            shown.append({n: ast.unparse(v) for n, v in given.items() if n in wanted})
        else:
            given = view.table.of_site(view.tree.rules, site)
            skip = {*view.table.taken_at_call(site.symbol), "reuse", "_reuse"}
            shown.append({n: ast.unparse(v) for n, v in given.items() if n not in skip})
    return shown[0] == shown[1] and not _changes_between(view, a, b, shown[0].values())


def _changes_between(view: View, a: Site, b: Site, texts: Iterable[str]) -> bool:
    """Whether a name in the arguments is assigned between two sites."""
    names = {
        n.id for t in texts for n in walk(ast.parse(t, mode="eval")) if isinstance(n, ast.Name)
    }
    return any(
        a.node.lineno < n.lineno <= b.node.lineno for name in names for n in view.assignments(name)
    )


def _shares(view: View, site: Site, known: Attribute) -> bool:
    """Whether a second site of the same path gets the variables of the first."""
    before = known.sites[0].node.lineno
    switched = any(before <= s.lineno <= site.node.lineno for s in view.found.switches)
    return switched or reuses(view, site)


def _scoped_name(view: View, own: OwnScope, site: Site) -> str:
    """The name of one of several weights that only their scopes tell apart: ``conv1_weights``; "" for others."""
    name = literal(site_name(view, site))
    if site.kind != "weight" or not name:
        return ""
    free = site.symbol == "tf.Variable"
    around = [s for s in site.scopes if s is not own.scope]
    levels = [literal(s.name) for s in around if free or s.kind == "variable_scope"]
    alike = [s for s in view.sites if s.kind == "weight" and literal(site_name(view, s)) == name]
    if len({site_path(view, own, s) for s in alike}) < 2 or not levels or not all(levels):
        return ""
    return "_".join([*levels, name])
