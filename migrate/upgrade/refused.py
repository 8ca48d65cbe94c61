"""Calls in the manner of TF 0.x that TF 1.15 already refused."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from typing import Any

from migrate.upgrade.context import Context
from migrate.upgrade.references import public_path


def report_refused(context: Context) -> None:
    """Says of each such call what TensorFlow takes since."""
    for reference in context.symbols.references:
        call, path = reference.call, public_path(context.rules, reference.path)
        rule = context.rules.refused.get(path.symbol)
        if rule is None or call is None or path.via == "v2" or context.skipped(call):
            continue
        if not context.is_written(call) and is_refused(call, rule):
            advice = str(rule["advice"])
            message = f"TF 1.15 refuses this call of {path.symbol}"
            message += f": {advice[0].lower()}{advice[1:].rstrip('.')}"
            context.report(reference.node, "TF112", message, advice)


def is_refused(call: ast.Call, rule: Mapping[str, Any]) -> bool:
    """Whether the arguments are for certain none that TF 1.15 takes."""
    if any(keyword.arg in rule.get("keywords", ()) for keyword in call.keywords):
        return True
    kinds = (rule.get("first"), rule.get("second"))
    return any(_is(kind, call.args, i) for i, kind in enumerate(kinds) if kind)


def _is(kind: str, args: Sequence[ast.expr], index: int) -> bool:
    if len(args) <= index or any(isinstance(a, ast.Starred) for a in args[: index + 1]):
        return False
    node = args[index]
    if isinstance(node, ast.UnaryOp):
        node = node.operand
    if kind == "number":
        return isinstance(node, ast.Constant) and type(node.value) is int
    return not (isinstance(node, ast.Constant) and node.value is None)
