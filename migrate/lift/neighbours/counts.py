"""The names that TF1 counts for functions that stay, in the scope that they are called in."""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping

from migrate.lift.neighbours.effects import passes_through
from migrate.lift.source.bodies import bind
from migrate.lift.source.sites import Site
from migrate.lift.source.source import parameters
from migrate.lift.source.view import View
from migrate.model.graph import Expr, FunctionScopes, ScopeEntry
from migrate.model.tree import Key


def texts_given(view: View, site: Site) -> dict[str, str | None]:
    """The texts that a call gives for parameters, None where it gives nothing or what is not known."""
    function = view.tree.function(site.callee) if site.callee is not None else None
    if function is None or site.callee is None:
        return {}
    if any(isinstance(a, ast.Starred) for a in site.node.args):
        return {a.arg: None for a, _, _ in parameters(function)}
    given: dict[str, str | None] = {}
    bound = bind(site.node, function, site.callee)
    through = any(k.arg is None for k in site.node.keywords)
    for argument, default, _ in parameters(function):
        otherwise = None if through else default
        given[argument.arg] = _text(bound.get(argument.arg, otherwise), {})
    return given


def known_level(level: str, given: Mapping[str, str | None]) -> str:
    """The first level of a name, where the call says it."""
    if level.startswith("{") and level.endswith("}"):
        return (given.get(level[1:-1]) or level).partition("/")[0]
    return level


def counts(
    view: View, key: Key, given: Mapping[str, str | None], above: set[Key]
) -> tuple[set[str], set[str]]:
    """The default names that TF1 counts for a function in the scope that it is called in, ``{`` for what is not known.

    Returns:
      Those of what makes variables, and those of what makes none.
    """
    graph, function = view.tree.graph, view.tree.graph.functions[key]
    if key in above:
        return {"{"}, set()
    making: set[str] = set()
    idle: set[str] = set()
    for entry in function.entries:
        if _is_outside(function, entry.context.entry) and _is_counted(entry, given):
            default = entry.default_name
            making.add((_read(default, given) if default is not None else None) or "{")
    for creation in function.creations:
        named = creation.name is not None and _is_named(creation.name, given)
        if named or creation.kind == "cell" or not _is_outside(function, creation.context.entry):
            continue
        rule = view.tree.rules.get(creation.symbol)
        if rule is not None and not rule.counted:
            continue
        (making if rule is None or rule.creates else idle).add(
            rule.default_name if rule is not None and rule.default_name else "{"
        )
    for call, target in graph.callees(key):
        if target in graph.creating and _is_outside(function, call.context.entry):
            theirs = graph.functions[target].params
            bound = graph.bind(call, graph.functions[target])
            through = passes_through(call)
            defaults = {p.name: None if through else p.default for p in theirs}
            texts = {n: _read(bound.get(n, default), given) for n, default in defaults.items()}
            more, others = counts(view, target, texts, above | {key})
            making |= more
            idle |= others
    return making, idle


def _is_outside(function: FunctionScopes, entry: int) -> bool:
    """Whether something stands in no scope of the function."""
    while entry >= 0:
        one = function.entries[entry]
        if one.kind == "variable_scope" and not one.jump:
            return False
        entry = one.context.entry
    return True


def _is_counted(entry: ScopeEntry, given: Mapping[str, str | None]) -> bool:
    if entry.kind != "variable_scope":
        return entry.kind == "template"
    if entry.jump or entry.name is None:
        return entry.name is None or not _is_here(entry.name)
    return entry.default_name is not None and not _is_named(entry.name, given)


def enters_again(view: View, keys: Collection[Key]) -> bool:
    """Whether one of these functions enters the scope again that it is called in: TF1 then forgets what it counted there."""
    found = (view.tree.graph.functions.get(key) for key in keys)
    entries = [e for function in found if function is not None for e in function.entries]
    return any(e.jump and e.name is not None and _is_here(e.name) for e in entries)


def _is_here(scope: Expr) -> bool:
    """``tf.get_variable_scope()``: what is made in it is made where the function is called."""
    return any(
        scope.text == f"{text}()" for text, s in scope.symbols if s == "tf.get_variable_scope"
    )


def _is_named(name: Expr, given: Mapping[str, str | None]) -> bool:
    """Whether a name is there: a text, or a parameter that a text is given for."""
    if name.text.isidentifier():
        return name.text not in given or given[name.text] is not None
    return name.text != "None"


def _read(value: Expr | None, given: Mapping[str, str | None]) -> str | None:
    return None if value is None else _text(ast.parse(value.text, mode="eval").body, given)


def _text(value: ast.expr | None, given: Mapping[str, str | None]) -> str | None:
    """The text that an expression gives, ``{`` where only the run knows it; None where it may give none."""
    if isinstance(value, ast.Name):
        return given.get(value.id)
    if isinstance(value, ast.Constant):
        return value.value if isinstance(value.value, str) else None
    return "{" if isinstance(value, (ast.JoinedStr, ast.BinOp)) else None
