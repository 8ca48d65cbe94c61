"""The times of the names of one body: when each is known."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.lift.source.bodies import bind
from migrate.lift.source.source import LiftSource
from migrate.model.values import called
from migrate.nodes import children
from migrate.plan.times import Time

if TYPE_CHECKING:
    from migrate.lift.binding.times import TreeTimes

_STATIC = frozenset({"shape", "get_shape", "ndims", "rank"})
_CONFIG_OF_TENSOR = frozenset({"dtype", "name"})
_BUILTINS_ON_SHAPES = frozenset({"len"})
_ASK = frozenset({"isinstance", "hasattr", "type", "callable", "issubclass"})


class FunctionTimes:
    """The times of the names of one body, whatever the order of its statements."""

    def __init__(
        self,
        tree: TreeTimes,
        source: LiftSource,
        body: list[ast.stmt],
        params: dict[str, Time],
        outer: FunctionTimes | None,
    ) -> None:
        self._tree = tree
        self._source = source
        self._outer = outer
        self.names: dict[str, Time] = dict(params)
        bindings = tree.bindings(body)
        for _ in range(4):
            before = dict(self.names)
            for target, value in bindings:
                self._bind(target, value)
            if before == self.names:
                break

    def _bind(self, target: ast.expr, value: ast.expr | None) -> None:
        if value is not None and isinstance(target, (ast.Tuple, ast.List)):
            if isinstance(value, (ast.Tuple, ast.List)) and len(value.elts) == len(target.elts):
                for part, item in zip(target.elts, value.elts, strict=True):
                    self._bind(part, item)
                return
            if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
                if value.func.id == "enumerate" and len(target.elts) == 2 and value.args:
                    self._note(target.elts[0], Time.CONFIG)
                    self._bind(target.elts[1], value.args[0])
                    return
                if value.func.id == "zip" and len(value.args) == len(target.elts):
                    for part, item in zip(target.elts, value.args, strict=True):
                        self._bind(part, item)
                    return
        self._note(target, self.of(value) if value is not None else Time.CONFIG)

    def _note(self, target: ast.expr, time: Time) -> None:
        while isinstance(target, (ast.Subscript, ast.Starred)):
            target = target.value
        if isinstance(target, (ast.Tuple, ast.List)):
            for part in target.elts:
                self._note(part, time)
        elif isinstance(target, ast.Name):
            self.names[target.id] = max(time, self.names.get(target.id, Time.CONFIG))
        elif isinstance(target, ast.Attribute):
            text = ast.unparse(target)
            self.names[text] = max(time, self.names.get(text, Time.CONFIG))

    def _name(self, name: str) -> Time:
        if name in self.names:
            return self.names[name]
        return self._outer._name(name) if self._outer is not None else Time.CONFIG

    def of(self, node: ast.AST | None) -> Time:
        """The time of an expression."""
        if node is None or isinstance(node, (ast.Constant, ast.Lambda)):
            return Time.CONFIG
        if isinstance(node, ast.Name):
            return self._name(node.id)
        if isinstance(node, ast.Attribute):
            if self._source.symbol(node) or self._source.symbols.target(node):
                return Time.CONFIG
            text = ast.unparse(node)
            if text in self.names:
                return self.names[text]
            owner = self.of(node.value)
            if owner is not Time.CALL:
                return owner
            if node.attr in _CONFIG_OF_TENSOR:
                return Time.CONFIG
            return Time.SHAPE if node.attr in _STATIC else Time.CALL
        if isinstance(node, ast.Call):
            return self._call(node)
        if isinstance(node, ast.Compare):
            if all(isinstance(o, (ast.Is, ast.IsNot)) for o in node.ops):
                return Time.CONFIG
            return max(self.of(node.left), *(self.of(c) for c in node.comparators))
        if isinstance(node, (ast.ListComp, ast.SetComp, ast.GeneratorExp)):
            inner = self._comprehension(node.generators)
            return max([inner.of(node.elt), *(inner.of(i) for g in node.generators for i in g.ifs)])
        return max((self.of(c) for c in children(node)), default=Time.CONFIG)

    def _comprehension(self, generators: list[ast.comprehension]) -> FunctionTimes:
        inner = FunctionTimes(self._tree, self._source, [], {}, self)
        for generator in generators:
            inner._bind(generator.target, generator.iter)
        return inner

    def _call(self, node: ast.Call) -> Time:
        arguments: list[ast.expr] = [*node.args, *(k.value for k in node.keywords)]
        given = max((self.of(a) for a in arguments), default=Time.CONFIG)
        symbol = self._source.called(node)
        if symbol:
            rule = self._tree.rules.get(symbol)
            plain = called(symbol).kind == "other" or (rule is not None and rule.kind == "cell")
            return given if plain else Time.CALL
        if isinstance(node.func, ast.Attribute) and node.func.attr == "zero_state":
            return Time.CALL  # of an RNN cell
        key = self._tree.callee(self._source, node)
        if key is not None:
            function = self._tree.function(key)
            if function is None:
                return Time.CONFIG if key in self._tree.graph.classes else given
            times = {n: self.of(a) for n, a in bind(node, function, key).items()}
            return self._tree.result(key, times)
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name in _BUILTINS_ON_SHAPES:
            return min(given, Time.SHAPE)
        if name in _ASK:
            return Time.CONFIG
        return max(given, self.of(node.func))
