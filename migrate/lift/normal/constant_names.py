"""Names of layers and scopes that a variable holds for a while are written out where they are given.

end_point = "Conv2d_1a"                                end_point = "Conv2d_1a"
net = conv(net, 32, scope=end_point)                   net = conv(net, 32, scope="Conv2d_1a")
end_points[end_point] = net                            end_points[end_point] = net
end_point = "Conv2d_2a"                                end_point = "Conv2d_2a"
net = conv(net, 64, scope=end_point)                   net = conv(net, 64, scope="Conv2d_2a")
"""

from __future__ import annotations

import ast

from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.creators import Creators
from migrate.lift.source.source import FunctionNode, LiftSource, stores
from migrate.nodes import walk
from migrate.rewrite.edits import Edit

_SCOPES = ("tf.variable_scope", "tf.name_scope", "tf.variable_op_scope", "tf.op_scope")


def written_names(source: LiftSource, node: FunctionNode, creators: Creators) -> list[Edit]:
    """The edits that write out such names; empty when there are none."""
    parents = {id(c): n for n in walk(node) for c in ast.iter_child_nodes(n)}
    again = _assigned_again(node)
    edits = []
    for call in own_nodes(node.body):
        if not isinstance(call, ast.Call):
            continue
        rule = creators.rules.get(source.called(call))
        layer = rule is not None and rule.kind == "layer"  # pooling, too
        if source.called(call) not in _SCOPES and not layer and not creators.creates(source, call):
            continue
        for given in (*call.args, *(k.value for k in call.keywords)):
            if isinstance(given, ast.Name) and given.id in again:
                held = _held(node, parents, call, given.id)
                if held is not None:
                    shown = source.segment(held)
                    start, end = source.positions.start(given), source.positions.end(given)
                    edits.append(Edit(start, end, (shown,)))
    return edits


def _assigned_again(node: FunctionNode) -> set[str]:
    """The names that a function sets to strings more than once."""
    found: dict[str, int] = {}
    for part in own_nodes(node.body):
        if isinstance(part, ast.Assign) and len(part.targets) == 1 and _text(part.value):
            if isinstance(part.targets[0], ast.Name):
                found[part.targets[0].id] = found.get(part.targets[0].id, 0) + 1
    return {name for name, count in found.items() if count > 1}


def _text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _held(
    function: FunctionNode, parents: dict[int, ast.AST], place: ast.AST, name: str
) -> ast.expr | None:
    """The string that a name holds at a place; None where that is not certain."""
    inner = place
    while inner is not function:
        outer = parents[id(inner)]
        for part in ("body", "orelse", "finalbody"):
            block = getattr(outer, part, None)
            if not isinstance(block, list) or inner not in block:
                continue
            for statement in reversed(block[: block.index(inner)]):
                if isinstance(statement, ast.Assign) and _sets(statement, name):
                    return statement.value if _text(statement.value) else None
                if name in stores(statement):
                    return None
        turns = isinstance(outer, (ast.For, ast.While)) and name in stores(outer)
        if turns or isinstance(outer, (ast.Try, ast.Lambda, ast.ClassDef)):
            return None
        inner = outer
    return None


def _sets(node: ast.Assign, name: str) -> bool:
    target = node.targets[0]
    return len(node.targets) == 1 and isinstance(target, ast.Name) and target.id == name
