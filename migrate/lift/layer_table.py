"""What TF1's layer functions become in lifted code, from ``rules/lift.toml`` (the format is described there)."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from migrate.model.layer_rules import LayerRules


@dataclass(frozen=True)
class KerasLayer:
    """The Keras counterpart of one TF1 layer function; see ``rules/lift.toml`` for each field."""

    to: str
    tensors: tuple[str, ...] = ()
    call: Mapping[str, str] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)
    written: Mapping[str, str] = field(default_factory=dict)
    dropped: tuple[str, ...] = ()
    only: Mapping[str, str] = field(default_factory=dict)
    parameters: tuple[str, ...] = ()
    unliftable: str = ""


class LayerTable:
    """The counterparts by TF1 symbol.

    Raises:
      ValueError: a table is malformed; the message names the symbol.
    """

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self._rows: Mapping[str, Mapping[str, Any]] = tables.get("layers", {})
        self._made: dict[str, KerasLayer | None] = {}
        kinds: Mapping[str, list[str]] = tables.get("values", {})
        self._kinds = {name: kind for kind, names in kinds.items() for name in names}

    def get(self, symbol: str) -> KerasLayer | None:
        if symbol not in self._made:
            self._made[symbol] = self._make(symbol)
        return self._made[symbol]

    def _make(self, symbol: str) -> KerasLayer | None:
        row = self._rows.get(symbol)
        if row is None:
            if symbol.startswith("tf.contrib.slim."):
                return self.get("tf.contrib.layers." + symbol.rpartition(".")[2])
            return None
        base = KerasLayer("")
        if "like" in row:
            found = self.get(str(row["like"]))
            if found is None:
                raise ValueError(f"{symbol}: 'like' names {row['like']}, which has no table")
            base = found
        changes = {k: tuple(v) if isinstance(v, list) else v for k, v in row.items() if k != "like"}
        unknown = sorted(set(changes) - set(KerasLayer.__dataclass_fields__))
        if unknown:
            raise ValueError(f"{symbol}: unknown key {unknown[0]!r}")
        return replace(base, **changes)

    def value_kind(self, parameter: str) -> str:
        """``initializer``, ``regularizer``, ``activation`` or "" for a plain value."""
        return self._kinds.get(parameter, "")

    def taken_at_call(self, symbol: str) -> frozenset[str]:
        """The parameters of a symbol that its layer takes when called."""
        layer = self.get(symbol)
        return frozenset((*layer.tensors, *layer.call)) if layer else frozenset(("inputs",))

    def arguments(self, rules: LayerRules, symbol: str, call: ast.Call) -> dict[str, ast.expr]:
        """The arguments of a call by TF1's parameter names; ``**`` stands for what cannot be told."""
        layer = self.get(symbol)
        parameters = layer.parameters if layer and layer.parameters else ()
        rule = rules.get(symbol)
        if not parameters and rule is not None:
            parameters = rule.parameters
        found: dict[str, ast.expr] = {}
        for name, argument in zip(parameters, call.args, strict=False):
            if isinstance(argument, ast.Starred):
                found["**"] = argument
                break
            found[name] = argument
        if len(call.args) > len(parameters):
            found["**"] = call.args[-1]
        for keyword in call.keywords:
            found[keyword.arg or "**"] = keyword.value
        return found
