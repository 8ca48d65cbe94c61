"""Attributes that only hold layers or cells which nothing asks the object for: they stay inside the function that makes them.

self.cell = tf.nn.rnn_cell.GRUCell(units)                           cell = tf.nn.rnn_cell.GRUCell(units)
self.outputs, _ = tf.nn.dynamic_rnn(self.cell, x, dtype=x.dtype)    outputs, _ = tf.nn.dynamic_rnn(cell, x, dtype=x.dtype)
"""

from __future__ import annotations

import ast
from collections.abc import Mapping

from migrate.lift.source.source import LiftSource
from migrate.model.tree import TreeGraph
from migrate.nodes import walk


def inner_objects(
    source: LiftSource,
    graph: TreeGraph,
    sources: Mapping[str, LiftSource],
    statements: list[ast.stmt],
    me: str,
) -> set[str]:
    """The attributes that some statements set to such objects, and that are named nowhere else in the tree."""
    found: dict[str, bool] = {}
    inside = {id(n) for s in statements for n in walk(s)}
    for statement in (n for s in statements for n in walk(s) if isinstance(n, ast.stmt)):
        if not isinstance(statement, ast.Assign):
            continue
        rule = None
        if isinstance(statement.value, ast.Call):
            rule = graph.rules.get(source.called(statement.value))
        plain = rule is not None and rule.kind in ("class", "cell")
        for target in (t for top in statement.targets for t in walk(top)):
            if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name):
                if target.value.id == me and isinstance(target.ctx, ast.Store):
                    found[target.attr] = found.get(target.attr, True) and plain
    wanted = {name for name, plain in found.items() if plain}
    if not wanted:
        return wanted
    for other in sources.values():
        wanted -= set(other.looked_up)
        for node in walk(other.tree):
            if isinstance(node, ast.Attribute) and node.attr in wanted and id(node) not in inside:
                wanted.discard(node.attr)
    return wanted
