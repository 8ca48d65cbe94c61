"""Names that TF1 counts must come out the same wherever a function is called."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping

from migrate.lift.plans import Lifted, Refused
from migrate.lift.site_names import site_name
from migrate.lift.view import View
from migrate.model.naming import FunctionNames, NamedVariable
from migrate.model.tree import Key


def check_contexts(view: View, names: Mapping[Key, FunctionNames]) -> None:
    """Compares the counted names of a function, called on its own, with those its callers give them.

    Args:
      names: the TF1 names of every scoped function.

    Raises:
      Refused: they differ.
    """
    own = _counted(view, view.names.variables if view.names else ())
    if not own or view.key in view.tree.factories:
        return  # who calls a factory says the name
    for caller, theirs in names.items():
        if caller == view.key:
            continue
        for run in _runs(view.key, theirs.variables):
            for mine, found in _pairs(own, _counted(view, run)):
                if not _same(mine, found):
                    text = f"`{mine.name}` is `{found.name}` when called by `{caller[1]}`"
                    raise Refused("TF307", text, mine.creation.span.line)


def check_value(view: View, lifted: Lifted) -> None:
    """A function that is called as a value, nobody knows how often in one scope, must not have TF1 count there.

    Raises:
      Refused: it does.
    """
    if not lifted.transparent:
        return
    for site in view.sites:
        if any(s.kind == "variable_scope" and not s.same for s in site.scopes):
            continue
        if site.kind not in ("layer", "class", "function") or site_name(view, site) is not None:
            continue
        rule = view.tree.rules.get(site.symbol)
        inner = view.lifted_as(site)
        counted = inner.counted if inner is not None else rule is not None and rule.creates
        if counted:
            shown = ast.unparse(site.node.func)
            text = (
                f"`{shown}` is counted in the scope of whoever calls `{view.node.name}` as a value"
            )
            raise Refused("TF307", text, site.node.lineno)


def _counted(view: View, variables: Iterable[NamedVariable]) -> list[NamedVariable]:
    """Those with a counted name that the function makes itself, if through factories, and all its `tf.Variable`s."""
    mine = {view.key, *view.tree.factories}
    return [
        v
        for v in variables
        if v.counted and (v.owner in mine or v.creation.symbol == "tf.Variable")
    ]


def _runs(key: Key, variables: Iterable[NamedVariable]) -> list[list[NamedVariable]]:
    """What each run of a function within another one makes."""
    found: dict[int, list[NamedVariable]] = {}
    for variable in variables:
        for function, number in variable.within:
            if function == key:
                found.setdefault(number, []).append(variable)
    return list(found.values())


def _pairs(
    own: list[NamedVariable], found: list[NamedVariable]
) -> list[tuple[NamedVariable, NamedVariable]]:
    """The same variables of both: by their order, or by what makes them where some are missing."""
    if len(own) == len(found):
        return list(zip(own, found, strict=True))
    made = {_maker(v): v for v in own}
    return [(made[_maker(v)], v) for v in found if _maker(v) in made]


def _maker(variable: NamedVariable) -> tuple[Key, object, str]:
    rule = variable.rule_variable
    return variable.owner, variable.creation.span, rule.name if rule else ""


def _same(mine: NamedVariable, found: NamedVariable) -> bool:
    """Whether the names agree below the scope that the function itself is called in.

    Of layers that only goes for their own level: the function's scope may be counted, too, and its caller says so.
    """
    levels = mine.name.split("/")
    if mine.creation.symbol != "tf.Variable":
        levels = levels[-2:]
    theirs = found.name.split("/")[-len(levels) :]
    return len(theirs) == len(levels) and all(
        a == b or "{" in a for a, b in zip(levels, theirs, strict=True)
    )
