"""What a scope is told that says nothing about its variables' names and values: these statements go.

with tf.variable_scope(outer) as inner:          with tf.variable_scope(outer) as inner:
    inner.set_partitioner(None)                      b = tf.get_variable("b", [units])
    b = tf.get_variable("b", [units])

That is where nothing in the tree hands a partitioner down; a caching device only says where variables are read
(TF 1.15, rnn_cell_impl.py and rnn.py, which projects have copies of).
"""

from __future__ import annotations

import ast
from collections.abc import Mapping

from migrate.lift.checks.own_scopes import scope_of_setter
from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.model.tree import TreeGraph
from migrate.rewrite.edits import Edit


def handed_partitioners(sources: Mapping[str, LiftSource], graph: TreeGraph) -> bool:
    """Whether a scope of the tree may hand a partitioner down."""
    given = (
        value.text
        for function in graph.functions.values()
        for entry in function.entries
        for name, value in entry.keywords
        if name == "partitioner"
    )
    return any(text != "None" for text in given) or any(
        not _is_none(call)
        for source in sources.values()
        if "set_partitioner" in source.text
        for call in source.symbols.nodes
        if isinstance(call, ast.Call) and _setter(call) == "set_partitioner"
    )


def without_idle_settings(source: LiftSource, node: FunctionNode, partitioned: bool) -> list[Edit]:
    """The edit that takes one such statement out of a function; empty when there is none."""
    for block in own_nodes(node.body):
        body = block.body if isinstance(block, ast.With) else []
        for statement in body if len(body) > 1 else []:
            call = _only_setter(statement)
            if call is None or scope_of_setter(source, call) is None:
                continue
            idle = _setter(call) == "set_caching_device" and _is_plain(call)
            idle = idle or (
                _setter(call) == "set_partitioner" and _is_none(call) and not partitioned
            )
            if idle:
                positions = source.positions
                start = positions.line_start(statement.lineno)
                end = positions.line_start((statement.end_lineno or statement.lineno) + 1)
                return [Edit(start, end, ("",))]
    return []


def _only_setter(statement: ast.stmt) -> ast.Call | None:
    """The call that a statement is; also under ``if scope.caching_device is None``."""
    if isinstance(statement, ast.If) and not statement.orelse and len(statement.body) == 1:
        call = _only_setter(statement.body[0])
        func = call.func if call is not None else None
        asked = (
            f"{ast.unparse(func.value)}.caching_device is None"
            if isinstance(func, ast.Attribute)
            else ""
        )
        return call if ast.unparse(statement.test) == asked else None
    value = statement.value if isinstance(statement, ast.Expr) else None
    return value if isinstance(value, ast.Call) else None


def _setter(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def _is_none(call: ast.Call) -> bool:
    return [ast.unparse(a) for a in (*call.args, *(k.value for k in call.keywords))] == ["None"]


def _is_plain(call: ast.Call) -> bool:
    """Whether giving it does nothing else."""
    given = [*call.args, *(k.value for k in call.keywords)]
    return all(isinstance(a, ast.Constant | ast.Lambda | ast.Name) for a in given)
