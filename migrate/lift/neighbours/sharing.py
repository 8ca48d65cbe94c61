"""Whether a function that stays shares no more than what it has made itself, in the same call.

def both(x, y, scope):
    with tf.variable_scope(scope):
        a = dense(x, 4, "query")
        b = dense(x, 4, "key")
    with tf.variable_scope(scope, reuse=True):
        return a * b + dense(y, 4, "query")

To whoever calls it, it is like a function that shares nothing.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Iterator, Mapping

from migrate.lift.neighbours.switches import switched, switches_own
from migrate.lift.neighbours.values import stored_names
from migrate.lift.source.sites import Site
from migrate.lift.source.view import View
from migrate.model.counters import Arms
from migrate.model.graph import Expr, FunctionScopes
from migrate.model.naming import FunctionNames, NamedVariable, function_names
from migrate.model.scope_paths import NEVER, PASSED
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import walk

_Said = Iterator[Expr | None]


def shares_its_own(
    view: View, key: Key, off: Collection[str], below: Collection[Key], passed: bool
) -> bool:
    """Whether all that is shared in a call of a function was made in that call, whatever branches it takes.

    Args:
      off: its parameters that say nothing about sharing, or what the layer is told itself.
      below: the function and all that it calls.
      passed: something that is passed through to layers may say whether to share.
    """
    graph = view.tree.graph
    if any(one in graph.functions and graph.functions[one].reuse for one in {*below} - {key}):
        return False
    if not switches_own(view, key):
        return False
    if _set(view, below, _reuses_and_tests):
        return False
    names, given = _names_of_call(view, key)
    if not names.complete:
        return False
    silent = _silent(given, off, passed)
    made: dict[str, list[NamedVariable]] = {}
    for variable in _made(names):
        known, before = variable.name, made.setdefault(variable.name, [])
        there, shares = [*before], bool(set(variable.told) - silent)
        if (scope := switched(graph.functions[key], variable)) is not None:
            known = scope.below(variable)  # whatever the scope is called, it is one
            there, shares = [one for one in before if scope.holds(one)], True
        if shares:
            if not _is_known(known, given.values()):
                return False
            if not any(set(one.parts) <= set(variable.parts) for one in there):
                return False
        before.append(variable)
    return True


def repeats_by_name(view: View, key: Key, off: Collection[str], passed: bool) -> bool:
    """Whether a function makes a variable several times in one call, and says nothing about sharing it itself."""
    names, given = _names_of_call(view, key)
    silent = _silent(given, off, passed)
    made: dict[str, list[Arms]] = {}
    for variable in _made(names):
        if not _is_known(variable.name, given.values()) or set(variable.told) - silent:
            continue
        if switched(view.tree.graph.functions[key], variable) is not None:
            continue
        before = made.setdefault(variable.name, [])
        if any(part[3] == "turn" for part in variable.parts):
            return True
        if any(not _exclude(parts, variable.parts) for parts in before):
            return True
        before.append(variable.parts)
    return False


def _exclude(parts: Arms, others: Arms) -> bool:
    """Whether two things stand in different branches of one condition."""
    return any(a[:3] == b[:3] and a[3] != b[3] for a in parts for b in others)


def _names_of_call(view: View, key: Key) -> tuple[FunctionNames, dict[str, str]]:
    """The names of what a call makes, and what stands for the parameters in them: no expression looks like that."""
    graph = view.tree.graph
    given = {p.name: f"{{{p.name}#}}" for p in graph.functions[key].params}
    return function_names(graph, key, given), given


def _made(names: FunctionNames) -> list[NamedVariable]:
    """What there may be of the variables."""
    return [v for v in names.runs if not any(part[3] == NEVER for part in v.parts)]


def _silent(given: Mapping[str, str], off: Collection[str], passed: bool) -> set[str]:
    """What is said about sharing that says nothing."""
    return {given[name] for name in off if name in given} | (set() if passed else {PASSED})


def _is_known(name: str, given: Collection[str]) -> bool:
    """Whether a name is the same wherever it is written in one call."""
    for text in given:
        name = name.replace(text, "")
    return "{" not in name


def set_names(view: View, below: Collection[Key]) -> str:
    """A parameter that one of some functions sets, and that is in the names of variables, "" for none.

    Nobody knows then what these names are.
    """
    return _set(view, below, _names)


def _set(view: View, below: Collection[Key], read: Callable[[FunctionScopes], _Said]) -> str:
    """A parameter that one of some functions sets, and that they read for something, itself or by what it calls."""
    for key in sorted(below):
        node, function = view.tree.function(key), view.tree.graph.functions.get(key)
        if node is not None and function is not None:
            stored = stored_names(node) & {p.name for p in function.params}
            if stored and (found := stored & _read_for(view.tree.graph, key, read, frozenset())):
                return min(found)
    return ""


def _read_for(
    graph: TreeGraph, key: Key, read: Callable[[FunctionScopes], _Said], above: frozenset[Key]
) -> set[str]:
    said = list(read(graph.functions[key]))
    for call, target in graph.callees(key):
        if target in graph.creating and target not in above:
            theirs = _read_for(graph, target, read, above | {key})
            bound = graph.bind(call, graph.functions[target])
            said += [value for name, value in bound.items() if name in theirs]
    return {
        part.id
        for one in said
        if one is not None
        for part in walk(ast.parse(one.text, mode="eval"))
        if isinstance(part, ast.Name)
    }


def _names(function: FunctionScopes) -> _Said:
    for entry in function.entries:
        yield from (entry.name, entry.default_name)
    yield from (creation.name for creation in function.creations)


def _reuses_and_tests(function: FunctionScopes) -> _Said:
    for entry in function.entries:
        yield from (entry.reuse, dict(entry.keywords).get("reuse"))
    yield from (creation.arg("reuse") for creation in function.creations)
    yield from (branch.test for branch in function.branches)


def named_like_own(view: View, site: Site) -> str:
    """A variable of the layer's own parts that the call of a function that stays may mean by one of its names, "" for none."""
    names = view.names
    if names is None or not names.complete:
        return "variables"
    here = (site.node.lineno, site.node.col_offset)
    theirs = {v.name for v in names.runs if (v.line, v.col) == here}
    own = {v.name for v in names.runs if len(v.within) == 1 or v.within[1][0] in view.lifted}
    return next((n for n in sorted(own) if any(may_be_one(n, other) for other in theirs)), "")


def may_be_one(name: str, other: str) -> bool:
    """Whether two names, of which only what stands outside of braces is known, may be one."""
    while name and name.partition("/")[0] == other.partition("/")[0]:
        name, other = name.partition("/")[2], other.partition("/")[2]
    if "{" not in name + other:
        return name == other
    starts = name.partition("{")[0], other.partition("{")[0]
    ends = name.rpartition("}")[2], other.rpartition("}")[2]
    return _fit(*starts, str.startswith) and _fit(*ends, str.endswith)


def _fit(one: str, other: str, fits: Callable[[str, str], bool]) -> bool:
    return fits(one, other) or fits(other, one)
