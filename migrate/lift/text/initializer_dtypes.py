"""Initializers that the tree defines: TF1 gives them a `tf.DType`, Keras the name of one.

What they ask it (``dtype.as_numpy_dtype``) is asked of ``tf.as_dtype(dtype)``, which takes either.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping

from migrate.lift.binding.times import TreeTimes
from migrate.lift.source.source import FunctionNode, LiftSource, parameters
from migrate.lift.text.own_classes import tensorflow_name
from migrate.model.tree import Key
from migrate.nodes import walk
from migrate.rewrite.edits import Edit, Quote

_SIGNATURE = frozenset({"dtype", "partition_info"})  # TF 1.15, init_ops.py: Initializer.__call__
_MEMBERS = frozenset(["as_numpy_dtype", "base_dtype", "name", "size", "is_floating"])


def initializer_edits(
    tree: TreeTimes, sources: Mapping[str, LiftSource], lifted: Iterable[tuple[str, ast.AST]]
) -> dict[str, list[Edit]]:
    """By module, the edits of the initializers that layers use.

    Args:
      lifted: what became layers, each with its module.
    """
    used: set[Key] = set()
    for module, node in lifted:
        source = sources[module]
        for part in walk(node):
            if isinstance(part, (ast.Name, ast.Attribute)):
                target = source.symbols.target(part)
                if target is not None:
                    used.add(target)
    edits: dict[str, list[Edit]] = {}
    for name, source in sources.items():
        root = tensorflow_name(source)
        for qualname, function in source.functions.items() if root else ():
            if not _is_used(tree, used, (name, qualname)) or not _is_initializer(function):
                continue
            for node in walk(function):
                if not isinstance(node, ast.Attribute) or node.attr not in _MEMBERS:
                    continue
                inner = node.value
                if isinstance(inner, ast.Name) and inner.id == "dtype":
                    if not source.skips.covers(node.lineno):
                        start, end = source.positions.start(inner), source.positions.end(inner)
                        parts = (f"{root}.as_dtype(", Quote(start, end), ")")
                        edits.setdefault(name, []).append(Edit(start, end, parts))
    return edits


def _is_used(tree: TreeTimes, used: set[Key], key: Key) -> bool:
    """Whether layers name a function, the function that makes it, or its class."""
    module, qualname = key
    while qualname:
        if (module, qualname) in used:
            return True
        qualname = qualname.rpartition(".")[0].removesuffix(".<locals>")
    return False


def _is_initializer(function: FunctionNode) -> bool:
    return {a.arg for a, _, _ in parameters(function)} >= _SIGNATURE
