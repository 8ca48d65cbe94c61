"""Scopes that only name `tf.Variable`s, by the number that TF1 gives their name scope in each call.

def norm(x, scope="ln"):                            x = norm(x)
    with tf.variable_scope(scope):                  x = norm(x, scope="ln_1")
        g = tf.Variable(tf.ones([4]))

x = norm(x)
x = norm(x)  # the variable is `ln_1/Variable`

A `tf.Variable` follows the name scope, which is new in each call (TF 1.15, ops.py: unique_name); the variable scope around
it says nothing, and `reuse` neither. So both programs make the same graph.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache

from migrate.lift.normal.first.repeats import Repeats
from migrate.lift.source.bodies import bind
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.model.graph import FunctionScopes, ScopeEntry
from migrate.model.naming import FunctionNames, function_names
from migrate.model.reach import runs_with
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import walk
from migrate.rewrite.edits import Edit

_VARIABLE, _SCOPE = "tf.Variable", "tf.variable_scope"


def numbered_scopes(
    sources: Mapping[str, LiftSource], graph: TreeGraph, elsewhere: Collection[Key]
) -> list[Repeats]:
    """The functions of such scopes of which calls are given the name that TF1 counts.

    Args:
      elsewhere: the functions that other modules use.
    """
    names = lru_cache(maxsize=None)(lambda key: function_names(graph, key))
    found = []
    for key, function in graph.functions.items():
        if key in elsewhere or not _is_named_by_calls(sources, graph, key, function):
            continue
        node = sources[key[0]].functions[key[1]]
        edits: dict[str, list[Edit]] = {}
        for source, where, call in _calls(sources, graph, key):
            edit = _numbered(source, node, function, key, call, names((source.module, where)))
            if edit is None:
                break
            edits.setdefault(source.module, []).extend(edit)
        else:
            if any(edits.values()):
                ready = {m: tuple(e) for m, e in edits.items() if e}
                found.append(Repeats(frozenset([key]), ready))
    return found


def _is_named_by_calls(
    sources: Mapping[str, LiftSource], graph: TreeGraph, key: Key, function: FunctionScopes
) -> bool:
    """Whether a parameter names the one scope of a function, in which it makes nothing but `tf.Variable`s."""
    made, source = function.creations, sources.get(key[0])
    node = source.functions.get(key[1]) if source is not None else None
    if not made or node is None or len(function.entries) != 1 or function.kind != "function":
        return False
    entry = function.entries[0]
    plain = all(c.symbol == _VARIABLE and c.context.entry == 0 for c in made)
    plain = plain and all(c.name is None or "/" not in c.name.text for c in made)
    others = any(target in graph.creating for _, target in graph.callees(key))
    if not plain or others or function.opaque_calls or function.decorators or function.reuse:
        return False
    name = entry.name.text if entry.name is not None else ""
    if entry.symbol != _SCOPE or entry.default_name is not None or entry.jump or entry.keywords:
        return False
    if name not in [p.name for p in function.params] or not _only_names(node, entry, name):
        return False
    base = next(p.default for p in function.params if p.name == name)
    return base is None or not _is_default(graph, key, base.text)


def _only_names(node: FunctionNode, entry: ScopeEntry, name: str) -> bool:
    """Whether a parameter does nothing but name the scope, and what tells the scope to share is only a parameter, too."""
    told = entry.reuse.text if entry.reuse is not None else ""
    given = {a.arg for a in (*node.args.args, *node.args.kwonlyargs)}
    if told not in ("", "None", "False") and told not in given:
        return False
    alone = {name, told, entry.as_name} & (given | {entry.as_name}) - {""}
    uses = [n.id for n in walk(node) if isinstance(n, ast.Name) and n.id in alone]
    return len(uses) == len(set(uses))


def _is_default(graph: TreeGraph, key: Key, base: str) -> bool:
    """Whether a function that may run in one program with this one has its scopes counted by such a default name."""
    defaults = (
        entry.default_name.text
        for one in runs_with(graph, key)
        for entry in graph.functions[one].entries
        if entry.default_name is not None
    )
    return any(text.strip("\"'") == base.strip("\"'") for text in defaults)


def _calls(
    sources: Mapping[str, LiftSource], graph: TreeGraph, key: Key
) -> Iterator[tuple[LiftSource, str, ast.Call]]:
    for source in sources.values():
        for call in source.targeted_calls:
            if graph.resolve(call.target) == key:
                yield source, call.where, call.node


def _numbered(
    source: LiftSource,
    function: FunctionNode,
    scopes: FunctionScopes,
    key: Key,
    call: ast.Call,
    names: FunctionNames,
) -> list[Edit] | None:
    """The edits that give a call the name that TF1 counts; None where that cannot be told."""
    entry = scopes.entries[0]
    told, parameter = entry.reuse, entry.name.text if entry.name is not None else ""
    default = next(p.default for p in scopes.params if p.name == parameter)
    if source.skips.file or source.skips.covers(call.lineno):
        return None
    if any(isinstance(a, ast.Starred) for a in call.args) or any(
        k.arg is None or (told is not None and k.arg == told.text) for k in call.keywords
    ):
        return None
    given = bind(call, function, key)
    if told is not None and told.text in given:
        return None
    value = given.get(parameter)
    level = _level(key, call, names)
    if level is None:
        return None
    if value is not None:
        if not isinstance(value, ast.Constant) or not isinstance(value.value, str):
            return None
        if value.value == level:
            return []
        positions = source.positions
        return [Edit(positions.start(value), positions.end(value), (f'"{level}"',))]
    if default is not None and default.text.strip("\"'") == level:
        return []
    return _with_keyword(source, call, f'{parameter}="{level}"')


def _level(key: Key, call: ast.Call, names: FunctionNames) -> str | None:
    """What TF1 calls the name scope of a call, as its caller names it; None where that cannot be told."""
    place = (call.lineno, call.col_offset)
    made = [v for v in names.runs if (v.line, v.col) == place and v.owner == key]
    levels = {v.name.split("/")[-2:-1][0] if "/" in v.name else "" for v in made}
    level = levels.pop() if len(levels) == 1 else ""
    return level if names.complete and level.isidentifier() else None


def _with_keyword(source: LiftSource, call: ast.Call, text: str) -> list[Edit] | None:
    """A call with one more argument."""
    positions = source.positions
    if call.keywords:
        at = positions.start(call.keywords[0])
        return [Edit(at, at, (f"{text}, ",))]
    end = positions.end(call) - 1
    if not call.args:
        return [Edit(end, end, (text,))]
    at = positions.end(call.args[-1])
    behind = source.text[at:end]
    if "#" in behind:
        return None
    at += behind.rfind(")") + 1
    return [Edit(at, at, (f", {text}",))]
