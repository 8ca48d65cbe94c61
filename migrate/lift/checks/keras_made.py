"""Keras layers that TF1 code made where it called them: their variables are in no variable scope, and would be in no layer."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from migrate.lift.binding.times import TreeTimes
from migrate.lift.plans import Refused
from migrate.lift.source.bodies import own_calls
from migrate.lift.source.source import LiftSource

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
    for call, name in _made(source, tree, body):
        text = f"`{name}` is made in each call, and its variables are in no variable scope"
        raise Refused("TF316", text, call.lineno)


def _made(
    source: LiftSource, tree: TreeTimes, body: list[ast.stmt]
) -> Iterator[tuple[ast.Call, str]]:
    """The calls that make a Keras layer, directly or in a function without variables of its own."""
    for call in own_calls(body):
        name = _layer(source, call)
        callee = None if name else tree.callee(source, call)
        function = None if callee is None else tree.function(callee)
        if callee is not None and function is not None and callee not in tree.graph.creating:
            if callee not in tree.keras_made:  # those that are are looked at for themselves
                tree.keras_made[callee] = ""  # while it is looked at, for what calls itself
                inner = next(_made(tree.sources[callee[0]], tree, list(function.body)), None)
                tree.keras_made[callee] = inner[1] if inner is not None else ""
            name = tree.keras_made[callee]
        if name:
            yield call, name


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
