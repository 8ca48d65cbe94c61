"""What scopes around a function hand down to the variables it makes, and which of it a layer of `get_layer` gets, too."""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import partial

from migrate.lift.checks.called_parameters import CalledParameters
from migrate.lift.checks.helper_calls import HelperCalls
from migrate.lift.checks.own_scopes import scope_of_setter
from migrate.lift.checks.scoped_operations import ScopedOperations
from migrate.lift.checks.unknown_calls import (
    Called,
    called_as_value,
    called_below,
    called_by_name,
)
from migrate.lift.source.decorators import INHERITED, handed_by_decorators
from migrate.lift.source.method_values import methods_as_values
from migrate.lift.source.source import LiftSource
from migrate.model.graph import FunctionScopes, ScopeEntry
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import walk

_PLACES = "set_caching_device"
_SETTERS = frozenset([_PLACES, *(f"set_{name}" for name in INHERITED)])
_MAY_BE_NONE = ("None",)


@dataclass(frozen=True, eq=False)
class Setting:
    """Something that is handed down to what a function creates.

    Attributes:
      name: the argument of the scope that it is, or ``arg_scope``; ``above`` for a function that changes what the scope
        hands down in which it is called, ``inside`` where that scope is its own.
      text: why the function may get it.
      value: what is handed down, where that is written.
      source: the module that it is written in.
      key: the function that it is written in.
    """

    name: str
    text: str
    value: ast.expr | None = None
    source: LiftSource | None = None
    key: Key | None = None


def handed_down(
    graph: TreeGraph, sources: Mapping[str, LiftSource], elsewhere: Collection[Key] = ()
) -> dict[Key, tuple[Setting, ...]]:
    """What functions get that are called under a scope which hands something down, or under an ``arg_scope``.

    Args:
      elsewhere: functions that modules use which are not read here, who knows how.
    """
    found: dict[Key, list[Setting]] = {}
    local: dict[str, list[Key]] = {}
    for key in graph.functions:
        if ".<locals>." in key[1]:
            local.setdefault(key[0], []).append(key)
    values: list[Key] | None = None
    used: set[Key] | None = None
    unseen: set[Key] | None = None
    helpers: HelperCalls | None = None
    known: dict[Key, Called] = {}
    parameters: CalledParameters | None = None
    operations = ScopedOperations(graph, sources)
    for key, function in sorted(graph.functions.items()):
        source = sources.get(key[0])
        for index, entry in enumerate(function.entries):
            settings = _settings(source, key, entry)
            if not settings:
                continue
            strays: Collection[Key] = ()
            about: Callable[[Key], bool] = _anyone
            if entry.kind == "arg_scope":
                given = operations.of(key[0], entry)
                about = partial(operations.matter, given=given)
                if unseen is None:
                    unseen = methods_as_values(graph, sources, unseen=True)
                strays = unseen
            helpers = HelperCalls(graph, sources) if helpers is None else helpers
            what = "a scope with `{}=`" if entry.kind == "variable_scope" else "`{}`"
            what += f" in `{key[1] or key[0]}`"
            below = _below(graph, local, [key], index)
            named = _methods_below(helpers, below, key, entry.body)
            for target in filter(about, below):
                _add(found, target, settings, f"is called under {what}")
            if parameters is None or used is None:
                used = _values(graph, sources) | set(elsewhere)
                parameters = CalledParameters(graph, sources, frozenset(used))
            called, held = called_as_value(sources, key[0], entry.body, parameters)
            more, below_held = called_below(graph, sources, below, known, parameters)
            called, reached = called or more, _below(graph, local, sorted(held | below_held))
            while not called:  # what they call may be as little known
                called, further = called_below(graph, sources, reached, known, parameters)
                if further <= reached:
                    break
                reached |= _below(graph, local, sorted(further))
            named |= _methods_below(helpers, reached, key, (0, 0))
            passed = called_by_name(sources, key[0], entry.body, elsewhere)
            for target in filter(about, _below(graph, local, sorted(passed))):
                _add(found, target, settings, f"may be what is called by its name under {what}")
            for target in filter(about, reached):
                _add(found, target, settings, f"is called under {what}")
            meant = sorted(k for k in graph.functions if k[1].rpartition(".")[2] in named)
            for target in filter(about, _below(graph, local, meant)):
                _add(found, target, settings, f"may be what is called under {what}")
            for target in filter(about, _below(graph, local, sorted(strays))):
                _add(found, target, settings, f"may be what is called as a value under {what}")
            if called:
                if values is None:
                    values = sorted(_below(graph, local, sorted(used)))
                for target in filter(about, values):
                    _add(found, target, settings, f"may be what `{called}` calls under {what}")
    for module, source in sources.items():
        for qualname, node in source.functions.items():
            key = (module, qualname)
            for name, value in handed_by_decorators(node).items():
                setting = Setting(name, "", value, source, key)
                for target in _below(graph, local, [key]):
                    _add(found, target, [setting], "is called under a decorator with `{}=`")
    for source in sources.values():
        if any(setter in source.text for setter in _SETTERS):
            used = _values(graph, sources) | set(elsewhere) if used is None else used
            _add_setters(graph, used, source, found)
    return {key: tuple(settings) for key, settings in found.items()}


def _methods_below(
    helpers: HelperCalls, below: set[Key], key: Key, lines: tuple[int, int]
) -> set[str]:
    """The methods, by name, that are called in the lines of a function and in what they call, of objects that are not known."""
    found = set(helpers.called_in(key, lines))
    for one in below - {key}:
        found |= helpers.called_in(one)
    return found


def _anyone(key: Key) -> bool:
    """What a variable scope hands down may reach any function."""
    del key
    return True


def _add_setters(
    graph: TreeGraph, values: set[Key], source: LiftSource, found: dict[Key, list[Setting]]
) -> None:
    """What ``scope.set_initializer(...)`` and the like hand down, to whatever comes after it."""
    for node in source.symbols.nodes:
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if node.func.attr not in _SETTERS:
            continue
        where = _function_of(source, node)
        value = _given(node)
        setting = Setting(node.func.attr.removeprefix("set_"), "", value, source, where)
        shown = f"`{ast.unparse(node.func)}` ({source.module}, line {node.lineno})"
        own_scope = scope_of_setter(source, node) is not None
        for key in () if own_scope or node.func.attr == _PLACES else graph.creating:
            _add(found, key, [setting], f"{shown} may change what scopes hand down")
        # The scopes that it changes are theirs.
        for key in [where] if own_scope else _above(graph, values, where):
            own = key == where or not where[1]
            what = "changes" if own else f"calls `{where[1]}`, which changes"
            name = "inside" if own_scope else "above"
            _add(found, key, [Setting(name, "")], f"{what} its scope by {shown}")


def _function_of(source: LiftSource, node: ast.Call) -> Key:
    """The function that a call stands in; "" for the module."""
    around = [
        (function.lineno, qualname)
        for qualname, function in source.functions.items()
        if function.lineno <= node.lineno <= (function.end_lineno or 0)
    ]
    return source.module, max(around)[1] if around else ""


def _above(graph: TreeGraph, values: set[Key], start: Key) -> set[Key]:
    """A function and all that may call it, also without its being known that it is this one."""
    waiting, seen = [start], {start}
    while waiting:
        key = waiting.pop()
        above = list(graph.callers.get(key, ()))
        if key in values and not key[1].endswith("__init__"):  # what makes objects is no setting
            above += [k for k, function in graph.functions.items() if function.opaque_calls]
        waiting += [each for each in above if each not in seen]
        seen.update(above)
    return seen


def _settings(source: LiftSource | None, key: Key, entry: ScopeEntry) -> list[Setting]:
    """What a scope hands down."""
    if entry.kind == "arg_scope":
        return [Setting("arg_scope", "")]
    if entry.kind != "variable_scope":
        return []
    handed = INHERITED - {"use_resource"}  # all variables of layers are resources
    given = [n for n, v in entry.keywords if n in handed and v.text not in _MAY_BE_NONE]
    start = entry.span.line, entry.span.col
    written: dict[str | None, ast.expr] = _set_inside(source, start)
    given += [name for name in written if name is not None]
    for node in [] if source is None or not given else source.symbols.nodes:
        if isinstance(node, ast.Call) and (node.lineno, node.col_offset) == start:
            written |= {k.arg: k.value for k in node.keywords}
    return [Setting(name, "", written.get(name), source, key) for name in given]


def _set_inside(source: LiftSource | None, start: tuple[int, int]) -> dict[str | None, ast.expr]:
    """What the scope that is opened there is told to hand down by the lines in it."""
    found: dict[str | None, ast.expr] = {}
    if source is None or not any(setter in source.text for setter in _SETTERS):
        return found
    for node in source.symbols.nodes:
        func = node.func if isinstance(node, ast.Call) else None
        if not isinstance(node, ast.Call) or not isinstance(func, ast.Attribute):
            continue
        value = _given(node)
        if func.attr not in _SETTERS or func.attr == _PLACES or value is None:
            continue
        if ast.unparse(value) in _MAY_BE_NONE:
            continue
        opened = scope_of_setter(source, node)
        if opened is not None and (opened.lineno, opened.col_offset) == start:
            found[func.attr.removeprefix("set_")] = value
    return found


def _given(setter: ast.Call) -> ast.expr | None:
    """What a scope is told to hand down."""
    return next(iter((*setter.args, *(k.value for k in setter.keywords))), None)


def _add(found: dict[Key, list[Setting]], key: Key, settings: list[Setting], text: str) -> None:
    known = found.setdefault(key, [])
    for setting in settings:
        said = replace(setting, text=text.replace("{}", setting.name))
        same = [k for k in known if k.name == setting.name and k.value is setting.value]
        if not same:
            known.append(said)
        elif same[0].text.startswith("may be") and not text.startswith("may be"):
            known[known.index(same[0])] = said


def _below(
    graph: TreeGraph, local: Mapping[str, list[Key]], start: list[Key], scope: int | None = None
) -> set[Key]:
    """All that functions call or hand on, directly or through others, with themselves.

    Args:
      scope: the scope of the first one that it is about; that one itself is none of them then.
    """
    waiting, seen = list(start), set(start)
    while waiting:
        key = waiting.pop()
        function = graph.functions.get(key)
        if function is None:
            continue
        calls = graph.callees(key)
        if scope is not None and key == start[0]:
            calls = [c for c in calls if _is_in(function, c[0].context.entry, scope)]
        below = [target for _, target in calls]
        below += [t for m, q, _ in function.values if (t := graph.resolve((m, q))) is not None]
        inner = f"{key[1]}.<locals>." if key[1] else None
        below += [k for k in local.get(key[0], ()) if inner and k[1].startswith(inner)]
        waiting += [target for target in below if target not in seen]
        seen.update(below)
    return seen if scope is None else seen - set(start)


def _kind(graph: TreeGraph, key: Key) -> str:
    return graph.functions[key].kind if key in graph.functions else ""


def _values(graph: TreeGraph, sources: Mapping[str, LiftSource]) -> set[Key]:
    """The functions and classes of the tree that some code uses as values, or decorators get."""
    found = {
        (module, qualname)
        for module, source in sources.items()
        for qualname, function in source.functions.items()
        if function.decorator_list and _kind(graph, (module, qualname)) == "function"
    }
    for source in sources.values():
        nodes = source.symbols.nodes
        called = {id(n.func) for n in nodes if isinstance(n, ast.Call)}
        # ``net.default_image_size = 224`` hands no function on.
        asked = {
            id(n.value)
            for n in nodes
            if isinstance(n, ast.Attribute) and not n.attr.startswith("_")
        }
        for node in nodes:
            if isinstance(node, ast.Name | ast.Attribute) and id(node) not in called:
                target = source.symbols.target(node)
                key = graph.resolve(target) if target is not None else None
                if key is None or (id(node) in asked and _kind(graph, key) == "function"):
                    continue
                found.add(key)
    for source in sources.values():  # a `lambda` is called who knows where
        for node in source.symbols.nodes:
            for call in walk(node.body) if isinstance(node, ast.Lambda) else ():
                target = source.symbols.target(call.func) if isinstance(call, ast.Call) else None
                key = graph.resolve(target) if target is not None else None
                if key is not None:
                    found.add(key)
    return found | methods_as_values(graph, sources)


def _is_in(function: FunctionScopes, entry: int, scope: int) -> bool:
    """Whether a scope entry is another one, or lies in it."""
    while entry >= 0 and entry != scope:
        entry = function.entries[entry].context.entry
    return entry == scope
