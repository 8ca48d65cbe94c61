"""tf.keras: Keras 2 in TF 1.15, Keras 3 now."""

from __future__ import annotations

import ast
import re

from migrate.upgrade.context import Context
from migrate.upgrade.fetches import dotted

# What makes variables, by the start of the symbol.
_MAKERS = (
    "tf.keras.layers.",
    "tf.keras.applications.",
    "tf.keras.models.",
    "tf.keras.Model",
    "tf.keras.Sequential",
)
_OPTIMIZER = re.compile(r"tf\.(?:train|contrib\.opt)\.\w*Optimizer")


def report_keras(context: Context) -> None:
    """Says once per graph program, where Keras first makes variables, that their names are other ones now."""
    for reference in context.symbols.references:
        symbol = reference.path.symbol
        if symbol.startswith(_MAKERS) and not context.skipped(reference.node):
            message = f"{symbol} is Keras 3's now: its variables have other names in checkpoints"
            context.report(reference.node, "TF106", message)
            return


def report_optimizers(context: Context) -> None:
    """Reports each optimizer of ``tf.train`` that is given to ``compile``, which Keras 3 refuses."""
    if "compile" not in context.text or "Optimizer" not in context.text:
        return
    made = {
        dotted(target): symbol
        for node in context.symbols.nodes
        if isinstance(node, ast.Assign) and (symbol := _optimizer(context, node.value))
        for target in node.targets
    }
    for node in context.symbols.nodes:
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        if node.func.attr != "compile" or context.skipped(node):
            continue
        given = [k.value for k in node.keywords if k.arg == "optimizer"] or node.args[:1]
        for value in given:
            symbol = _optimizer(context, value) or made.get(dotted(value), "")
            if symbol:
                context.report(value, "TF113", f"Keras 3 does not take {symbol}")


def _optimizer(context: Context, node: ast.expr) -> str:
    """The optimizer class of TensorFlow 1 that ``node`` makes an instance of; "" for anything else."""
    symbol = context.symbols.symbol(node.func) if isinstance(node, ast.Call) else None
    return symbol if symbol and _OPTIMIZER.fullmatch(symbol) else ""
