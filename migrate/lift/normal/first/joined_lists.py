"""A function that joins the tensors it is given in a list takes the one that they make.

def linear(args, units):                              def linear(args, units):
    if not isinstance(args, (list, tuple)):
        args = [args]
    total = 0
    for arg in args:
        total += arg.get_shape().as_list()[1]             total = args.get_shape().as_list()[1]
    w = tf.get_variable("w", [total, units])              w = tf.get_variable("w", [total, units])
    if len(args) == 1:
        return tf.matmul(args[0], w)
    else:
        return tf.matmul(tf.concat(args, 1), w)           return tf.matmul(args, w)

linear([x, h], 3) + linear(y, 3)                      linear(tf.concat([x, h], 1), 3) + linear(y, 3)

(`_linear` of TF 1's own rnn_cell_impl.py is written so.) The widths are those along the axis of `tf.concat`, so their sum is
the width of what it makes, and of one tensor that is itself. Every caller writes a list out, or gives what is certainly a tensor.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Mapping

from migrate.lift.normal.first.list_joins import Joins, joins_of
from migrate.lift.normal.first.only_tensors import OnlyTensors
from migrate.lift.normal.first.repeats import Repeats
from migrate.lift.source.bodies import bind
from migrate.lift.source.call_places import calls_in
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.lift.text.own_classes import tensorflow_name
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import walk
from migrate.rewrite.edits import Edit


def joined_lists(
    sources: Mapping[str, LiftSource],
    graph: TreeGraph,
    elsewhere: Collection[Key],
    mentioned: Callable[[str], bool],
) -> list[Repeats]:
    """The functions of a tree that join lists so, and their callers.

    Args:
      elsewhere: the functions that other modules use.
      mentioned: whether a module that is none of these has a name in its text.
    """
    found = []
    for key in sorted(graph.creating):
        source = sources.get(key[0])
        node = source.functions.get(key[1]) if source is not None else None
        if source is None or node is None or key in elsewhere or node not in source.tree.body:
            continue
        if source.definitions[key[1]] > 1 or source.skips.file or node.decorator_list:
            continue
        if source.skips.covers(node.lineno):
            continue
        joins = joins_of(source, node)
        if joins is None:
            continue
        asked = OnlyTensors(sources, graph, elsewhere, mentioned)
        edits = _of_callers(sources, graph, asked, key, node, joins)
        if edits:
            edits.setdefault(key[0], []).extend(joins.edits)
            found.append(Repeats(frozenset([key]), {m: tuple(e) for m, e in edits.items()}))
    return found


def _of_callers(
    sources: Mapping[str, LiftSource],
    graph: TreeGraph,
    asked: OnlyTensors,
    key: Key,
    node: FunctionNode,
    joins: Joins,
) -> dict[str, list[Edit]] | None:
    """The edits of the calls by module; None where some may not be seen, or what they give is not known."""
    inside = {id(part) for part in walk(node)}
    edits: dict[str, list[Edit]] = {}
    for module, source in sources.items():
        if key[1] in source.looked_up:
            return None
        calls = calls_in(source)
        used = [n for t, nodes in source.targeted.items() if graph.resolve(t) == key for n in nodes]
        for use in used:
            call, place = calls.get(id(use), (None, None))
            if call is None or place is None or id(use) in inside:
                return None
            if any(isinstance(a, ast.Starred) for a in call.args) or source.skips.covers(
                use.lineno
            ):
                return None
            value = bind(call, node, key).get(joins.name)
            if value is None or any(k.arg is None for k in call.keywords):
                return None
            if isinstance(value, joins.lists):
                found = _joined(source, value, joins.axis)
                if found is None:
                    return None
                edits.setdefault(module, []).extend(found)
            elif not joins.takes_tensors or not asked.is_tensor((module, place), value):
                return None
            else:
                edits.setdefault(module, [])
    return edits


def _joined(source: LiftSource, value: ast.List | ast.Tuple, axis: int) -> list[Edit] | None:
    """The edits that make one tensor of a list that is written out."""
    if not value.elts or any(isinstance(e, ast.Starred) for e in value.elts):
        return None
    start, end = source.positions.start(value), source.positions.end(value)
    first, last = (
        source.positions.start(value.elts[0]),
        source.positions.end(value.elts[-1]),
    )
    if len(value.elts) == 1:
        before, after = source.text[start:first], source.text[last:end]
        if before.strip("([ \n") or after.strip(")], \n"):
            return None  # a comment
        text = source.segment(value.elts[0])
        shown = text if isinstance(value.elts[0], _PLAIN) else f"({text})"
        return [Edit(start, end, (shown,))]
    root = tensorflow_name(source)
    if not root or _is_bound(source, root):
        return None
    return [
        Edit(start, start, (f"{root}.concat(",)),
        Edit(end, end, (f", {axis})",)),
    ]


_PLAIN = (ast.Name, ast.Attribute, ast.Call, ast.Subscript)


def _is_bound(source: LiftSource, name: str) -> bool:
    """Whether something in a module may have the name of TensorFlow there."""
    for node in walk(source.tree):
        if isinstance(node, ast.arg) and node.arg == name:
            return True
        if isinstance(node, ast.Name) and node.id == name and not isinstance(node.ctx, ast.Load):
            return True
    return False
