"""Layers without names in a function that opens no scope: TF1 numbers them in the scope of whoever calls the function."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from migrate.lift.functions.attributes import Attribute
from migrate.lift.functions.computed_levels import begins, has_own_levels, naming_scopes
from migrate.lift.functions.counted_names import counts_on_from
from migrate.lift.functions.roles import OwnScope
from migrate.lift.functions.site_names import call_arguments, literal, site_name
from migrate.lift.functions.site_paths import exclusive
from migrate.lift.plans import Refused, Unnamed
from migrate.lift.source.jumps import jumps
from migrate.lift.source.sites import Scope, Site
from migrate.lift.source.view import View
from migrate.model.name_templates import UNKNOWN
from migrate.nodes import walk


def counted_around(view: View, own: OwnScope, in_build: list[Attribute]) -> tuple[Unnamed, ...]:
    """The default names that a function counts in the scope around it.

    Args:
      in_build: what the layer does not make before it sees a shape.
    """
    if own.scope is not None:
        return ()
    late = {id(s.node) for a in in_build for s in a.sites}
    found: dict[str, Unnamed] = {}
    turned: set[str] = set()  # of which the constructor makes some that TF1 counts behind others
    for site in view.sites:
        for one in counted_by(view, site):
            known = found.get(one.base, Unnamed(one.base))
            often = known.often or one.often or bool(site.loops or site.arms)
            unknown = known.late or one.late or not view.target.counts_on
            unknown = unknown or _is_given(view, one.base) or _may_be_computed(view, own, one.base)
            later = id(site.node) in late
            if not later and (known.later or (one.later and site.loops)):
                turned.add(one.base)
            later = later or known.later or one.later
            found[one.base] = Unnamed(one.base, often, unknown, later)
    return tuple(
        replace(one, late=True) if one.often and one.base in turned else one
        for one in found.values()
    )


def _is_given(view: View, base: str) -> bool:
    """Whether something else in the function is, or may be, called like what is counted: `get_layer` would count that, too."""
    given = re.compile(rf"{re.escape(base)}(_\d+)?", re.IGNORECASE)
    for site in view.sites:  # a function whose scope TF1 numbers may be given a name, too
        lifted = view.lifted_as(site)
        name = site_name(view, site) if lifted is not None and lifted.counted else None
        if name is not None and (not literal(name) or given.fullmatch(literal(name))):
            return True
    numbered = {key for key, one in view.lifted.items() if one.counted or base in dict(one.told)}
    numbered |= {view.key} if base in {told for _, told in view.told} else set()
    for variable in view.names.variables if view.names is not None else ():
        if any(key in numbered for key, _ in variable.within):
            continue  # TF1 numbers that function's scope
        first = variable.name.partition("/")[0]
        known, unknown, _ = first.partition("{")
        may = known and base.lower().startswith(known.lower().rstrip("_"))
        if not variable.counted and (may if unknown else given.fullmatch(first)):
            return True
    return False


def _may_be_computed(view: View, own: OwnScope, base: str) -> bool:
    """Whether a scope of weights, whose name the code computes, may be called like what is counted."""
    for site in view.sites:
        if site.kind != "weight" or not (
            naming_scopes(site, own) or has_own_levels(site_name(view, site))
        ):
            continue
        name, _ = _first_level(view, site, own)
        if not isinstance(name, ast.Constant) and (_may_be(name, base) or not begins(name)):
            return True
    return False


def check_apart(view: View, site: Site, own: OwnScope) -> None:
    """A level whose name is computed must not be called like what TF1 counts in the function's own scope.

    Raises:
      Refused: it may be.
    """
    name, line = _first_level(view, site, own)
    for other in view.sites if own.scope is not None else ():
        for one in _counted(view, other):
            if _may_be(name, one.base) or not begins(name):
                text = f"`{one.base}`, which `{_called(other)}` counts, may be a scope's name"
                raise Refused("TF307", text, line)


def _first_level(view: View, site: Site, own: OwnScope) -> tuple[ast.expr | None, int]:
    """The name that those of a weight begin with below the function's scope, and its line."""
    for scope in naming_scopes(site, own):
        return scope.name, scope.node.lineno
    return site_name(view, site), site.node.lineno


def counts_line(unnamed: Sequence[Unnamed]) -> str:
    """The attribute of the class that says so."""
    shown = ", ".join(f'"{one.base}"' for one in unnamed) + ("," if len(unnamed) == 1 else "")
    return f"tf1_unnamed = ({shown})  # counted in the scope around"


def check_counts(view: View) -> None:
    """What a called function counts in the scope around it must begin there: nothing else may count in that scope.

    That goes for what is made nobody knows how often; the rest is compared name by name.

    Raises:
      Refused: something does.
    """
    is_function = view.tree.graph.functions[view.key].kind == "function"
    for site in view.sites:
        if any(jumps(loop) for loop in site.loops) and takes_numbers(view, site):
            text = f"`{_called(site)}` is counted in a loop that is left or cut short"
            raise Refused("TF304", text, site.node.lineno)
        for one in _often(view, site):
            if not is_function and not _is_in_inner_scope(site):
                text = f"`{one.base}` is counted in the scope of whoever calls `{view.node.name}`"
                raise Refused("TF307", text, site.node.lineno)
            again = site.loops and not _is_opened_in(site)
            others = [s for s in view.sites if s is not site and _takes(view, s, site, one.base)]
            if one.base in dict(_numbers(view, site)):
                others = [s for s in others if not counts_on_from(site, s)]
            for scope in view.scopes:
                if scope not in site.scopes and _may_be(scope.name, one.base):
                    text = f"`{one.base}`, which `{_called(site)}` counts, may be a scope's name"
                    raise Refused("TF307", text, scope.node.lineno)
            if again or others:
                text = (
                    f"`{one.base}` is counted in one scope by `{_called(site)}` "
                    f"and {'each turn of the loop' if again else f'`{_called(others[0])}`'}"
                )
                raise Refused("TF307", text, site.node.lineno)


def _called(site: Site) -> str:
    return ast.unparse(site.node.func)


def _often(view: View, site: Site) -> list[Unnamed]:
    lifted = view.lifted_as(site) if site.kind == "function" else None
    return [] if lifted is None else [one for one in lifted.unnamed if one.often]


def _numbers(view: View, site: Site) -> tuple[tuple[str, str], ...]:
    lifted = view.lifted_as(site)
    return lifted.numbers if lifted is not None else ()


def _takes(view: View, other: Site, site: Site, base: str) -> bool:
    """Whether another site takes a number of a default name in the scope that a site stands in."""
    if _opened(other)[-1:] != _opened(site)[-1:] or exclusive(other, site):
        return False
    named = literal(site_name(view, other)) if other.kind != "weight" else ""
    if re.fullmatch(rf"{re.escape(base)}(_\d+)?", named, re.IGNORECASE):
        return True
    return any(one.base.lower() == base.lower() for one in _counted(view, other))


def _may_be(name: ast.expr | None, base: str) -> bool:
    """Whether a scope's name, as far as it is written out, may be one that is counted."""
    first = next((n for n in walk(name) if isinstance(n, ast.Constant)), None) if name else None
    text = first.value if first is not None else None
    if not isinstance(text, str):
        return False
    if name is first:
        return re.fullmatch(rf"{re.escape(base)}(_\d+)?", text, re.IGNORECASE) is not None
    known = re.split(r"[%{]", text)[0].lower()
    return bool(known) and (base.lower().startswith(known) or known.startswith(base.lower()))


def _opened(site: Site) -> list[Scope]:
    """The variable scopes around a site; one that is only entered again goes on counting."""
    return [s for s in site.scopes if s.kind == "variable_scope" and not s.same]


def _is_in_inner_scope(site: Site) -> bool:
    return bool(_opened(site))


def _is_opened_in(site: Site) -> bool:
    """Whether the scope around a site is opened in its innermost loop: there, names are counted anew in each turn."""
    scopes = _opened(site)
    return bool(scopes) and scopes[-1].node.lineno > site.loops[-1].lineno


def in_the_same(site: Site, scopes: Sequence[Scope]) -> bool:
    """Whether these scopes are around a site, and no other."""
    around = [s for s in scopes if s.kind == "variable_scope" and not s.same]
    return _opened(site)[-1:] == around[-1:]


def takes_numbers(view: View, site: Site) -> bool:
    """Whether TF1 counts what a site makes."""
    return any(True for _ in _counted(view, site))


def counted_by_itself(view: View, site: Site) -> list[str]:
    """The default names that it takes numbers of."""
    return [one.base for one in _counted(view, site)]


def counted_by(view: View, site: Site) -> Iterator[Unnamed]:
    """The default names that what a site makes takes numbers of, in the scope of whoever calls the function."""
    if not _is_in_inner_scope(site):
        yield from _counted(view, site)


def default_name_of(view: View, site: Site) -> str:
    """The parameter that names a layer, and for whose default, None, TF1 counts; "" for none."""
    name = site_name(view, site) if site.kind == "layer" else None
    lifted = view.lifted_as(site) if site.kind == "function" else None
    if lifted is not None and site.callee is not None and len(lifted.told) == 1:
        parameter = lifted.told[0][1]
        named = next((p.name for p in lifted.parameters if p.written == parameter), "")
        name = call_arguments(view, site.node, site.callee).get(named)
    default = next(
        (d for a, d, _ in view.params if isinstance(name, ast.Name) and a.arg == name.id), None
    )
    if (
        not isinstance(name, ast.Name)
        or not isinstance(default, ast.Constant)
        or default.value is not None
    ):
        return ""
    return "" if view.assignments(name.id) else name.id


def counted_for_none(view: View, site: Site) -> Refused | None:
    """Why a layer that is named by a parameter, by default None, is not called the same in each call without that name."""
    rule, lifted = view.tree.rules.get(site.symbol), view.lifted_as(site)
    if not default_name_of(view, site):
        return None
    base = rule.default_name if rule is not None else lifted.told[0][0] if lifted else ""
    counted = re.compile(
        rf"(.*/)?({re.escape(base)}_\d+|{re.escape(UNKNOWN)}|.*_{re.escape(UNKNOWN)})/\w+"
    )
    for caller, names in view.all_names.items():
        for variable in names.variables:
            mine = variable.owner == view.key and variable.creation.span.line == site.node.lineno
            if mine or (rule is None and any(key == view.key for key, _ in variable.within)):
                if counted.fullmatch(variable.name):
                    text = f"`{base}` is `{variable.name}` when called by `{caller[1]}`"
                    return Refused("TF307", text, site.node.lineno)
    return None


def _counted(view: View, site: Site) -> Iterator[Unnamed]:
    """The default names that what a site makes is called by."""
    lifted = view.lifted_as(site) if site.callee is not None else None
    if lifted is not None and lifted.transparent:
        yield from lifted.unnamed
        return
    if site.kind in ("weight", "object"):
        return
    if site_name(view, site) is not None and not (view.differs and default_name_of(view, site)):
        return
    if lifted is not None:
        if lifted.counted:
            yield Unnamed((lifted.name_default or "").strip("\"'"))
        return
    rule, layer = view.tree.rules.get(site.symbol), view.table.get(site.symbol)
    if rule is not None and rule.creates and not (layer is not None and layer.default_name):
        yield Unnamed(rule.default_name)
