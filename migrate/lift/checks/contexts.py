"""Names that TF1 counts must come out the same wherever a function is called."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping

from migrate.lift.functions.counts_around import check_counts, counted_by
from migrate.lift.plans import Lifted, Refused
from migrate.lift.source.view import View
from migrate.model.name_templates import UNKNOWN
from migrate.model.naming import FunctionNames, NamedVariable
from migrate.model.tree import Key


def differing(view: View, names: Mapping[Key, FunctionNames]) -> Refused | None:
    """Compares the counted names of a function, called on its own, with those its callers give them.

    Args:
      names: the TF1 names of every scoped function.

    Returns:
      Why it cannot have names of its own, if they differ.
    """
    if view.key in view.tree.factories:
        return None  # who calls a factory says the name
    own = _counted(view, view.key)
    for caller, theirs in names.items() if own else ():
        if caller != view.key:
            found = _compared(view, view.key, own, caller, theirs)
            if found is not None:
                return found
    return None


def check_known(view: View, lifted: Lifted) -> None:
    """What nobody knows how often TF1 counts in the scope around cannot be compared with what callers give it.

    Raises:
      Refused: there is such a name, and `get_layer` cannot number it there.
    """
    bases = [one.base for one in lifted.unnamed]
    if lifted.counts_on or not bases:
        return
    for caller in sorted(view.tree.graph.callers.get(view.key, ())):
        function = view.tree.graph.functions.get(caller)
        for shown, line in function.opaque_calls if function is not None else ():
            where = f"line {line}" if caller[0] == view.key[0] else f"{caller[0]}, line {line}"
            text = f"`{bases[0]}` may be counted by `{shown}` in `{caller[1]}` ({where})"
            raise Refused("TF307", text, view.node.lineno)
    for variable in _counted(view, view.key):
        first = variable.name.partition("/")[0]
        for base in bases:
            if first == f"{base}_{UNKNOWN}":
                text = f"`{base}` is counted in the scope of whoever calls `{view.node.name}`"
                raise Refused("TF307", text, variable.line)


def check_called(view: View) -> None:
    """What this function calls must count its names as it does on its own, where they are no names of a scope of its own.

    Raises:
      Refused: it does not.
    """
    check_counts(view)
    for key in dict.fromkeys(s.callee for s in view.sites):
        lifted = view.lifted.get(key) if key is not None else None
        if key is not None and lifted is not None and lifted.told:
            continue  # the constructor is told
        if key is not None and lifted is not None and lifted.unnamed and view.names is not None:
            found = _compared(view, key, _counted(view, key), view.key, view.names)
            if found is not None:
                raise found


def check_value(view: View, lifted: Lifted) -> None:
    """A function that is called as a value, nobody knows how often in one scope, must not have TF1 count there.

    Raises:
      Refused: it does, and `get_layer` cannot go on with that.
    """
    if not lifted.transparent or lifted.counts_on:
        return
    for site in view.sites:
        for one in counted_by(view, site):
            shown = ast.unparse(site.node.func)
            text = (
                f"`{shown}` is counted in the scope of whoever calls `{view.node.name}` as a value"
            )
            raise Refused("TF307", text, site.node.lineno if one.base else 0)


def _compared(
    view: View, key: Key, own: list[NamedVariable], caller: Key, theirs: FunctionNames
) -> Refused | None:
    first = {id(v) for v in theirs.variables}
    made = [v for v in theirs.runs if id(v) in first or v.creation.symbol == "tf.Variable"]
    for run in _runs(key, made):
        for mine, found in _pairs(own, _counted(view, key, run)):
            if not _same(mine, found):
                text = f"`{mine.name}` is `{found.name}` when called by `{caller[1]}`"
                line = mine.creation.span.line if mine.owner == view.key else mine.line
                return Refused("TF307", text, line if caller != view.key else found.line)
    return None


def _counted(
    view: View, key: Key, variables: Iterable[NamedVariable] | None = None
) -> list[NamedVariable]:
    """Those with a counted name that a function makes, itself or through what opens no scope, and all its `tf.Variable`s."""
    if variables is None:
        names = view.names if key == view.key else view.all_names.get(key)
        variables = names.variables if names is not None else ()
    open_ = {k for k, one in view.lifted.items() if one.transparent and one.unnamed}
    mine = {key, *view.tree.factories, *open_}
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
    once = {v.name: v for v in reversed(found)}  # the arms of a branch make one each
    met = [v for v in found if once[v.name] is v]
    if len(own) == len(met):
        return list(zip(own, met, strict=True))
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
