"""Names of a module for what its program feeds: `S = tf.placeholder(...)` at the top level, which a layer takes as an input."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from migrate.lift.source.source import LiftSource
from migrate.nodes import walk

FED = frozenset({"tf.placeholder", "tf.placeholder_with_default", "tf.sparse_placeholder"})


def fed_names(source: LiftSource) -> dict[str, int]:
    """Those that are given once, with their lines."""
    if "fed names" not in source.memo:
        source.memo["fed names"] = _found(source)
    found: dict[str, int] = source.memo["fed names"]
    return found


def _found(source: LiftSource) -> dict[str, int]:
    if "placeholder" not in source.text:
        return {}
    nodes = (n for n in walk(source.tree) if isinstance(n, ast.Global))
    changed = {name for node in nodes for name in node.names}
    return {
        target.id: node.lineno
        for node in _assignments(source.tree.body)
        for target in node.targets
        if isinstance(target, ast.Name) and target.id not in changed
        if isinstance(node.value, ast.Call) and source.called(node.value) in FED
        if len(source.symbols.module_scope.names.get(target.id, ())) == 1
    }


def _assignments(body: list[ast.stmt]) -> Iterator[ast.Assign]:
    for node in body:
        if isinstance(node, ast.Assign):
            yield node
        elif isinstance(node, (ast.With, ast.If)):
            yield from _assignments(node.body)
