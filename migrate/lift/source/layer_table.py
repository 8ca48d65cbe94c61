"""What TF1's layer functions become in lifted code, from ``rules/lift.toml`` (the format is described there)."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from migrate.lift.source import settings
from migrate.model.layer_rules import LayerRules

if TYPE_CHECKING:
    from migrate.lift.source.sites import Site
    from migrate.lift.source.source import LiftSource

Arguments = dict[str, ast.expr]


@dataclass(frozen=True)
class KerasLayer:
    """The Keras counterpart of one TF1 layer function; see ``rules/lift.toml`` for each field."""

    to: str
    tensors: tuple[str, ...] = ()
    call: Mapping[str, str] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)
    converted: Mapping[str, str] = field(default_factory=dict)
    also: Mapping[str, str] = field(default_factory=dict)
    written: Mapping[str, str] = field(default_factory=dict)
    implied: Mapping[str, str] = field(default_factory=dict)
    switch: Mapping[str, str] = field(default_factory=dict)
    dropped: tuple[str, ...] = ()
    only: Mapping[str, list[str]] = field(default_factory=dict)
    parts: tuple[str, ...] = ()
    after: str = ""
    normalizers: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    variants: tuple[Mapping[str, Any], ...] = ()
    tensor_training: str = ""
    unliftable: str = ""
    default_name: str = ""
    runs: Mapping[str, str] = field(default_factory=dict)
    one: str = ""
    fused: str = ""
    fused_name: str = ""
    initialized: tuple[str, ...] = ()

    def chosen(self, given: Arguments, source: LiftSource) -> str:
        """The layer for a call with these arguments: of the first variant that fits, or ``to``."""
        variant = self._variant(given, source)
        return self.to if variant is None else str(variant["to"])

    def deciding(self, given: Arguments, source: LiftSource) -> frozenset[str]:
        """The arguments of a call that its variant is for."""
        variant = self._variant(given, source)
        return frozenset() if variant is None else frozenset(variant["when"]) & given.keys()

    def _variant(self, given: Arguments, source: LiftSource) -> Mapping[str, Any] | None:
        for variant in self.variants:
            wanted: Mapping[str, list[str]] = variant["when"]
            shown = {name: _shown(given.get(name), source) for name in wanted}
            if all(shown[name] in texts for name, texts in wanted.items()):
                return variant
        return None

    @property
    def at_call(self) -> tuple[str, ...]:
        """What the call takes, what it hands to a normalizer included."""
        handed = ("normalizer_params.is_training",) if self.normalizers else ()
        return (*self.tensors, *self.call, *handed)


def _shown(node: ast.expr | None, source: LiftSource) -> str:
    """An argument as the table writes it: with the symbols of TensorFlow, "" where it is left out."""
    if node is None:
        return ""
    if isinstance(node, (ast.List, ast.Tuple)):
        return f"[{', '.join(_shown(e, source) for e in node.elts)}]"
    return source.symbol(node) or ast.unparse(node)


class LayerTable:
    """The counterparts by TF1 symbol.

    Raises:
      ValueError: a table is malformed; the message names the symbol.
    """

    def __init__(
        self, tables: Mapping[str, Any], wrappers: Mapping[str, Any] | None = None
    ) -> None:
        self.wrappers = frozenset(wrappers or ())
        self._rows: Mapping[str, Mapping[str, Any]] = {
            **tables.get("layers", {}),
            **(wrappers or {}),
        }
        self._made: dict[str, KerasLayer | None] = {}
        kinds: Mapping[str, list[str]] = tables.get("values", {})
        self._kinds = {name: kind for kind, names in kinds.items() for name in names}
        self.functions: Mapping[str, Mapping[str, Any]] = tables.get("functions", {})
        self.scalars: Mapping[str, Mapping[str, int]] = tables.get("scalars", {})
        self.classes: Mapping[str, Mapping[str, Any]] = tables.get("classes", {})
        self.regularizers: Mapping[str, Mapping[str, Any]] = tables.get("regularizers", {})
        # Classes of other packages that wrappers become.
        self.outside = frozenset(
            str(row["to"])
            for row in (wrappers or {}).values()
            if "to" in row and not str(row["to"]).startswith("keras.")
        )
        self.packages = frozenset(name.partition(".")[0] for name in self.outside)
        # Keras saves functions by their names, and loads its own of those names.
        self.saved_names = frozenset(tables.get("saved", {}).get("activations", ()))
        self.cell_attributes = frozenset(tables.get("cells", {}).get("attributes", ()))

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
            if found is None and symbol in self.wrappers:
                return None
            if found is None:
                raise ValueError(f"{symbol}: 'like' names {row['like']}, which has no table")
            base = found
        changes: dict[str, Any] = {
            k: tuple(v) if isinstance(v, list) else v for k, v in row.items() if k != "like"
        }
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
        return frozenset(layer.at_call) if layer else frozenset(("inputs",))

    def of_site(self, rules: LayerRules, site: Site) -> Arguments:
        """The arguments of a site, those that an ``arg_scope`` gives it included; see `arguments`."""
        given = self.arguments(rules, site.symbol, site.node)
        layer = self.get(site.symbol)
        for name in layer.parts if layer is not None else ():
            value = given.get(name)
            if isinstance(value, ast.Name) and value.id in site.dicts:
                given[name] = site.dicts[value.id]
        self._take_apart(site.symbol, given)
        if not site.settings or "**" in given:
            return given
        taken = {name.partition(".")[0] for name in given}
        for name, (value, _) in settings.arguments(site.settings, site.symbol).items():
            if name not in taken:
                if isinstance(value, ast.Name) and layer is not None and name in layer.parts:
                    value = site.dicts.get(value.id, value)
                given[name] = value
        self._take_apart(site.symbol, given)
        normalizer = given.get("normalizer_fn")
        if layer is None or normalizer is None or ast.unparse(normalizer) == "None":
            return given
        for symbol in layer.normalizers:  # it is called in the scope, too
            for name, (value, _) in settings.arguments(site.settings, symbol).items():
                given.setdefault(f"normalizer_params.{name}", value)
        return given

    def arguments(self, rules: LayerRules, symbol: str, call: ast.Call) -> Arguments:
        """The arguments of a call by TF1's parameter names; ``**`` stands for what cannot be told.

        A dict that is written out for one of `parts` is taken apart: ``normalizer_params.scale``.
        """
        layer = self.get(symbol)
        parameters = layer.parameters if layer and layer.parameters else ()
        rule = rules.get(symbol)
        if not parameters and rule is not None:
            parameters = rule.parameters
        found: Arguments = {}
        for name, argument in zip(parameters, call.args, strict=False):
            if isinstance(argument, ast.Starred):
                found["**"] = argument
                break
            found[name] = argument
        if len(call.args) > len(parameters):
            found["**"] = call.args[-1]
        for keyword in call.keywords:
            found[keyword.arg or "**"] = keyword.value
        self._take_apart(symbol, found)
        return found

    def _take_apart(self, symbol: str, found: Arguments) -> None:
        layer = self.get(symbol)
        for name in layer.parts if layer else ():
            pairs = entries(found[name]) if name in found else None
            if pairs is not None:
                del found[name]
                found |= {f"{name}.{key}": value for key, value in pairs}


def function_symbol(symbol: str) -> str:
    """The layer function that a layer class is the object of."""
    last = symbol.rpartition(".")[2]
    if not last[:1].isupper() or not symbol.startswith("tf."):
        return symbol
    names = {"BatchNormalization": "batch_normalization"}
    for prefix in ("Conv", "Separable", "Max", "Average"):
        if last.startswith(prefix):
            words = last.replace("Conv", "_conv").replace("Pooling", "_pooling")
            words = words.replace("Transpose", "_transpose")
            return "tf.layers." + words.strip("_").lower().replace("__", "_")
    return f"tf.layers.{names.get(last, last.lower())}"


def entries(node: ast.expr) -> list[tuple[str, ast.expr]] | None:
    """The keys and values of a dict that is written out; None when they cannot be told."""
    found = list(_pairs(node))
    return None if any(key is None for key, _ in found) else [(str(k), v) for k, v in found]


def _pairs(node: ast.expr) -> Iterator[tuple[str | None, ast.expr]]:
    if isinstance(node, ast.Constant) and node.value is None:
        return
    if isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            plain = isinstance(key, ast.Constant) and isinstance(key.value, str)
            yield (key.value if plain else None), value  # type: ignore[union-attr, misc]
    elif isinstance(node, ast.Call) and ast.unparse(node.func) == "dict" and not node.args:
        for keyword in node.keywords:
            yield keyword.arg, keyword.value
    else:
        yield None, node
