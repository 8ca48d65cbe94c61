"""``tensor.name`` in functions that layers call: a tensor has no name where a layer runs eagerly.

TF 2's eager tensors raise AttributeError for it. Helpers mostly put the name into messages, so they get one that says as
much; in graphs and in a `tf.function`, and for variables, it is still the name.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping

from migrate.lift.binding.times import TreeTimes
from migrate.lift.source.bodies import bind, own_nodes
from migrate.lift.source.source import LiftSource
from migrate.model.tree import Key
from migrate.plan.times import Time
from migrate.rewrite.edits import Edit, Quote


def tensor_name_edits(
    tree: TreeTimes, sources: Mapping[str, LiftSource], lifted: Iterable[Key]
) -> dict[str, list[Edit]]:
    """By module, the edits of ``p.name`` for parameters that get tensors, in functions that become no layer.

    Args:
      tree: the binding times.
      sources: the modules by name.
      lifted: the functions that became layers.
    """
    layers = set(lifted)
    edits: dict[str, list[Edit]] = {}
    for key, tensors in sorted(_helpers(tree, layers).items()):
        source, function = sources.get(key[0]), tree.function(key)
        if source is None or function is None:
            continue
        for node in own_nodes(function.body):
            if not isinstance(node, ast.Attribute) or node.attr != "name":
                continue
            if not isinstance(node.value, ast.Name) or node.value.id not in tensors:
                continue
            if isinstance(node.ctx, ast.Load) and not source.skips.covers(node.lineno):
                start, end = source.positions.start(node), source.positions.end(node)
                value = Quote(source.positions.start(node.value), source.positions.end(node.value))
                parts = ("getattr(", value, ', "name", "tensor")')
                edits.setdefault(key[0], []).append(Edit(start, end, parts))
    return edits


def _helpers(tree: TreeTimes, layers: set[Key]) -> dict[Key, frozenset[str]]:
    """The functions that layers call, directly or through others, and which of their parameters get tensors."""
    found: dict[Key, frozenset[str]] = {}
    waiting = sorted(layers)
    while waiting:
        key = waiting.pop()
        given = dict.fromkeys(found.get(key, ()), Time.CALL)
        times = tree.within(key, None if key in layers else {**tree.params[key], **given})
        for call, target in tree.calls(key):
            function = tree.function(target)
            if function is None or target in layers or target in tree.graph.creating:
                continue
            arguments = bind(call, function, target)
            tensors = {name for name, value in arguments.items() if times.of(value) is Time.CALL}
            before = found.get(target)
            if before is None or not tensors <= before:
                found[target] = frozenset(tensors | (before or frozenset()))
                waiting.append(target)
    return found
