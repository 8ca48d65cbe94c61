"""tf.keras: Keras 2 in TF 1.15, Keras 3 now."""

from __future__ import annotations

import ast
import re

from migrate.nodes import walk
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
_LAYER = re.compile(r"tf\.layers\.[A-Z]\w*")
_OPTIMIZER = re.compile(r"tf\.(?:train|contrib\.opt)\.\w*Optimizer")


def report_keras(context: Context) -> None:
    """Says once per graph program, where Keras first makes variables, that their names are other ones now."""
    for reference in context.symbols.references:
        symbol = reference.path.symbol
        if symbol.startswith(_MAKERS) and not context.skipped(reference.node):
            message = f"{symbol} is Keras 3's now: its variables have other names in checkpoints"
            context.report(reference.node, "TF106", message)
            return


def report_untracked(context: Context) -> None:
    """Reports TF1's layers that are attributes of a Keras model or layer, which does not know their variables any more."""
    if "keras" not in context.text or "layers" not in context.text:
        return
    for owner in context.symbols.nodes:
        if not isinstance(owner, ast.ClassDef) or context.is_native(owner):
            continue
        if not any((context.symbols.symbol(b) or "").startswith(_MAKERS) for b in owner.bases):
            continue
        for node in walk(owner):
            if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.Call):
                continue
            symbol = context.symbols.symbol(node.value.func) or ""
            held = any(dotted(t).startswith("self.") for t in node.targets)
            if held and _LAYER.fullmatch(symbol) and not context.skipped(node):
                message = f"{symbol} belongs to no Keras 3 model: {owner.name} does not have its variables"
                advice = f"Use keras.layers.{symbol.rpartition('.')[2]}, with the arguments named."
                context.report(node.value, "TF106", message, advice)


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
