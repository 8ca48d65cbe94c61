"""Keras layers that TF1 code made where it called them: their variables are in no variable scope, and would be in no layer."""

from __future__ import annotations

import ast

from migrate.lift.binding.times import TreeTimes
from migrate.lift.plans import Refused
from migrate.lift.source.source import LiftSource
from migrate.model.tree import Key

_ROOTS = ("tf.keras.", "tf.contrib.keras.")
# What has no variables.
_PLAIN: tuple[str, ...] = (
    *("Activation", "Flatten", "Reshape", "Permute", "RepeatVector", "ReLU", "LeakyReLU", "ELU"),
    *("Softmax", "ThresholdedReLU", "Add", "Subtract", "Multiply", "Average", "Maximum"),
    *("Minimum", "Concatenate", "Dot", "Masking", "InputSpec"),
)
_PLAIN_STARTS = (
    "MaxPool",
    "AveragePool",
    "AvgPool",
    "GlobalMax",
    "GlobalAv",
    "ZeroPad",
    "Crop",
    "UpSampl",
)


def check(source: LiftSource, tree: TreeTimes, body: list[ast.stmt]) -> None:
    """Refuses a body that makes Keras layers or models, or calls a function of the tree that does.

    Raises:
      Refused: it does.
    """
    seen: set[Key] = set()
    for call, name in _made(source, tree, body, seen):
        text = f"`{name}` is made in each call, and its variables are in no variable scope"
        raise Refused("TF316", text, call.lineno)


def _made(
    source: LiftSource, tree: TreeTimes, body: list[ast.stmt], seen: set[Key]
) -> list[tuple[ast.Call, str]]:
    found: list[tuple[ast.Call, str]] = []
    for statement in body:
        for call in ast.walk(statement):
            if not isinstance(call, ast.Call):
                continue
            name = _layer(source, call)
            if name:
                return [(call, name)]
            callee = tree.callee(source, call)
            function = None if callee is None else tree.function(callee)
            if callee is None or function is None or callee in seen:
                continue
            seen.add(callee)
            if callee in tree.graph.creating:
                continue  # looked at for itself
            inner = _made(tree.sources[callee[0]], tree, list(function.body), seen)
            if inner:
                return [(call, inner[0][1])]
    return found


def _layer(source: LiftSource, call: ast.Call) -> str:
    """The Keras layer or model that a call constructs, "" for none."""
    symbol = source.called(call)
    if not symbol.startswith(_ROOTS):
        symbol = source.symbols.outside(call.func)
        if symbol.partition(".")[0] != "keras":
            return ""
    parts = symbol.split(".")
    last = parts[-1]
    if not last[:1].isupper() or last in _PLAIN or last.startswith(_PLAIN_STARTS):
        return ""
    where = parts[-2]
    kept = where in ("layers", "models", "keras", "applications") or "layers" in parts
    return symbol if kept else ""
