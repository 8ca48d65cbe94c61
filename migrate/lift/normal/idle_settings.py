"""What a scope is told that says nothing about its variables' names and values: these statements go.

with tf.variable_scope(outer) as inner:          with tf.variable_scope(outer) as inner:
    inner.set_partitioner(None)                      b = tf.get_variable("b", [units])
    b = tf.get_variable("b", [units])

That is where nothing in the tree hands a partitioner down; a caching device only says where variables are read
(TF 1.15, rnn_cell_impl.py and rnn.py, which projects have copies of). So does a flag of sharing in the place of the default
name, at which TF1 only looks where a scope has no name: ``tf.variable_scope(scope, reuse)``.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping

from migrate.lift.checks.own_scopes import scope_of_setter
from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.source import FunctionNode, LiftSource, parameters
from migrate.model.tree import TreeGraph
from migrate.nodes import walk
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
    """The edit that takes one such statement, or such a flag, out of a function; empty when there is none."""
    flag = _misplaced_flag(source, node)
    if flag is not None:
        return [flag]
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


def _misplaced_flag(source: LiftSource, node: FunctionNode) -> Edit | None:
    """The edit that takes a flag of sharing out of the place of a default name.

    The scope has a name unless a caller says that it has none, and the flag is none: the function gives it to others as theirs.
    """
    defaults = {a.arg: d.value for a, d, _ in parameters(node) if isinstance(d, ast.Constant)}
    stored = {
        n.id for n in walk(node) if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)
    }
    for call in (n for n in own_nodes(node.body) if isinstance(n, ast.Call)):
        if source.called(call) != "tf.variable_scope" or len(call.args) != 2:
            continue
        name, flag = call.args
        if not isinstance(name, ast.Name) or not isinstance(flag, ast.Name):
            continue
        if {name.id, flag.id} & stored or any(k.arg == "default_name" for k in call.keywords):
            continue
        named = isinstance(defaults.get(name.id), str) and defaults[name.id]
        is_flag = flag.id in defaults and defaults[flag.id] in (None, True, False)
        if named and is_flag and _is_given_as_flag(node, flag.id):
            end = source.positions.end
            return Edit(end(name), end(flag), ("",))
    return None


def _is_given_as_flag(node: FunctionNode, name: str) -> bool:
    keywords = (k for n in own_nodes(node.body) if isinstance(n, ast.Call) for k in n.keywords)
    return any(
        k.arg == "reuse" and isinstance(k.value, ast.Name) and k.value.id == name for k in keywords
    )
