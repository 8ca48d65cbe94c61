"""The text that makes the Keras layer for a TF1 layer function, and the text that calls it."""

from __future__ import annotations

import ast
from collections.abc import Callable

from migrate.lift.binding.divided import may_be_no_int
from migrate.lift.binding.float_types import is_only_float32
from migrate.lift.cells.cells import as_site, cell_layer, fused, fused_text, runner_text, runs
from migrate.lift.checks.default_values import DEFAULT
from migrate.lift.functions.counts_around import counted_for_none
from migrate.lift.functions.site_names import site_name
from migrate.lift.plans import Refused
from migrate.lift.source.layer_table import Arguments, KerasLayer, entries, function_symbol
from migrate.lift.source.sites import Site
from migrate.lift.source.view import View
from migrate.lift.text import values
from migrate.lift.text.own_classes import class_in
from migrate.lift.text.remarks import joined, with_remarks
from migrate.model.graph import Expr
from migrate.plan.times import Time

Text = Callable[[ast.expr], str]
# Keras parameters that come first, and are written without their names.
_FIRST = frozenset(
    ("units", "filters", "rate", "pool_size", "axis", "input_dim", "cell", "cells", "c")
)


def layer_constructor(view: View, site: Site, layer_name: str | None, text: Text) -> str:
    """The expression that makes the layer of a site.

    Args:
      layer_name: the source of the name that TF1 gives it; None when it needs none.
      text: renders an expression where the constructor stands.

    Raises:
      Refused: something about it has no counterpart.
    """
    layer = _layer(view, site.symbol, site.node.lineno)
    given = _given(view, site)
    to = class_in(view.source, view.table, _class(view, site, layer, given), site.node.lineno)
    parts = _Parts(view, site, layer, given, text).made()
    named = _named(view, site, layer_name, text)
    if layer.runs:
        return _runner(view, site, layer, parts, named, text)
    return f"{to}({joined([*parts, *named])})"


def _named(view: View, site: Site, layer_name: str | None, text: Text) -> list[str]:
    """The `name=` of a constructor."""
    name = site_name(view, site)
    if name is not None:
        if isinstance(name, ast.Constant) and "/" in str(name.value):
            raise Refused("TF309", f"layer name {name.value!r} has a `/`", site.node.lineno)
        return [f"name={text(name)}{_or_default(view, site, name)}"]
    return [f"name={layer_name}"] if layer_name is not None else []


def _runner(
    view: View, site: Site, layer: KerasLayer, rest: list[str], named: list[str], text: Text
) -> str:
    """The layer that runs one cell, or two in scopes of their own."""
    cells = runs(view, site)
    line = site.node.lineno
    if set(cells) != set(layer.runs):
        raise Refused("TF310", f"`{site.symbol}` without its cell", line)
    to = class_in(view.source, view.table, layer.to, line)
    if layer.one:
        parts = [runner_text(view, *cell, layer, rest, text) for cell in cells.values()]
        return f"{to}({', '.join([*parts, *rest, *named])})"
    nodes = [node for node, _ in cells.values()]
    made = fused(view, nodes[0]) if layer.to == "RNN" else None
    if made is not None:
        return fused_text(view, made, [*rest, *named], text)
    return f"{to}({', '.join([*map(text, nodes), *rest, *named])})"


def cell_constructor(view: View, node: ast.Call, text: Text, layer_name: str | None = None) -> str:
    """The expression that makes a cell.

    Raises:
      Refused: something about it has no counterpart.
    """
    site = as_site(view, node)
    layer = cell_layer(view, node)
    given = _given(view, site)
    to = class_in(view.source, view.table, layer.to, node.lineno)
    parts = _Parts(view, site, layer, given, text).made()
    return f"{to}({', '.join([*parts, *_named(view, site, layer_name, text)])})"


def _or_default(view: View, site: Site, name: ast.expr) -> str:
    """What TF1 calls the layer when the parameter that names it is None.

    Raises:
      Refused: it counts, and the number is another one in some call.
    """
    default = {a.arg: d for a, d, _ in view.params}
    rule = view.tree.rules.get(site.symbol)
    layer = view.table.get(site.symbol)
    if not isinstance(name, ast.Name) or name.id not in default or rule is None:
        return ""
    if not values.constant(default[name.id], None) or not rule.creates:
        return ""
    if layer is not None and layer.default_name:
        return f' or "{layer.default_name}"'
    found = (
        counted_for_none(view, site)
        if (id(site.node), rule.default_name) not in view.told
        else None
    )
    if found is not None:
        raise found
    return f' or "{rule.default_name}"'


def layer_call(view: View, site: Site, attribute: str, text: Text) -> str:
    """The expression that calls the layer of a site."""
    layer = _layer(view, site.symbol, site.node.lineno)
    given = view.table.of_site(view.tree.rules, site)
    parts = [text(given[t]) for t in layer.tensors if t in given]
    for name, default in layer.call.items():
        if layer.runs and (name not in given or values.constant(given[name], None)):
            continue
        shown = text(given[name]) if name in given else default
        parts.append(f"{layer.renamed.get(name, name)}={shown}")
    if _normalizer(view, given):
        training = given.get("normalizer_params.is_training")
        parts.append(f"training={text(training) if training is not None else 'True'}")
    called = f"{attribute}({', '.join(parts)})"
    after = given.get(layer.after)
    if after is not None and not values.constant(after, None):
        if _may_be_none(view, after):
            return f"{view.target.either(text(after))}({called})"
        return f"{text(after)}({called})"
    return called


def _may_be_none(view: View, node: ast.expr) -> bool:
    """Whether what is called on a result may be None as well as a function."""
    return not view.source.symbol(node) and not isinstance(node, ast.Lambda)


def _is_no_layer(view: View, node: ast.expr) -> bool:
    """Whether a parameter is given nothing by any call that makes variables when it is called."""
    if not isinstance(node, ast.Name) or node.id not in view.param_names:
        return False
    if view.assignments(node.id) or view.key in view.tree.graph.handed_on:
        return False
    graph = view.tree.graph
    calls = [
        call
        for caller in graph.callers.get(view.key, ())
        for call, target in graph.callees(caller)
        if target == view.key
    ]
    for call in calls:
        given = graph.bind(call, graph.functions[view.key]).get(node.id)
        starred = any(name.startswith("*") for name, _ in call.args)
        if starred or (given is not None and not _is_plain_value(view, given)):
            return False
    default = next((d for a, d, _ in view.params if a.arg == node.id), None)
    if default is None:
        return bool(calls)
    return values.constant(default, None) or bool(view.source.symbol(default))


def _is_plain_value(view: View, given: Expr) -> bool:
    """Whether an argument is None or a function of TensorFlow that makes no variables."""
    symbols = [symbol for text, symbol in given.symbols if text == given.text]
    return given.text == "None" or any(view.tree.rules.get(s) is None for s in symbols)


def regularizer(view: View, node: ast.expr, text: Text) -> str:
    """A regularizer in the target's terms, or the expression for one that is given.

    Raises:
      Refused: it is one that the target does not have.
    """
    if isinstance(node, ast.IfExp):
        either = [
            "None" if values.constant(part, None) else regularizer(view, part, text)
            for part in (node.body, node.orelse)
        ]
        return f"{either[0]} if {text(node.test)} else {either[1]}"
    shown = view.target.regularizer(view, node, text)
    if shown is None and isinstance(node, (ast.Name, ast.Attribute, ast.Lambda)):
        return text(node)
    if shown is None:
        raise Refused("TF306", f"regularizer `{ast.unparse(node)}`", node.lineno)
    return shown


def _layer(view: View, symbol: str, line: int) -> KerasLayer:
    layer = view.table.get(function_symbol(symbol))
    if layer is None or layer.unliftable:
        why = f": {layer.unliftable}" if layer else ""
        raise Refused("TF316", f"`{symbol}` has no Keras layer with its names{why}", line)
    return layer


def _given(view: View, site: Site) -> Arguments:
    given = view.table.of_site(view.tree.rules, site)
    if "**" in given:
        raise Refused("TF310", "arguments that are passed through (`*`, `**`)", site.node.lineno)
    return given


def _class(view: View, site: Site, layer: KerasLayer, given: Arguments) -> str:
    """Keras' class for the site, or one of the table's; tensors for `training` need one that takes them."""
    chosen = layer.chosen(given, view.source)
    if not chosen:
        deciding = {name for variant in layer.variants for name in variant["when"]} & set(given)
        shown = ", ".join(f"{name}={ast.unparse(given[name])}" for name in sorted(deciding))
        raise Refused("TF316", f"`{shown}` of `{site.symbol}`", site.node.lineno)
    training = next(
        (given[n] for n in ("training", "is_training") if n in layer.call and n in given), None
    )
    if not _may_be_tensor(view, training) or not chosen.startswith("keras."):
        return chosen
    if not layer.tensor_training and view.time(training) is not Time.CALL:
        return chosen  # Keras says so itself if it turns out to be one
    if not layer.tensor_training:
        text = f"`{ast.unparse(training)}` of `{site.symbol}` may be a tensor"  # type: ignore[arg-type]
        raise Refused("TF311", text, site.node.lineno)
    return layer.tensor_training


def _may_be_tensor(view: View, node: ast.expr | None) -> bool:
    """Whether `training` is a tensor, or a parameter of which nobody says what it is."""
    if view.time(node) is Time.CALL:
        return True
    if not isinstance(node, ast.Name) or node.id not in view.param_names:
        return False
    default = next((d for a, d, _ in view.params if a.arg == node.id), None)
    known = isinstance(default, ast.Constant) and isinstance(default.value, bool)
    return not known and not view.tree.arguments.is_config(view.key, node.id)


def _normalizer(view: View, given: Arguments) -> ast.expr | None:
    node = given.get("normalizer_fn")
    return None if values.constant(node, None) else node


class _Parts:
    """The arguments of one constructor."""

    def __init__(
        self, view: View, site: Site, layer: KerasLayer, given: Arguments, text: Text
    ) -> None:
        self._view = view
        self._site = site
        self._layer = layer
        self._given = given
        self._text = text
        self._line = site.node.lineno
        rule = view.tree.rules.get(site.symbol)
        self._naming = rule.name if rule and rule.name else "name"
        parameters = layer.parameters or (rule.parameters if rule else ())
        self._leading = next((p for p in parameters if p not in layer.tensors), "")

    def made(self) -> list[str]:
        layer = self._layer
        written = dict(layer.written)
        parts: list[str] = []
        normalizer = _normalizer(self._view, self._given)
        for name, node in self._given.items():
            if self._is_skipped(name, node):
                continue
            if layer.switch.get(name) and (values.constant(node, None) or normalizer is not None):
                continue
            shown = self._renamed(name)
            written.pop(shown, None)
            if self._view.time(node) is Time.CALL:
                what = f"`{name}={ast.unparse(node)}` of `{self._site.symbol}`"
                raise Refused("TF311", what, self._line)
            value = self._value(name, node)
            if name in layer.converted:
                value = layer.converted[name].format(_factor(value, node))
            if layer.implied.get(shown) == value:
                continue
            first = not parts and name == self._leading and shown in _FIRST
            argument = value if first else f"{shown}={value}"
            parts.append(with_remarks(self._view.source, self._site.node, node, argument))
            other = layer.also.get(name)
            if other and not any(self._renamed(n) == other for n in self._given):
                parts.append(f"{other}={value}")
        parts += [f"{k}={v}" for k, v in written.items() if layer.implied.get(k) != v]
        if self._view.leaves_values:
            parts = self._left_to_scopes(parts)
        return parts + self._switches(normalizer) + self._normalizer(normalizer)

    def _left_to_scopes(self, parts: list[str]) -> list[str]:
        """The arguments with TF1's own default for first values that nobody gave.

        Raises:
          Refused: one is None that the class takes for another default.
        """
        given = {self._renamed(name): node for name, node in self._given.items()}
        for name, node in given.items():
            if name.endswith("initializer") and name not in self._layer.initialized:
                if values.constant(node, None) and not self._layer.switch:
                    shown = f"`{name}=None` of `{self._site.symbol}`, for which a scope may stand"
                    raise Refused("TF306", shown, self._line)
        for name in self._layer.initialized:
            value = given.get(name)
            parts = [p for p in parts if p != f"{name}=None"]
            if value is None or values.constant(value, None):
                parts.append(f"{name}={DEFAULT}")
            elif not self._view.source.called(value) and not isinstance(value, ast.Lambda):
                argument = f"{name}={self._value(name, value)}"
                either = f"{argument} or {DEFAULT}" if isinstance(value, ast.Name) else ""
                if not either or argument not in parts:
                    text = f"`{ast.unparse(value)}`, for which a scope stands where it is None"
                    raise Refused("TF306", text, self._line)
                parts[parts.index(argument)] = either
        return parts

    def _renamed(self, name: str) -> str:
        """Keras' name for a parameter: `renamed`, or for a part of a dict what its key says."""
        whole, _, key = name.partition(".")
        if key and whole == "param_initializers":
            return f"{key}_initializer"
        if key and whole == "param_regularizers":
            return f"{key}_regularizer"
        return self._layer.renamed.get(name, name)

    def _is_skipped(self, name: str, node: ast.expr) -> bool:
        layer = self._layer
        if name in layer.only and name in layer.deciding(self._given, self._view.source):
            return True
        if name in layer.only:
            texts = {ast.unparse(node), self._view.source.symbol(node)}
            if not texts & set(layer.only[name]) and not is_only_float32(
                self._view, layer, name, node
            ):
                text = f"`{name}={ast.unparse(node)}` of `{self._site.symbol}`"
                raise Refused("TF316", text, self._line)
            return True
        if name == layer.after:
            self._check_after(node)
            return True
        if name == "normalizer_fn" or name.startswith("normalizer_params."):
            return True
        if name in layer.parts:
            what = f"`{name}={ast.unparse(node)}` of `{self._site.symbol}` is not written out"
            raise Refused("TF316", what, self._line)
        return name in (
            *(*layer.tensors, *layer.call, *layer.dropped, *layer.runs),
            *(self._naming, "name", "_reuse", "_scope"),
        )

    def _check_after(self, node: ast.expr) -> None:
        """What is called on the result must be known to be a function, or None."""
        if not values.constant(node, None) and _may_be_none(self._view, node):
            if not _is_no_layer(self._view, node):
                text = f"`{self._layer.after}={ast.unparse(node)}` may be None"
                raise Refused("TF316", text, self._line)

    def _switches(self, normalizer: ast.expr | None) -> list[str]:
        """``use_bias=False`` for ``biases_initializer=None``, or where a normalizer makes up for it."""
        out = []
        for name, switch in self._layer.switch.items():
            node = self._given.get(name)
            if normalizer is not None or values.constant(node, None):
                out.append(f"{switch}=False")
            elif node is not None and not self._is_something(node):
                raise Refused("TF316", f"`{name}={ast.unparse(node)}` may be None", self._line)
        return out

    def _is_something(self, node: ast.expr) -> bool:
        """Whether an expression is known not to be None: of TensorFlow, or a name for it."""
        source = self._view.source
        if source.called(node) or source.symbol(node):
            return True
        if not isinstance(node, ast.Name) or node.id in self._view.param_names:
            return False
        made = self._view.assignments(node.id)
        return len(made) == 1 and all(
            isinstance(s, ast.Assign) and isinstance(s.targets[0], ast.Name)
            and bool(source.called(s.value)) for s in made
        )  # fmt: skip

    def _normalizer(self, node: ast.expr | None) -> list[str]:
        if node is None:
            return []
        symbol = self._view.source.symbol(node)
        if symbol.startswith("tf.contrib.slim."):
            symbol = "tf.contrib.layers." + symbol.rpartition(".")[2]
        if symbol not in self._layer.normalizers:
            raise Refused("TF316", f"`normalizer_fn={ast.unparse(node)}`", self._line)
        layer = _layer(self._view, symbol, self._line)
        start = "normalizer_params."
        given = {k.removeprefix(start): v for k, v in self._given.items() if k.startswith(start)}
        if {"scope", "reuse", layer.after} & set(given):
            raise Refused("TF316", f"`{sorted(given)}` in `normalizer_params`", self._line)
        given = _parted(given, layer)
        chosen = _class(self._view, self._site, layer, given)
        parts = _Parts(self._view, self._site, layer, given, self._text).made()
        rule = self._view.tree.rules.get(symbol)
        parts.append(f'name="{rule.default_name if rule else ""}"')
        to = class_in(self._view.source, self._view.table, chosen, self._line)
        made = f"{to}({', '.join(parts)})"
        return [f"normalizer={self._view.target.made_later(made)}"]

    def _value(self, name: str, node: ast.expr) -> str:
        kind = self._view.table.value_kind(name.partition(".")[0])
        if not kind or values.constant(node, None):
            return self._text(node)
        if kind == "size":
            return whole_number(self._view, node, self._text)
        if kind == "activation":
            return self._view.target.activation(self._view.source, node, self._text)
        if kind == "regularizer":
            return regularizer(self._view, node, self._text)
        shown = self._view.target.initializer(self._view.source, node, self._text)
        if shown is None and self._view.source.called(node):
            raise Refused("TF306", f"initializer `{ast.unparse(node)}`", node.lineno)
        return shown or self._text(node)


def whole_number(view: View, node: ast.expr, text: Text) -> str:
    """A size, which TF1 made an `int` of and Keras 3 does not."""
    shown = text(node)
    return f"int({shown})" if may_be_no_int(view.tree, view.key, node) else shown


def whole_shape(view: View, node: ast.expr, text: Text) -> str:
    """A shape whose sizes are whole; as it is written where they are so already."""
    if not isinstance(node, (ast.List, ast.Tuple)):
        return text(node)
    sizes = [
        text(e) if isinstance(e, ast.Starred) else whole_number(view, e, text) for e in node.elts
    ]
    same = sizes == [text(e) for e in node.elts]
    return text(node) if same else f"[{', '.join(sizes)}]"


def _parted(given: Arguments, layer: KerasLayer) -> Arguments:
    """Dicts within `normalizer_params` must be written out as well."""
    found: Arguments = {}
    for name, node in given.items():
        pairs = entries(node) if name in layer.parts else None
        if pairs is None:
            found[name] = node
        else:
            found |= {f"{name}.{key}": value for key, value in pairs}
    return found


def _factor(value: str, node: ast.expr) -> str:
    return value if isinstance(node, (ast.Name, ast.Constant, ast.Attribute)) else f"({value})"
