"""Functions that do nothing but give a `lambda`: what makes the variables is what that calls.

def mlp(hiddens):
    return lambda *args, **kwargs: _mlp(hiddens, *args, **kwargs)
"""

from __future__ import annotations

import ast

from migrate.lift.binding.times import TreeTimes
from migrate.lift.source.bodies import own_calls, own_nodes
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.model.tree import Key
from migrate.nodes import walk


def called_by_lambda(source: LiftSource, tree: TreeTimes, node: FunctionNode) -> list[Key]:
    """The functions that the `lambda` calls which a function gives; none where anything else may make variables."""
    given = [n.value for n in own_nodes(node.body) if isinstance(n, ast.Return)]
    if not given or not all(isinstance(value, ast.Lambda) for value in given):
        return []
    inside = {id(part) for value in given if value is not None for part in walk(value)}
    found: list[Key] = []
    for call in own_calls(node.body):
        symbol = source.called(call)
        rule = tree.rules.get(symbol) if symbol else None
        if rule is not None and (rule.creates or rule.kind in ("cell", "runner")):
            return []
        callee = tree.callee(source, call) if not symbol else None
        if callee is not None and callee in (tree.graph.creating | tree.objects):
            if id(call) not in inside:
                return []
            found.append(callee)
    return list(dict.fromkeys(found))
