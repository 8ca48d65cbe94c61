"""What TF1's variable-making calls create, from ``rules/variables.toml`` (the format is described there)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True)
class LayerVariable:
    """One variable of a layer.

    Attributes:
      name: below the layer's scope; may hold ``/``.
      when: the parameter that must be true for it to exist, ``"not p"`` for false, "" for always.
      unless: a parameter that must be false or absent.
      trainable: whether it is trained when the layer is.
      initializer, regularizer: the parameters that give them.
    """

    name: str
    when: str = ""
    unless: str = ""
    trainable: bool = True
    initializer: str = ""
    regularizer: str = ""


@dataclass(frozen=True)
class LayerRule:
    """What a call of one TF1 symbol creates; see ``rules/variables.toml`` for each field."""

    symbol: str
    kind: str
    parameters: tuple[str, ...] = ()
    defaults: Mapping[str, Any] = field(default_factory=dict)
    name: str = ""
    reuse: str = ""
    default_name: str = ""
    follows: str = "variable_scope"
    variables: tuple[LayerVariable, ...] = ()
    calls: tuple[str, ...] = ()
    cells: Mapping[str, str] = field(default_factory=dict)
    results: int = 0
    statements: tuple[str, ...] = ()
    repeats: str = ""
    at_once: bool = False
    counted: bool = True

    @property
    def creates(self) -> bool:
        """Whether a call of this kind makes variables of its own (pooling only takes a name)."""
        return self.kind == "variable" or bool(self.variables) or bool(self.cells)


_MODULES_OF_SLIM = tuple(
    f"tf.contrib.slim.{m}." for m in ("initializers", "layers", "regularizers")
)


class LayerRules:
    """The rules by canonical symbol.

    Args:
      tables: the parsed TOML, ``{symbol: table}`` and ``alias``; later ones override earlier ones.

    Raises:
      ValueError: a table is malformed; the message names the symbol.
    """

    def __init__(self, *tables: Mapping[str, Any]) -> None:
        self._tables: dict[str, Mapping[str, Any]] = {}
        self._alias: dict[str, str] = {}
        for table in tables:
            for symbol, row in table.items():
                if symbol == "alias":
                    self._alias.update(row)
                else:
                    self._tables[symbol] = row
        self._rules: dict[str, LayerRule | None] = {}

    @property
    def symbols(self) -> tuple[str, ...]:
        """The symbols that have a table of their own."""
        return tuple(self._tables)

    def public(self, symbol: str) -> str:
        """The usual name of a symbol reached through one of TensorFlow's private modules, or of slim's."""
        if ".python." not in symbol and not symbol.startswith(_MODULES_OF_SLIM):
            return symbol
        namespace, _, name = symbol.rpartition(".")
        alias = self._alias.get(namespace)
        return f"{alias}.{name}" if alias else symbol

    def get(self, symbol: str) -> LayerRule | None:
        """The rule for a canonical symbol, or None when a call of it creates nothing."""
        if symbol not in self._rules:
            self._rules[symbol] = self._make(symbol, frozenset())
        return self._rules[symbol]

    def _make(self, symbol: str, seen: frozenset[str]) -> LayerRule | None:
        row = self._tables.get(symbol)
        if row is None:
            namespace, _, name = symbol.rpartition(".")
            alias = self._alias.get(namespace)
            return self._make(f"{alias}.{name}", seen) if alias and symbol not in seen else None
        if symbol in seen:
            raise ValueError(f"{symbol}: 'like' goes in a circle")
        base = LayerRule(symbol, "")
        if "like" in row:
            found = self._make(str(row["like"]), seen | {symbol})
            if found is None:
                raise ValueError(f"{symbol}: 'like' names {row['like']}, which has no table")
            base = replace(found, symbol=symbol)
        known = set(LayerRule.__dataclass_fields__) - {"symbol"} | {"like"}
        unknown = sorted(set(row) - known)
        if unknown:
            raise ValueError(f"{symbol}: unknown key {unknown[0]!r}")
        changes = {k: v for k, v in row.items() if k != "like"}
        for key in ("parameters", "calls", "statements"):
            if key in changes:
                changes[key] = tuple(changes[key])
        if "variables" in changes:
            changes["variables"] = tuple(LayerVariable(**v) for v in changes["variables"])
        rule = replace(base, **changes)
        if rule.kind not in ("variable", "layer", "class", "cell", "runner"):
            raise ValueError(f"{symbol}: kind {rule.kind!r} is none of those described")
        return rule
