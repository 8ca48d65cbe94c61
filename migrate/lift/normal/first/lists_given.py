"""Tensors that a function takes one by one are given as a list.

def merge(*xs, scope="merge"):          def merge(xs, scope="merge"):
    return project(tf.concat(xs, -1))       return project(tf.concat(xs, -1))

merge(a, b)                             merge([a, b])
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping

from migrate.lift.normal.first.repeats import Repeats
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import walk
from migrate.rewrite.edits import Edit

# For these a list is as good as a tuple.
_BUILTINS = frozenset({"len", "enumerate", "zip", "list", "tuple", "reversed", "sorted", "sum"})
_OPERATIONS = frozenset({"tf.concat", "tf.stack", "tf.add_n"})


def lists_given(
    sources: Mapping[str, LiftSource], graph: TreeGraph, elsewhere: Collection[Key]
) -> list[Repeats]:
    """The functions of a tree that take tensors so, and their callers.

    Args:
      elsewhere: the functions that other modules use.
    """
    found = []
    for key in sorted(graph.creating):
        source = sources.get(key[0])
        node = source.functions.get(key[1]) if source is not None else None
        if source is None or node is None or key in elsewhere or node not in source.tree.body:
            continue
        if node.args.vararg is None or node.args.kwarg is not None or node.decorator_list:
            continue
        if source.definitions[key[1]] > 1 or source.skips.file:
            continue
        if source.skips.covers(node.lineno) or not _is_list(source, node):
            continue
        calls = _calls(sources, graph, key, node)
        edits = _signature(source, node) if calls else []
        if calls and edits:
            changed = {key[0]: edits}
            for other, more in calls:
                changed.setdefault(other.module, []).extend(more)
            found.append(Repeats(frozenset([key]), {m: tuple(e) for m, e in changed.items()}))
    return found


def _is_list(source: LiftSource, node: FunctionNode) -> bool:
    """Whether every use of the parameter reads it as a list could be read."""
    assert node.args.vararg is not None
    name = node.args.vararg.arg
    above = {id(c): n for n in walk(node) for c in ast.iter_child_nodes(n)}
    for use in walk(node):
        if not isinstance(use, ast.Name) or use.id != name:
            continue
        parent = above[id(use)]
        if not isinstance(use.ctx, ast.Load):
            return False
        loop = isinstance(parent, (ast.For, ast.comprehension)) and parent.iter is use
        item = isinstance(parent, ast.Subscript) and parent.value is use
        item = item and isinstance(parent.ctx, ast.Load)  # type: ignore[attr-defined]
        item = item and not isinstance(parent.slice, ast.Slice)  # type: ignore[attr-defined]
        called = isinstance(parent, ast.Call) and use in parent.args
        if called:
            func = parent.func  # type: ignore[attr-defined]
            plain = isinstance(func, ast.Name) and func.id in _BUILTINS
            called = source.called(parent) in _OPERATIONS or (
                plain and func.id not in source.symbols.module_scope.names
            )
        if not (loop or item or called or isinstance(parent, ast.Starred)):
            return False
    return True


def _calls(
    sources: Mapping[str, LiftSource], graph: TreeGraph, key: Key, node: FunctionNode
) -> list[tuple[LiftSource, list[Edit]]] | None:
    """The edits of the calls; None where some may not be seen."""
    before = len(node.args.posonlyargs) + len(node.args.args)
    found = []
    for source in sources.values():
        if key[1] in source.looked_up:
            return None
        called = {id(c.node.func): c.node for c in source.targeted_calls}
        used = [n for t, nodes in source.targeted.items() if graph.resolve(t) == key for n in nodes]
        for use in used:
            call = called.get(id(use))
            given = call.args[before:] if call is not None else []
            if not given or any(isinstance(a, ast.Starred) for a in call.args[:before]):  # type: ignore[union-attr]
                return None
            start, end = source.positions.start(given[0]), source.positions.end(given[-1])
            found.append((source, [Edit(start, start, ("[",)), Edit(end, end, ("]",))]))
    return found


def _signature(source: LiftSource, node: FunctionNode) -> list[Edit]:
    args = node.args
    assert args.vararg is not None
    if args.defaults:
        return []  # what has one stands before
    start = source.positions.start(args.vararg)
    star = source.text.rindex("*", 0, start)
    if source.text[star + 1 : start].strip():
        return []
    edits = [Edit(star, start, ("",))]
    defaults = [d is not None for d in args.kw_defaults]
    if defaults != sorted(defaults):
        end = source.positions.end(args.vararg)
        edits.append(Edit(end, end, (", *",)))
    return edits
