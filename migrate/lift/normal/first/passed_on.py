"""`*args` and `**kwargs` that a function only passes on are parameters of its own, those of what it calls.

def conv_relu(x, *args, **kwargs):                     def conv_relu(x, filters, width=3, scope="conv"):
    return tf.nn.relu(conv(x, *args, **kwargs))            return tf.nn.relu(conv(x, filters, width=width, scope=scope))

Who calls it may go on as before. Of a layer of TensorFlow, which has many parameters, it takes those that somebody gives.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from migrate.lift.normal.first.repeats import Repeats
from migrate.lift.normal.first.signatures import Given, Signatures, Taken, values_given
from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.source import FunctionNode, LiftSource, loads, parameters, stores
from migrate.model.layer_rules import LayerRules
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import walk
from migrate.rewrite.edits import Edit


@dataclass(frozen=True)
class _Passing:
    """The calls that pass on what a function takes: all of one function, with the same arguments of their own."""

    calls: tuple[ast.Call, ...]
    args: str
    kwargs: str

    @property
    def first(self) -> ast.Call:
        return self.calls[0]

    @property
    def before(self) -> int:
        """How many arguments stand before those passed on."""
        return sum(not isinstance(a, ast.Starred) for a in self.first.args)

    @property
    def keywords(self) -> frozenset[str]:
        """The keywords that the call gives itself."""
        return frozenset(k.arg for k in self.first.keywords if k.arg is not None)


def passed_on(
    sources: Mapping[str, LiftSource],
    graph: TreeGraph,
    rules: LayerRules,
    defaults: Mapping[str, Mapping[str, str]],
    elsewhere: Collection[Key],
) -> list[Repeats]:
    """The functions of a tree whose every `*` and `**` parameter can be written out.

    Args:
      defaults: of TensorFlow's layers, as source (``rules/signatures.toml``).
      elsewhere: the functions that other modules use.
    """
    found = []
    for module, qualname in sorted(graph.creating):
        source = sources.get(module)
        node = source.functions.get(qualname) if source is not None else None
        if source is None or node is None or not (node.args.vararg or node.args.kwarg):
            continue
        if node not in source.tree.body or node.decorator_list:
            continue
        if source.definitions[qualname] > 1 or source.skips.within(node):
            continue
        signatures = Signatures(sources, graph, rules, defaults)
        edits = _written(source, (module, qualname), node, signatures, elsewhere)
        if edits:
            found.append(Repeats(frozenset([(module, qualname)]), {module: tuple(edits)}))
    return found


def _written(
    source: LiftSource,
    key: Key,
    node: FunctionNode,
    signatures: Signatures,
    elsewhere: Collection[Key],
) -> list[Edit]:
    passing = _passing(source, node, signatures)
    if passing is None:
        return []
    taken = signatures.of(source, passing.first)
    if taken is None:
        return []
    if signatures.is_layer(source, passing.first):
        given = None if key in elsewhere else values_given(signatures, key, node)
        taken = _asked_for(taken, given, passing) if given is not None else None
        if taken is None:
            return []
    own = {a.arg for a, _, _ in parameters(node)}
    positional, keyword = _new(passing, taken, own)
    if own & {p.name for p in taken[passing.before :]} - passing.keywords:
        # One parameter of two: of what is called, nobody may give it by its place.
        given = None if key in elsewhere else values_given(signatures, key, node)
        if given is None or given.positions > len(positional):
            return []
    new = [*positional, *keyword]
    if not new or not _free(source, node, [p.name for p in new]):
        return []
    args = node.args
    optional = bool(args.defaults)
    for parameter in positional:
        if optional and parameter.default is None:
            return []
        optional = optional or parameter.default is not None
    signature = _signature(source, node, positional, keyword)
    if signature is None:
        return []
    edits = [signature]
    for call in passing.calls:
        more = _call(source, call, passing, positional, keyword)
        if more is None:
            return []
        edits += more
    return edits


def _passing(source: LiftSource, node: FunctionNode, signatures: Signatures) -> _Passing | None:
    """The calls that pass on everything, and nothing else does anything with it."""
    names = [a.arg for a in (node.args.vararg, node.args.kwarg) if a is not None]
    args = node.args.vararg.arg if node.args.vararg else ""
    kwargs = node.args.kwarg.arg if node.args.kwarg else ""
    calls = []
    for call in own_nodes(node.body):
        if not isinstance(call, ast.Call):
            continue
        starred = [a.value for a in call.args if isinstance(a, ast.Starred)]
        double = [k.value for k in call.keywords if k.arg is None]
        read = {n.id for n in (*starred, *double) if isinstance(n, ast.Name)}
        if not read & set(names):
            continue
        whole = [ast.unparse(n) for n in (*starred, *double)]
        if sorted(whole) != sorted(names) or (args and not isinstance(call.args[-1], ast.Starred)):
            return None
        calls.append(call)
    uses = [n for n in walk(node) if isinstance(n, ast.Name) and n.id in names]
    if not calls or len(uses) != len(calls) * len(names):
        return None
    found = _Passing(tuple(calls), args, kwargs)
    targets = {signatures.target(source, c) for c in calls}
    alike = {(_Passing((c,), args, kwargs).before, _keywords(c)) for c in calls}
    if len(targets) != 1 or None in targets or len(alike) != 1:
        return None
    return found


def _keywords(call: ast.Call) -> frozenset[str]:
    return frozenset(k.arg for k in call.keywords if k.arg is not None)


def _new(
    passing: _Passing, taken: tuple[Taken, ...], own: set[str]
) -> tuple[list[Taken], list[Taken]]:
    """The parameters that take the place of `*args`, and those of `**kwargs`.

    Args:
      own: those that the function has.
    """
    used = passing.keywords | own
    rest = list(taken[passing.before :])
    positional: list[Taken] = []
    if passing.args:
        for parameter in rest:
            if parameter.keyword or parameter.name in used:
                break
            positional.append(parameter)
    keyword = [p for p in rest[len(positional) :] if p.name not in used]
    return positional, keyword if passing.kwargs else []


def _asked_for(
    taken: tuple[Taken, ...], given: Given, passing: _Passing
) -> tuple[Taken, ...] | None:
    """What callers give of many parameters, by position up to the last one that somebody gives so."""
    own = taken[: passing.before]
    rest = list(taken[passing.before :])
    if given.positions > len(rest):
        return None
    by_position = rest[: given.positions]
    if any(p.name in passing.keywords for p in by_position):
        return None
    known = {p.name for p in rest} - passing.keywords
    if not given.names <= known:
        return None
    found = [
        *by_position,
        *(Taken(p.name, p.default, True) for p in rest[given.positions :] if p.name in given.names),
    ]
    names = [p.name for p in by_position]
    wanted = []
    for parameter in found:
        always = given.always(parameter.name, names)
        if always:
            wanted.append(Taken(parameter.name, None, parameter.keyword))
        elif parameter.default is None:
            return None
        else:
            wanted.append(parameter)
    return (*own, *wanted)


def _free(source: LiftSource, node: FunctionNode, names: list[str]) -> bool:
    """Whether the names mean nothing else in the function."""
    args = node.args
    known = {a.arg for a in walk(args) if isinstance(a, ast.arg)}
    known |= stores(ast.Module([*node.body], [])) | loads(ast.Module([*node.body], []))
    return not known & set(names) and len(set(names)) == len(names)


def _signature(
    source: LiftSource, node: FunctionNode, positional: list[Taken], keyword: list[Taken]
) -> Edit | None:
    args, positions = node.args, source.positions
    first = args.vararg or (args.kwonlyargs[0] if args.kwonlyargs else args.kwarg)
    last = args.kwarg or (
        (args.kw_defaults[-1] or args.kwonlyargs[-1]) if args.kwonlyargs else args.vararg
    )
    assert first is not None and last is not None
    start, end = positions.start(first), positions.end(last)
    if args.vararg or not args.kwonlyargs:
        start = source.text.rindex("*", 0, start)
        while source.text[start - 1] == "*":
            start -= 1
    if "#" in source.text[start:end]:
        return None
    shown = [p.text for p in positional]
    own = []
    for argument, default in zip(args.kwonlyargs, args.kw_defaults, strict=True):
        text = source.segment(argument)
        own.append(text if default is None else f"{text}={source.segment(default)}")
    alone = [*own, *(p.text for p in keyword)]
    if alone and (args.vararg or not args.kwonlyargs):
        shown.append("*")
    return Edit(start, end, (", ".join([*shown, *alone]),))


def _call(
    source: LiftSource,
    call: ast.Call,
    passing: _Passing,
    positional: list[Taken],
    keyword: list[Taken],
) -> list[Edit] | None:
    edits = []
    positions = source.positions
    if passing.args:
        starred = call.args[-1]
        plain = all(positions.start(k.value) > positions.start(starred) for k in call.keywords)
        shown = [
            p.name if p.default is None and plain else f"{p.name}={p.name}" for p in positional
        ]
        if not shown:
            return None
        edits.append(Edit(positions.start(starred), positions.end(starred), (", ".join(shown),)))
    if passing.kwargs:
        double = next(k for k in call.keywords if k.arg is None)
        start = source.text.rindex("**", 0, positions.start(double.value))
        shown = [f"{p.name}={p.name}" for p in keyword]
        end = positions.end(double.value)
        if not shown:
            before = source.text[:start].rstrip()
            if not before.endswith(","):
                return None
            start = len(before) - 1
        edits.append(Edit(start, end, (", ".join(shown),)))
    return edits
