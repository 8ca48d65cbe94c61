"""A project's own layer wrappers: what a call of one makes, and the Keras layer that lifted code has in its place.

``[layer."package.module.function"]`` of a rule file holds, in one table, what ``rules/variables.toml`` and
``rules/lift.toml`` say of TF1's layers in two.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from migrate.errors import UsageError

# Keys of `LayerRule` and `KerasLayer`; named here since neither can be imported before it is needed.
_MAKES = ("kind", "parameters", "defaults", "name", "reuse", "default_name", "variables")
_BECOMES = (
    "to",
    "tensors",
    "call",
    "renamed",
    "converted",
    "written",
    "implied",
    "switch",
    "dropped",
    "only",
    "after",
)
_VARIABLE = ("name", "when", "unless", "trainable", "initializer", "regularizer")
_KINDS = ("layer", "class", "variable")
# What Keras' own layers call their variables.
_KERAS_NAMES = frozenset(
    ("kernel", "bias", "depthwise_kernel", "pointwise_kernel")
    + ("gamma", "beta", "moving_mean", "moving_variance", "embeddings")
)


def check(path: Path, entries: Any) -> None:
    """Checks the ``layer`` tables of a rule file.

    Raises:
      UsageError: something in them has another name or type than ``rules/README.md`` says.
    """
    if not isinstance(entries, dict):
        raise UsageError(f'{path}: `layer` must be a table, as [layer."mylib.layers.dense"]')
    for symbol, row in entries.items():
        _check_row(f"{path}: layer {symbol!r}", symbol, row)


def tables(entries: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The rows of ``rules/variables.toml``'s form and those of ``rules/lift.toml``'s, by symbol."""
    makes: dict[str, Any] = {}
    becomes: dict[str, Any] = {}
    for symbol, row in entries.items():
        parameters = row.get("parameters", ())
        made = {k: row[k] for k in ("like", *_MAKES) if k in row}
        if "like" not in row:
            made.setdefault("kind", "layer")
            for key in ("name", "reuse"):
                if key in parameters:
                    made.setdefault(key, key)
        makes[symbol] = made
        found = {k: row[k] for k in ("like", *_BECOMES) if k in row}
        if "to" in row or "like" in row:
            if parameters:
                found.setdefault("tensors", [parameters[0]])
                found["parameters"] = parameters
            if "like" not in row:
                reuse = made.get("reuse")
                found["dropped"] = [*row.get("dropped", ()), *([reuse] if reuse else ())]
            becomes[symbol] = found
    return makes, becomes


def outside(entries: Iterable[str]) -> frozenset[str]:
    """The wrappers that are no symbols of TensorFlow."""
    return frozenset(symbol for symbol in entries if not symbol.startswith("tf."))


def _check_row(where: str, symbol: str, row: Any) -> None:
    if not isinstance(row, dict):
        raise UsageError(f"{where}: must be a table; is the symbol in quotes?")
    if "." not in symbol:
        raise UsageError(f"{where}: a wrapper is named with its module, as `mylib.layers.dense`")
    _known(where, row, ("like", *_MAKES, *_BECOMES))
    _types(where, row)
    parameters = row.get("parameters", [])
    if "like" not in row and not parameters:
        raise UsageError(
            f"{where}: `parameters` is missing (or `like`, for those of another layer)"
        )
    if row.get("kind", "layer") not in _KINDS:
        raise UsageError(f"{where}: `kind` must be one of {', '.join(_KINDS)}")
    to = row.get("to", "keras.")
    if "." not in to or to.startswith(("tf.", "tensorflow.")):
        raise UsageError(f"{where}: `to` must be a Keras layer, or a class with its module")
    named = [row.get("name"), row.get("reuse"), row.get("after"), *row.get("tensors", ())]
    for key in ("defaults", "call", "renamed", "converted", "switch", "only"):
        named += row.get(key, ())
    named += row.get("dropped", ())
    for i, variable in enumerate(row.get("variables", ())):
        _known(f"{where}: variable {i + 1}", variable, _VARIABLE)
        if not isinstance(variable.get("name"), str):
            raise UsageError(f"{where}: variable {i + 1}: `name` is missing")
        named += [variable.get(k) for k in ("unless", "initializer", "regularizer")]
        named.append(variable.get("when", "").removeprefix("not ") or None)
        if to.startswith("keras.layers.") and "to" in row and variable["name"] not in _KERAS_NAMES:
            raise UsageError(
                f"{where}: {to} has no variable `{variable['name']}`, which checkpoints have; "
                "`to` must be a class that calls its variables so"
            )
    for name in named if parameters else ():
        if name is not None and name not in parameters:
            raise UsageError(f"{where}: `{name}` is not one of its `parameters`")


def _types(where: str, row: Mapping[str, Any]) -> None:
    for key, value in row.items():
        if key in ("parameters", "tensors", "dropped"):
            good = isinstance(value, list) and all(isinstance(v, str) for v in value)
            wanted = "a list of parameter names"
        elif key == "variables":
            good = isinstance(value, list) and all(isinstance(v, dict) for v in value)
            wanted = 'a list of tables, as [{ name = "kernel" }]'
        elif key in (
            "defaults",
            "call",
            "renamed",
            "converted",
            "written",
            "implied",
            "switch",
            "only",
        ):
            good, wanted = isinstance(value, dict), "a table"
        else:
            good, wanted = isinstance(value, str), "a string"
        if not good:
            raise UsageError(f"{where}: `{key}` must be {wanted}")


def _known(where: str, row: Mapping[str, Any], known: Iterable[str]) -> None:
    for key in sorted(set(row) - set(known)):
        near = difflib.get_close_matches(key, list(known), 1)
        hint = f"; did you mean `{near[0]}`?" if near else f" (known: {', '.join(known)})"
        raise UsageError(f"{where}: unknown key `{key}`{hint}")
