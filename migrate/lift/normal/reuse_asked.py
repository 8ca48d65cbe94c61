"""What asks whether the scope around shares variables, in a tree where none does: it is what is so then.

if wd and not tf.get_variable_scope().reuse:                if wd:
    tf.add_to_collection("losses", wd * tf.nn.l2_loss(w))       tf.add_to_collection("losses", wd * tf.nn.l2_loss(w))

if not tf.get_variable_scope().reuse:
    tf.add_to_collection("losses", tf.nn.l2_loss(w))        tf.add_to_collection("losses", tf.nn.l2_loss(w))
"""

from __future__ import annotations

import ast
from collections.abc import Mapping

from migrate.lift.source.bodies import blocks
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.nodes import walk
from migrate.rewrite.edits import Edit

_SETS = frozenset({"reuse_variables", "AUTO_REUSE", "_reuse", "make_template", "VariableScope"})
_BEFORE_REUSE = 4  # so many arguments without a keyword leave `reuse` of a scope alone


def shares_variables(sources: Mapping[str, LiftSource]) -> bool:
    """Whether anything in a tree may make a scope share variables."""
    return any(_shares(source) for source in sources.values() if "use" in source.text)


def _shares(source: LiftSource) -> bool:
    for node in source.symbols.nodes:
        if isinstance(node, ast.keyword) and node.arg in ("reuse", "_reuse"):
            if not isinstance(node.value, ast.Constant) or node.value.value:
                return True
        elif isinstance(node, (ast.Name, ast.arg, ast.alias, ast.Attribute)):
            name = getattr(node, "id", getattr(node, "arg", getattr(node, "attr", "")))
            name = getattr(node, "name", name)
            read = isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load)
            if name in _SETS or (name == "reuse" and not read):
                return True
        elif isinstance(node, ast.Constant) and node.value in ("reuse", *_SETS):
            return True  # of a dict of keywords, or for `getattr`
        elif isinstance(node, ast.Call) and len(node.args) > _BEFORE_REUSE:
            if source.called(node).endswith("variable_scope"):
                return True
        if isinstance(node, ast.Call) and source.called(node).endswith("variable_scope"):
            if any(isinstance(a, ast.Starred) for a in node.args):
                return True
            if any(k.arg is None for k in node.keywords):
                return True
    return False


def answers_known(source: LiftSource, node: FunctionNode, shared: bool) -> list[Edit]:
    """The edit that takes one such question out of a function; empty when there is none.

    Args:
      shared: something in the tree may share variables.
    """
    if shared or ".reuse" not in source.text:
        return []
    for block in blocks(node):
        for statement in block:
            if not isinstance(statement, ast.If) or statement.orelse:
                continue
            if _is_told(source, statement.test):
                return _only_body(source, statement)
            kept = _others(source, statement.test)
            if kept is not None:
                start, end = (
                    f(statement.test) for f in (source.positions.start, source.positions.end)
                )
                return [Edit(start, end, (kept,))]
    return []


def _is_told(source: LiftSource, node: ast.expr) -> bool:
    """``not tf.get_variable_scope().reuse``."""
    if not isinstance(node, ast.UnaryOp) or not isinstance(node.op, ast.Not):
        return False
    asked = node.operand
    if not isinstance(asked, ast.Attribute) or asked.attr != "reuse":
        return False
    return source.called(asked.value) == "tf.get_variable_scope"


def _others(source: LiftSource, test: ast.expr) -> str | None:
    """What else such a test asks; None when it does not ask for that."""
    if not isinstance(test, ast.BoolOp) or not isinstance(test.op, ast.And):
        return None
    kept = [v for v in test.values if not _is_told(source, v)]
    if not kept or len(kept) == len(test.values):
        return None
    if len(kept) == 1:
        return ast.unparse(kept[0])
    return ast.unparse(ast.BoolOp(ast.And(), kept))


def _only_body(source: LiftSource, node: ast.If) -> list[Edit]:
    """The statements that it decides about, in its place; none where a text of several lines is among them."""
    texts = (n for n in walk(node) if isinstance(n, (ast.Constant, ast.JoinedStr)))
    if any(n.lineno != n.end_lineno for n in texts):
        return []
    positions = source.positions
    if node.body[0].lineno == node.lineno:
        return []
    pad, inner = positions.indent(node), positions.indent(node.body[0])
    start = positions.line_start(node.lineno)
    first = positions.line_start(
        node.lineno + (node.test.end_lineno or node.lineno) - node.test.lineno + 1
    )
    end = positions.end(node)
    lines = source.text[first:end].split("\n")
    if any(line.strip() and not line.startswith(inner) for line in lines):
        return []
    text = "\n".join(pad + line[len(inner) :] if line.strip() else line for line in lines)
    return [Edit(start, end, (text,))]
