"""Variables of slim are TensorFlow's: ``slim.variable`` asks ``tf.get_variable`` with the same arguments.

w = slim.variable("w", shape=[3, 4], regularizer=l2)      w = tf.get_variable("w", shape=[3, 4], regularizer=l2)

(TF 1.15, contrib/framework/python/ops/variables.py: variable.)
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from migrate.lift.normal.first.repeats import Repeats
from migrate.lift.source.settings import is_arg_scope
from migrate.lift.source.source import LiftSource
from migrate.lift.text.own_classes import tensorflow_name
from migrate.model.tree import TreeGraph
from migrate.nodes import walk
from migrate.rewrite.edits import Edit

_VARIABLE = tuple(f"tf.contrib.{m}.variable" for m in ("slim", "framework"))
# The two have these in common, in this order.
_ARGUMENTS = ("name", "shape", "dtype", "initializer", "regularizer", "trainable", "collections")
_NAMED = {*_ARGUMENTS, "partitioner", "custom_getter", "use_resource"}


def slim_variables(sources: Mapping[str, LiftSource], graph: TreeGraph) -> list[Repeats]:
    """The functions of a tree that make variables so, unless scopes give something to these calls."""
    users = [s for s in sources.values() if any(v in s.called_symbols for v in _VARIABLE)]
    if not users or any(_gives_more(source) for source in sources.values()):
        return []
    found = []
    for source in users:
        for qualname, node in source.functions.items():
            key = source.module, qualname
            if key not in graph.creating or source.skips.file or source.skips.within(node):
                continue
            edits = tuple(_edits(source, graph, qualname))
            if edits:
                found.append(Repeats(frozenset({key}), {source.module: edits}))
    return found


def _gives_more(source: LiftSource) -> bool:
    """Whether a scope gives such calls more than a place to run."""
    for node in source.symbols.nodes:
        if not isinstance(node, ast.Call) or not is_arg_scope(source.called(node)):
            continue
        if all(k.arg == "device" for k in node.keywords):
            continue
        listed = node.args[0] if node.args else None
        if not isinstance(listed, (ast.List, ast.Tuple)):
            continue  # a scope that a function made, or a list: that is read where it is written
        if any(source.symbol(e) in _VARIABLE for e in listed.elts):
            return True
    return False


def _edits(source: LiftSource, graph: TreeGraph, qualname: str) -> Iterator[Edit]:
    name = tensorflow_name(source)
    inner = f"{qualname}.<locals>."
    below = {id(n) for q, f in source.functions.items() if q.startswith(inner) for n in walk(f)}
    for node in walk(source.functions[qualname]) if name else ():
        if not isinstance(node, ast.Call) or id(node) in below:
            continue
        if source.called(node) not in _VARIABLE or len(node.args) > len(_ARGUMENTS):
            continue
        starred = any(isinstance(a, ast.Starred) for a in node.args)
        if starred or any(k.arg not in _NAMED for k in node.keywords):
            continue
        start, end = source.positions.start(node.func), source.positions.end(node.func)
        yield Edit(start, end, (f"{name}.get_variable",))
