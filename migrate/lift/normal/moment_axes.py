"""The shape of the moments of a tensor, from the axes that they are over."""

from __future__ import annotations

import ast

from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.model.graph import Expr
from migrate.model.tree import TreeGraph
from migrate.nodes import walk


def shape_of_moments(
    source: LiftSource, node: FunctionNode, tensor: str, axes: ast.expr, graph: TreeGraph
) -> str | None:
    """The source of the shape of ``tf.nn.moments(tensor, axes)``; None where it cannot be told.

    Axes are all but the last one, or the first ones, also as a parameter that each call gives so.
    """
    dimensions = f"{tensor}.get_shape().as_list()"
    if isinstance(axes, ast.Name):
        made = [
            n.value
            for n in own_nodes(node.body)
            if isinstance(n, ast.Assign) and [ast.unparse(t) for t in n.targets] == [axes.id]
        ]
        stored = [n for n in walk(node) if isinstance(n, ast.Name) and n.id == axes.id]
        changed = sum(isinstance(n.ctx, ast.Store) for n in stored)
        if changed == 0 and _always_first(source, node, axes.id, graph):
            return f"{dimensions}[len({axes.id}):]"
        if changed != 1 or len(made) != 1:
            return None
        axes = made[0]
    count = _first(axes)
    if count:
        return f"{dimensions}[{count}:]"
    return f"{dimensions}[-1:]" if ast.unparse(axes) in _all_but_last(tensor) else None


def _first(node: ast.AST) -> int:
    """How many axes a list of the first ones has; 0 when it is something else."""
    elements = node.elts if isinstance(node, (ast.List, ast.Tuple)) else [node]
    values = [e.value if isinstance(e, ast.Constant) else None for e in elements]
    return len(values) if values == list(range(len(values))) and False not in values[1:] else 0


def _all_but_last(tensor: str) -> set[str]:
    sizes = (f"{tensor}.get_shape()", f"{tensor}.shape", f"{tensor}.get_shape().as_list()")
    ranks = [f"len({size})" for size in sizes] + [f"{size}.ndims" for size in sizes[:2]]
    return {
        f"{form}range({rank} - 1){end}"
        for rank in ranks
        for form, end in (("list(", ")"), ("", ""))
    }


def _always_first(source: LiftSource, node: FunctionNode, name: str, graph: TreeGraph) -> bool:
    """Whether every call of a function gives a parameter the first axes, as a list."""
    keys = [k for k in graph.functions if k[0] == source.module and k[1] == node.name]
    arguments = [*node.args.args, *node.args.kwonlyargs]
    if len(keys) != 1 or name not in [a.arg for a in arguments]:
        return False
    callee = graph.functions[keys[0]]
    defaults = {p.name: p.default for p in callee.params}
    given: list[Expr | None] = []
    for caller in graph.callers.get(keys[0], ()):
        for call, target in graph.callees(caller):
            if target == keys[0]:
                given.append(graph.bind(call, callee).get(name) or defaults.get(name))
    return bool(given) and all(one is not None and _is_first_list(one.text) for one in given)


def _is_first_list(text: str) -> bool:
    try:
        node = ast.parse(text, mode="eval").body
    except SyntaxError:
        return False
    return isinstance(node, (ast.List, ast.Tuple)) and _first(node) > 0
