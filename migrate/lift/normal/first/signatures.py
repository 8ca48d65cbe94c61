"""What the functions of a tree and TensorFlow's layers take, and what their callers give."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass

from migrate.lift.source.source import FunctionNode, LiftSource, parameters
from migrate.lift.text.own_classes import tensorflow_name
from migrate.model.layer_rules import LayerRules
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import walk

# Under `arg_scope`, which gives them other defaults, it matters what a caller does not say.
_PLAIN = "tf.layers."


@dataclass(frozen=True)
class Taken:
    """A parameter.

    Attributes:
      default: its source, None for none.
      keyword: whether it is given by keyword only.
    """

    name: str
    default: str | None = None
    keyword: bool = False

    @property
    def text(self) -> str:
        return self.name if self.default is None else f"{self.name}={self.default}"


@dataclass(frozen=True)
class Given:
    """What the callers of a function give beside its own parameters.

    Attributes:
      positions: how many arguments at the most stand behind those of its own.
      calls: of each call how many, and the keywords.
    """

    positions: int
    calls: tuple[tuple[int, frozenset[str]], ...]

    @property
    def names(self) -> frozenset[str]:
        return frozenset(n for _, names in self.calls for n in names)

    def always(self, name: str, by_position: list[str]) -> bool:
        """Whether every call gives a parameter."""
        place = by_position.index(name) if name in by_position else self.positions
        return all(count > place or name in names for count, names in self.calls)


@dataclass(frozen=True)
class Signatures:
    """The parameters of what may be called.

    Attributes:
      defaults: of TensorFlow's layers, as source.
    """

    sources: Mapping[str, LiftSource]
    graph: TreeGraph
    rules: LayerRules
    defaults: Mapping[str, Mapping[str, str]]

    def target(self, source: LiftSource, call: ast.Call) -> Key | str | None:
        """What is called: a function of the tree, or a layer of TensorFlow."""
        symbol = source.called(call)
        if symbol:
            rule = self.rules.get(symbol)
            return symbol if rule is not None and rule.kind == "layer" else None
        target = source.symbols.target(call.func)
        return self.graph.resolve(target) if target is not None else None

    def of(self, source: LiftSource, call: ast.Call) -> tuple[Taken, ...] | None:
        """What a call may give, as the module of the call would write it; None where that is not known."""
        target = self.target(source, call)
        if isinstance(target, str):
            return self._layer(source, target)
        return self._function(source, target) if target is not None else None

    def is_layer(self, source: LiftSource, call: ast.Call) -> bool:
        return isinstance(self.target(source, call), str)

    def _layer(self, source: LiftSource, symbol: str) -> tuple[Taken, ...] | None:
        rule = self.rules.get(symbol)
        if rule is None or not rule.parameters:
            return None
        known = self.defaults.get(symbol, {}) if symbol.startswith(_PLAIN) else {}
        tensorflow = tensorflow_name(source)
        found = []
        for name in rule.parameters:
            default = known.get(name)
            if default is not None and default.startswith("tf."):
                default = f"{tensorflow}.{default[3:]}" if tensorflow else None
            found.append(Taken(name, default))
        return tuple(found)

    def _function(self, source: LiftSource, key: Key) -> tuple[Taken, ...] | None:
        other = self.sources.get(key[0])
        node = other.functions.get(key[1]) if other is not None else None
        if other is None or node is None or node not in other.tree.body or node.decorator_list:
            return None
        if other.definitions[key[1]] > 1 or node.args.vararg or node.args.kwarg:
            return None
        found = []
        for argument, default, keyword in parameters(node):
            text = None
            if default is not None:
                text = _default(source, other, default)
                if text is None:
                    return None
            found.append(Taken(argument.arg, text, keyword))
        return tuple(found)


def _default(source: LiftSource, other: LiftSource, node: ast.expr) -> str | None:
    """A default of a function of one module, as another one writes it; None where it may be another value there."""
    try:
        ast.literal_eval(node)
    except ValueError:
        symbol = other.symbol(node)
        if symbol:
            return _symbol(source, other, node, symbol)
        if source is other and isinstance(node, ast.Name) and _is_constant(source, node.id):
            return source.segment(node)
        return None
    if any(isinstance(n, (ast.List, ast.Dict, ast.Set)) for n in walk(node)):
        return None  # one object, which may be changed
    return other.segment(node)


def _symbol(source: LiftSource, other: LiftSource, node: ast.expr, symbol: str) -> str | None:
    text = other.segment(node)
    if source is other:
        return text
    tensorflow = tensorflow_name(source)
    return f"{tensorflow}.{symbol[3:]}" if tensorflow and symbol.startswith("tf.") else None


def _is_constant(source: LiftSource, name: str) -> bool:
    """Whether the module sets a name once, to something that nobody changes."""
    places = [n for n in source.symbols.nodes if isinstance(n, ast.Name) and n.id == name]
    set_at = [n for n in places if not isinstance(n.ctx, ast.Load)]
    whole = [
        s
        for s in source.tree.body
        if isinstance(s, ast.Assign)
        and s.targets[:1] == set_at
        and isinstance(s.value, ast.Constant)
    ]
    return len(set_at) == len(whole) == 1 and name not in source.rebound


def values_given(signatures: Signatures, key: Key, node: FunctionNode) -> Given | None:
    """What the calls of a function give beside its own parameters; None where some may not be seen."""
    own = [a.arg for a in node.args.args]
    names = {a.arg for a, _, _ in parameters(node)}
    calls = []
    resolve = signatures.graph.resolve
    for source in signatures.sources.values():
        used = [n for t, nodes in source.targeted.items() if resolve(t) == key for n in nodes]
        if key[1] in source.looked_up:
            return None
        called = {id(c.node.func): c.node for c in source.targeted_calls}
        for use in used:
            call = called.get(id(use))
            if call is None or any(isinstance(a, ast.Starred) for a in call.args):
                return None
            if any(k.arg is None for k in call.keywords):
                return None
            given = frozenset(k.arg for k in call.keywords if k.arg is not None) - names
            calls.append((max(len(call.args) - len(own), 0), given))
    if not calls:
        return None
    return Given(max(count for count, _ in calls), tuple(calls))
