"""A dict of settings that objects keep, and only hand to normalizers, is written out where it is handed.

self.bn = {"decay": 0.99}                          (in the constructor)

with slim.arg_scope([slim.conv2d], normalizer_params=self.bn):
with slim.arg_scope([slim.conv2d], normalizer_params={"decay": 0.99}):
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from migrate.lift.arg_scopes.reading import is_dict
from migrate.lift.arg_scopes.values import References, Unknown
from migrate.lift.normal.first.repeats import Repeats
from migrate.lift.source.bodies import local_names
from migrate.lift.source.source import LiftSource
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import walk
from migrate.rewrite.edits import Edit

_HANDED = "normalizer_params"


def kept_dicts(sources: Mapping[str, LiftSource], graph: TreeGraph) -> list[Repeats]:
    """The methods of a tree that hand such dicts to normalizers."""
    found: list[Repeats] = []
    for source in sources.values():
        if _HANDED not in source.text:
            continue
        for qualname, node in source.functions.items():
            key = source.module, qualname
            if key not in graph.creating or graph.functions[key].kind != "method":
                continue
            if source.skips.file or source.skips.within(node):
                continue
            edits = tuple(_edits(sources, graph, source, key))
            if edits:
                found.append(Repeats(frozenset({key}), {source.module: edits}))
    return found


def _edits(
    sources: Mapping[str, LiftSource], graph: TreeGraph, source: LiftSource, key: Key
) -> Iterator[Edit]:
    node = source.functions[key[1]]
    me = node.args.args[0].arg if node.args.args else ""
    for keyword in walk(node):
        if not isinstance(keyword, ast.keyword) or keyword.arg != _HANDED:
            continue
        value = keyword.value
        if not isinstance(value, ast.Attribute) or ast.unparse(value.value) != me:
            continue
        shown = _written(sources, graph, source, key, value.attr)
        if shown is not None:
            start, end = source.positions.start(value), source.positions.end(value)
            yield Edit(start, end, (shown,))


def _written(
    sources: Mapping[str, LiftSource], graph: TreeGraph, source: LiftSource, key: Key, name: str
) -> str | None:
    """The dict that an attribute holds, as a module writes it; None where it may be another one, or be changed."""
    if any(name in s.looked_up for s in sources.values()):
        return None
    stored = [(s, q, v) for s in sources.values() for q, v in s.attribute_values.get(name, ())]
    mentions = [(s, n) for s in sources.values() for n in s.attributes.get(name, ())]
    handed = {
        id(k.value)
        for s in sources.values()
        for n in s.symbols.nodes
        if isinstance(n, ast.Call) and s.called(n).startswith("tf.contrib.")
        for k in n.keywords
        if k.arg == _HANDED
    }
    loads = [n for _, n in mentions if id(n) not in handed]
    if len(stored) != 1 or len(loads) != 1 or not isinstance(loads[0].ctx, ast.Store):
        return None
    home, qualname, value = stored[0]
    owner = key[0], key[1].rpartition(".")[0]
    if graph.method(owner, "__init__") != (home.module, qualname) and not _is_above(
        graph, owner, (home.module, qualname)
    ):
        return None
    if not _is_plain_statement(home, qualname, loads[0]) or not is_dict(home, value):
        return None
    references = References()
    try:
        canonical = references.canonical(home, value)
    except Unknown:
        return None
    if references.local(canonical):
        return None
    spelled = references.spelled(canonical, source, local_names(source.functions[key[1]]))
    return None if spelled is None else ast.unparse(spelled)


def _is_above(graph: TreeGraph, owner: Key, init: Key) -> bool:
    """Whether a constructor is that of a class above another."""
    waiting, seen = [owner], {owner}
    while waiting:
        cls = waiting.pop()
        if (cls[0], f"{cls[1]}.__init__") == init:
            return True
        waiting += [base for base in graph.bases(cls) if base not in seen]
        seen.update(waiting)
    return False


def _is_plain_statement(source: LiftSource, qualname: str, target: ast.Attribute) -> bool:
    """Whether the constructor sets the attribute of its object, in whichever way it goes."""
    node = source.functions[qualname]
    me = node.args.args[0].arg if node.args.args else ""
    return ast.unparse(target.value) == me and any(
        isinstance(s, ast.Assign) and s.targets == [target] for s in node.body
    )
