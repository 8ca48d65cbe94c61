"""``x.op.name`` in code that runs eagerly: a variable keeps its TF1 name there, but has no op, and a tensor has neither."""

from __future__ import annotations

import ast

from migrate.rewrite.edits import Edit, Quote
from migrate.upgrade.context import Context
from migrate.upgrade.names import Names


def upgrade_op_names(context: Context, names: Names) -> None:
    """Writes ``x.op.name`` as ``compat_scope.op_name(x)``, which is the same but for what has no op: eager variables and tensors."""
    if ".op.name" not in context.text:
        return
    for node in context.symbols.nodes:
        if not (isinstance(node, ast.Attribute) and node.attr == "name"):
            continue
        op = node.value
        if not (isinstance(op, ast.Attribute) and op.attr == "op"):
            continue
        if not isinstance(node.ctx, ast.Load) or context.skipped(node):
            continue
        function = (
            names.member("migrate", "compat_scope", context.symbols.module_scope) + ".op_name"
        )
        positions = context.positions
        quote = Quote(positions.start(op.value), positions.end(op.value))
        edit = Edit(positions.start(node), positions.end(node), (function + "(", quote, ")"))
        context.edit(edit)
