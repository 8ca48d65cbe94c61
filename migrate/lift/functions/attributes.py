"""The attributes of a layer: which creation sites are one weight or sublayer, and when each is made."""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from migrate.lift.functions.auto_names import counted_level, level_of
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
    given_name,
    literal,
    site_name,
    wanted_name,
)
from migrate.lift.functions.telling import tells
from migrate.lift.functions.turns import distinct_turns
from migrate.lift.plans import Refused
from migrate.lift.source.sites import Site
from migrate.lift.source.view import View
from migrate.lift.text.naming import attribute_name

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
    scoped = names_by_scopes(view, own, {id(s): _path(view, own, s) for s in view.sites})
    for site in view.sites:
        path = _path(view, own, site)
        same = [a for a in found if paths[id(a)] == path and _alike(a.sites[0], site)]
        if same:
            known = same[0]
            if exclusive(known.sites[-1], site):
                known.made_at.append(site)
            elif not _shares(view, site, known):
                line = site.node.lineno
                raise Refused("TF303", f"`{path[-1]}` is made again without `reuse`", line)
            elif not _same_constructor(view, known.sites[0], site):
                text = f"`{path[-1]}` is shared with other arguments"
                raise Refused("TF303", text, site.node.lineno)
            elif known.loops and known.loops != site.loops:
                raise Refused("TF303", f"`{path[-1]}` is shared across loops", site.node.lineno)
            known.sites.append(site)
            continue
        clash = [a for a in found if paths[id(a)] == path]
        if clash and not exclusive(clash[0].sites[-1], site):
            if site.kind == "weight" or clash[0].is_weight or path[-1]:
                line = site.node.lineno
                raise Refused("TF303", f"`{path[-1]}` is made twice in different ways", line)
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
        attribute = Attribute(name, [site], _loops(view, site), [site])
        taken.add(attribute.name)
        paths[id(attribute)] = path
        found.append(attribute)
    _check_shared(view, found)
    return found


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
                text = f"`{same[0].name}` is shared by `{one.name}` and `{other.name}`"
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
        n.id for t in texts for n in ast.walk(ast.parse(t, mode="eval")) if isinstance(n, ast.Name)
    }
    return any(
        a.node.lineno < n.lineno <= b.node.lineno for name in names for n in view.assignments(name)
    )


def _alike(a: Site, b: Site) -> bool:
    return (a.kind, a.symbol, a.callee) == (b.kind, b.symbol, b.callee)


def exclusive(a: Site, b: Site) -> bool:
    """Whether two sites stand in different arms of one `if`."""
    arms = {id(branch): arm for branch, arm in a.arms}
    return any(id(branch) in arms and arms[id(branch)] is not arm for branch, arm in b.arms)


def _path(view: View, own: OwnScope, site: Site) -> tuple[str, ...]:
    """The TF1 path of what a site makes below the function's own scope, as source text."""
    parts = _scope_path(own, site)
    loops = ",".join(str(id(loop)) for loop in _loops(view, site))
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
        return (*parts, loops, f"<unnamed {site.order}>")
    return (*parts, loops, ast.unparse(name))


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
        and _reuses(view, s)
        for s in view.sites
    )
    return "" if switched or later or again or _reuses(view, site) else str(site.order)


def _counts(view: View, site: Site) -> bool:
    """Whether TF1 counts a name of what a function makes, as far as that is known."""
    names = view.all_names.get(site.callee) if site.callee is not None else None
    return names is None or any(v.counted for v in names.variables)


def _loops(view: View, site: Site) -> tuple[ast.For, ...]:
    """The loops that make one of these in each turn: all, unless the site shares one among the turns."""
    if not site.loops:
        return ()
    name = site_name(view, site)
    varying = _loop_names(site.loops)
    named_by: set[str] = set()
    for scope in site.scopes:
        for part in (scope.name, scope.default):
            named_by |= {n.id for n in ast.walk(part) if isinstance(n, ast.Name)} if part else set()
            if part is not None and not isinstance(part, ast.Constant):
                named_by |= varying  # a name that is computed in the loop
    if name is not None:
        named_by |= {n.id for n in ast.walk(name) if isinstance(n, ast.Name)}
    constant = not named_by & varying and _is_named(view, site, name)
    shared = constant and _is_shared(view, site)
    lifted = view.lifted_as(site)
    follows = lifted is not None and lifted.transparent  # its own names tell, see `check_names`
    if constant and not shared and not follows and not runs_in_one_turn(site):
        text = "is made again in each turn of a loop, without `reuse` in this function"
        raise Refused("TF303", text, site.node.lineno)
    # Only `tf.Variable` follows name scopes.
    scopes = [s for s in site.scopes if s.kind != "name_scope" or site.symbol == "tf.Variable"]
    named = [p for s in scopes for p in (s.name, s.default) if p is not None]
    named += [name] if name is not None else []
    in_doubt = _makes_variables(view, site) and _reuses(view, site) and not constant
    apart = distinct_turns(site.loops, named) or _is_numbered(view, site)
    if in_doubt and not apart:
        reuse = [ast.unparse(r) for r in reuse_expressions(view, site) if r is not None]
        text = f"is made in one turn of a loop and may be shared in another (`reuse={reuse[0]}`)"
        raise Refused("TF303", text, site.node.lineno)
    if shared:
        used = {
            n.id
            for a in (*site.node.args, *(k.value for k in site.node.keywords))
            for n in ast.walk(a)
            if isinstance(n, ast.Name) and _decides(view, site, a)
        }
        if used & varying:
            raise Refused("TF303", "is shared among the turns of a loop", site.node.lineno)
        return ()
    return site.loops


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
        for n in ast.walk(branch.test)
    )


def _makes_variables(view: View, site: Site) -> bool:
    rule = view.tree.rules.get(site.symbol)
    return site.kind in ("function", "object") or (rule is not None and rule.creates)


def _is_shared(view: View, site: Site) -> bool:
    """Whether the turns of a loop share what a site makes, which is named alike in all of them."""
    inside = {id(n) for n in ast.walk(site.loops[-1])}
    return _reuses(view, site) or any(id(s) in inside for s in view.found.switches)


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
        found |= {n.id for n in ast.walk(loop.target) if isinstance(n, ast.Name)}
        for node in ast.walk(loop):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                found.add(node.id)
    return found


def _reuses(view: View, site: Site) -> bool:
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
        found += [given.get(n) for n in lifted.names("reuse")]
        if lifted.reuse and not lifted.names("reuse"):
            found.append(ast.parse(lifted.reuse, mode="eval").body)
    return found


def _shares(view: View, site: Site, known: Attribute) -> bool:
    """Whether a second site of the same path gets the variables of the first."""
    before = known.sites[0].node.lineno
    switched = any(before <= s.lineno <= site.node.lineno for s in view.found.switches)
    return switched or _reuses(view, site)


def _scoped_name(view: View, own: OwnScope, site: Site) -> str:
    """The name of one of several weights that only their scopes tell apart: ``conv1_weights``; "" for others."""
    name = literal(site_name(view, site))
    if site.kind != "weight" or not name:
        return ""
    free = site.symbol == "tf.Variable"
    around = [s for s in site.scopes if s is not own.scope]
    levels = [literal(s.name) for s in around if free or s.kind == "variable_scope"]
    alike = [s for s in view.sites if s.kind == "weight" and literal(site_name(view, s)) == name]
    if len({_path(view, own, s) for s in alike}) < 2 or not levels or not all(levels):
        return ""
    return "_".join([*levels, name])
