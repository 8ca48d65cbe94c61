"""What functions that stay do apart from making variables under names of their own: a layer could not host that."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from migrate.lift.binding.times import TreeTimes
from migrate.lift.checks.hidden_calls import holds_layer, may_create, unknown_calls
from migrate.lift.checks.hidden_reads import hidden_reads
from migrate.lift.methods.method_class import attribute_of, receiver
from migrate.lift.neighbours.changes import changed
from migrate.lift.neighbours.containers import given_anew
from migrate.lift.neighbours.decorators import calls_in, decorated
from migrate.lift.neighbours.looks import looked_at
from migrate.lift.neighbours.names import handed_on, named_after
from migrate.lift.neighbours.objects import (
    class_made,
    class_of_callee,
    method_of,
    methods_run,
    not_plain,
    own_object,
)
from migrate.lift.neighbours.reuse import may_pass_reuse
from migrate.lift.neighbours.values import only_makes, passed_names, stored_names
from migrate.lift.plans import Refused
from migrate.lift.source.bodies import own_calls
from migrate.lift.source.source import FunctionNode
from migrate.lift.source.view import View
from migrate.model.expressions import span
from migrate.model.graph import Call, Expr, FunctionScopes
from migrate.model.tree import Key, TreeGraph


@dataclass(frozen=True)
class _Run:
    """A function that runs for what stays.

    Attributes:
      cls: the class of its object, where that is made anew and nobody else has it yet.
      named: it is called in a scope whose name is given, so that nothing counts what it makes but itself.
      off: its parameters that are given None or False, or nothing where that is their default.
      filled: its parameters that are given containers which are made anew for it.
      handed: its parameters that may get what the layer gives.
      by_level: those of them that get a weight, of whose name it has no more than the last level.
    """

    key: Key
    cls: Key | None = None
    named: bool = False
    off: frozenset[str] = frozenset()
    filled: frozenset[str] = frozenset()
    handed: frozenset[str] = frozenset()
    by_level: frozenset[str] = frozenset()


_KINDS = ("function", "method")


def why_not(
    view: View,
    key: Key,
    below: set[Key],
    cls: Key | None = None,
    off: frozenset[str] | None = None,
    unknown: list[str] | None = None,
    call: ast.Call | None = None,
    sharing: list[str] | None = None,
    by_level: frozenset[str] = frozenset(),
) -> str:
    """What a function, or one that it calls, does apart from making variables under names of its own; "" for nothing.

    Args:
      below: is filled with the function and all that it calls.
      cls: of a constructor, and of a method of a new object, its class.
      off: its parameters by which it is told to share nothing that is made elsewhere; None for those of its defaults.
      unknown: is filled with the calls of which only the run knows what they make; None where there must be none.
      call: the one in the function of the view.
      sharing: is filled with what says to share variables by itself; None where nothing may.
      by_level: its parameters that get weights, of whose names it has no more than the last level.
    """
    function = view.tree.graph.functions.get(key)
    if off is None:
        off = frozenset() if function is None else _off_by_default(function)
    node = view.tree.function(key)
    filled = frozenset[str]()
    if call is not None and node is not None:
        filled = given_anew(view.node, call, node, key, ())
    handed = handed_on(view.tree, None, None, key, ())
    waiting = [_Run(key, cls, off=off, filled=filled, handed=handed, by_level=by_level)]
    seen: set[_Run] = set()
    while waiting:
        run = waiting.pop()
        if run in seen:
            continue
        seen.add(run)
        below.add(run.key)
        try:
            waiting += _below(view, run, unknown, sharing)
        except Refused as refused:
            why = refused.reason.message
            return why if run.key == key else f"calls `{run.key[1]}`, which {why}"
    return ""


def _below(
    view: View, run: _Run, unknown: list[str] | None, sharing: list[str] | None
) -> list[_Run]:
    """What a function calls.

    Raises:
      Refused: it does more than to make variables, or calls what nobody knows.
    """
    graph, tree, one = view.tree.graph, view.tree, run.key
    function, node = graph.functions.get(one), tree.function(one)
    if node is None:
        raise _refused("has no text here")
    makes = one in graph.creating
    if makes and (one == view.key or function is None or function.kind not in _KINDS):
        raise _refused("makes variables")
    if run.cls is None and function is not None and one[1].endswith(".__init__"):
        run = replace(run, cls=(one[0], function.owner))
    if run.cls is not None and (why := not_plain(view, run.cls)):
        raise _refused(why)
    if makes and function is not None and function.kind == "method" and run.cls is None:
        if receiver(node):  # an object that others may know, who may share with it
            sharing = None
    me, containers = own_object(view, node, run.cls)
    # What makes none may look at those that there are.
    why = looked_at(view, one, node, me)
    if not why and function is not None:
        why = _drives(function)
    why = why or changed(view, one, node, me, containers, run.filled)
    if not why and (name := named_after(tree, one, run.handed - run.by_level)):
        why = f"names what it makes after `{name}`, which has another name in a layer"
    if why:
        raise _refused(why)
    off = run.off - stored_names(node)
    if function is not None and _shares(function, off):
        _note(sharing, "shares variables by itself")
    found = list(_unknown(view, run, me, unknown))
    if makes:
        found += _around(view, one)
    known: set[Key] = set()
    nodes = {span(node): node for node, _ in tree.calls(one)}
    places = {span(node): node for node in own_calls(node.body)}
    for call, target in graph.callees(one) if function is not None else ():
        assert function is not None
        known.add(target)
        named = run.named or _is_named(function, call.context.entry)
        cls = class_of_callee(view, one, me, call, run.cls, places.get(call.span))
        targets = methods_run(view, one, call, target, run.cls)
        if targets != [target] and not named:
            other = next(key for key in targets if key != target)
            text = f"calls `{target[1]}`, of which `{other[1].rpartition('.')[0]}` has another one"
            if unknown is None:
                raise _refused(text)
            unknown.append(text)
        for each in targets:
            told = passes_through(call) and may_pass_reuse(view, one, each, nodes.get(call.span))
            if each in graph.creating and (told or not _says_no_reuse(call, off)):
                _note(sharing, f"says whether `{each[1]}` shares variables")
            made_by = nodes.get(call.span)
            filled = _filled(tree, node, made_by, each, run)
            handed = handed_on(tree, one, made_by, each, run.handed)
            given = _off_in(graph, call, each, off)
            found.append(_Run(each, cls, named, given, filled, handed))
    for made, target in tree.calls(one):
        if target not in known:
            theirs = graph.functions.get(target)
            given = _off_by_default(theirs) if theirs is not None else frozenset()
            filled = _filled(tree, node, made, target, run)
            handed = handed_on(tree, one, made, target, run.handed)
            made_of = class_made(view, one, made)
            found.append(_Run(target, made_of, run.named, given, filled, handed))
    return found


def _note(sharing: list[str] | None, text: str) -> None:
    """Something shares variables by itself.

    Raises:
      Refused: nothing may.
    """
    if sharing is None:
        raise _refused(text)
    sharing.append(text)


def _around(view: View, key: Key) -> Iterator[_Run]:
    """What runs around a function because it is decorated.

    Raises:
      Refused: that does more than to call it.
    """
    found = decorated(view, key)
    if found.unknown:
        raise _refused(f"is decorated with `{found.unknown}`, which may do more than call it")
    for one in found.wrappers:
        shown = f"is decorated with `{one.key[1]}`, which"
        if why := looked_at(view, one.key, one.node, ""):
            raise _refused(f"{shown} {why}")
        if why := changed(view, one.key, one.node, "", (), ()):
            raise _refused(f"{shown} {why}")
        for callee in calls_in(view, one):
            if callee in view.tree.graph.creating:
                raise _refused(f"{shown} makes variables")
            yield _Run(callee)


def _filled(
    tree: TreeTimes, caller: FunctionNode, call: ast.Call | None, target: Key, run: _Run
) -> frozenset[str]:
    """The parameters of what is called that get containers which are made anew for it."""
    function = tree.function(target)
    if call is None or function is None:
        return frozenset()
    return given_anew(caller, call, function, target, run.filled)


def _unknown(view: View, run: _Run, me: str, unknown: list[str] | None) -> Iterator[_Run]:
    """The functions that calls may run of which only the run knows what they call.

    Args:
      unknown: is told of those that stand where TF1 counts what they make together with what others make.

    Raises:
      Refused: there are some, and must be none.
    """
    tree, key = view.tree, run.key
    node, function = tree.functions[key], tree.graph.functions.get(key)
    held_by = receiver(node) if function is not None and function.kind == "method" else ""
    for read in hidden_reads(tree.sources[key[0]], node.body, tree.creating_values.unseen):
        raise _refused(f"reads `{ast.unparse(read)}`, which may create variables")
    for call in unknown_calls(view, key, tree.sources[key[0]], node.body):
        attribute = attribute_of(call.func, held_by)
        own = method_of(view, run.cls, attribute)
        if own is not None and own not in tree.graph.creating:
            yield _Run(own, run.cls, run.named)
            continue
        layer = bool(attribute) and own is None and holds_layer(view, attribute)
        held = layer or (bool(attribute) and tree.creating_values.may_be(call))
        if held and run.cls is None:  # a template, a layer: they share with what else calls them
            text = f"calls `{ast.unparse(call.func)}`, which an object holds that others may know"
            raise _refused(text)
        if not may_create(view, key, call) and not held:
            continue
        keys = tree.creating_values.of_the_tree(call, passed_names(tree, key, call))
        keys = {one for one in keys if not only_makes(tree, one)}
        if isinstance(call.func, ast.Attribute):
            keys |= tree.creating_values.methods_called(call.func.attr, call)
        elif tree.creating_values.tensorflow:
            keys.add(key)
        keys |= {key} if layer else set()
        if keys and not (run.named or (function and _stands_named(function, call))):
            text = f"calls `{ast.unparse(call.func)}`, which may create variables"
            if unknown is None:
                raise _refused(text)
            unknown.append(text)
        yield from (
            _Run(one, None, True, handed=handed_on(tree, None, None, one, ()))
            for one in sorted(keys - {key})
        )


def _is_named(function: FunctionScopes, entry: int) -> bool:
    """Whether a scope, or one around it in the function, has a name that is given."""
    while entry >= 0:
        one = function.entries[entry]
        if one.kind == "variable_scope":
            return one.name is not None and one.default_name is None and not one.jump
        entry = one.context.entry
    return False


def _stands_named(function: FunctionScopes, call: ast.Call) -> bool:
    """Whether a call stands in such a scope."""
    return any(
        one.body[0] <= call.lineno <= one.body[1] and _is_named(function, index)
        for index, one in enumerate(function.entries)
        if one.span.line < call.lineno
    )


def _refused(text: str) -> Refused:
    return Refused("TF314", text, 0)


# Gradients are as good in a layer. Placeholders need a graph, in a layer as in the function alone: called eagerly, both fail.
_AS_GOOD = frozenset(["gradients", "placeholder"])


def _drives(function: FunctionScopes) -> str:
    """Whether a function belongs to the program around the model."""
    drives = [kind for kind in function.driver if kind not in _AS_GOOD]
    return f"drives the program ({drives[0]})" if drives else ""


def _shares(function: FunctionScopes, off: Collection[str]) -> bool:
    """Whether a function says by itself to share what it makes, or may."""
    said = [e.reuse for e in function.entries]
    said += [dict(e.keywords).get("reuse") for e in function.entries]
    said += [c.arg("reuse") for c in function.creations]
    return bool(function.reuse) or any(not (is_auto(one) or _is_off(one, off)) for one in said)


def shares_by_itself(graph: TreeGraph, key: Key) -> bool:
    """Whether a function says AUTO_REUSE of what it makes or calls."""
    function = graph.functions.get(key)
    if function is None:
        return False
    said = [e.reuse for e in function.entries]
    said += [c.arg("reuse") for c in function.creations]
    said += [value for call, _ in graph.callees(key) for _, value in call.args]
    return any(is_auto(one) for one in said)


def is_auto(reuse: Expr | None) -> bool:
    return reuse is not None and any(
        text == reuse.text and symbol.endswith("AUTO_REUSE") for text, symbol in reuse.symbols
    )


def _is_off(reuse: Expr | None, off: Collection[str]) -> bool:
    """Whether `reuse=` is not set: of a parameter, unless a caller does."""
    return reuse is None or reuse.text in ("None", "False", *off)


def _off_by_default(function: FunctionScopes) -> frozenset[str]:
    return frozenset(
        p.name for p in function.params if p.default is not None and _is_off(p.default, ())
    )


def _off_in(graph: TreeGraph, call: Call, target: Key, off: Collection[str]) -> frozenset[str]:
    """The parameters of what is called that get None or False."""
    theirs = graph.functions[target]
    bound = graph.bind(call, theirs)
    found = {name for name, value in bound.items() if is_auto(value) or _is_off(value, off)}
    rest = _off_by_default(theirs) - bound.keys()
    return frozenset(found if passes_through(call) else found | rest)


def passes_through(call: Call) -> bool:
    return any(name.startswith("*") for name, _ in call.args)


def _says_no_reuse(call: Call, off: Collection[str]) -> bool:
    """Whether a call sets no `reuse` of what it calls; it may hand its own on, which nobody sets."""
    said = [value for name, value in call.args if "reuse" in name]
    return all(is_auto(value) or _is_off(value, off) for value in said)
