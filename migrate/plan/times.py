"""When an expression is known: at construction, when the input's shape is seen, or when tensors flow."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from enum import IntEnum
from functools import lru_cache

from migrate.model.graph import Expr
from migrate.model.values import called


class Time(IntEnum):
    """The latest time an expression needs; a later one includes the earlier ones."""

    CONFIG = 0  # the object is constructed
    SHAPE = 1  # the first input's static shape is seen
    CALL = 2  # tensors flow


# Of a project call: (callee, times of positional arguments, of keyword arguments) -> time of the result.
CallTime = Callable[[tuple[str, str], tuple[Time, ...], Mapping[str, Time]], Time]

_STATIC = frozenset({"shape", "get_shape", "ndims", "rank"})
_CONFIG_OF_TENSOR = frozenset({"dtype", "name"})
_IDENTITY = (ast.Is, ast.IsNot)


class Clock:
    """Tells the time of expressions under known times of names.

    Args:
      names: the times of local names, parameters and ``self.attribute`` chains; others are ``CONFIG``.
      call: the time of a call of the tree's own functions.
      pure: count a TensorFlow operation as what it is computed from. For initializers: a tensor made
        of constants may as well be made when the variable is.
    """

    def __init__(self, names: Mapping[str, Time], call: CallTime, pure: bool = False) -> None:
        self._names = dict(names)
        self._call_time = call
        self._pure = pure
        self._symbols: dict[str, str] = {}
        self._targets: dict[str, tuple[str, str]] = {}

    def time(self, expr: Expr) -> Time:
        """The time of an expression of the scope graph."""
        self._symbols = dict(expr.symbols)
        self._targets = {text: (module, qualname) for text, module, qualname in expr.targets}
        return self._of(parsed(expr.text))

    def elements(self, expr: Expr, targets: ast.expr) -> dict[str, Time]:
        """The times of loop or assignment targets that take their values from ``expr``'s elements."""
        self._symbols = dict(expr.symbols)
        self._targets = {text: (module, qualname) for text, module, qualname in expr.targets}
        found: dict[str, Time] = {}
        self._spread(targets, parsed(expr.text), found)
        return found

    def _spread(self, target: ast.expr, iterable: ast.expr, found: dict[str, Time]) -> None:
        parts = target.elts if isinstance(target, (ast.Tuple, ast.List)) else []
        if isinstance(iterable, ast.Call) and isinstance(iterable.func, ast.Name) and parts:
            name, args = iterable.func.id, iterable.args
            if name == "enumerate" and len(parts) == 2 and args:
                _bind(parts[0], Time.CONFIG, found)
                self._spread(parts[1], args[0], found)
                return
            if name == "zip" and len(parts) == len(args):
                for part, argument in zip(parts, args, strict=True):
                    self._spread(part, argument, found)
                return
        _bind(target, self._of(iterable), found)

    def _join(self, *nodes: ast.AST | None) -> Time:
        times = [self._of(n) for n in nodes if isinstance(n, ast.expr)]
        return max(times, default=Time.CONFIG)

    def _of(self, node: ast.AST) -> Time:
        if isinstance(node, ast.Name):
            return self._names.get(node.id, Time.CONFIG)
        if isinstance(node, ast.Attribute):
            return self._attribute(node)
        if isinstance(node, ast.Call):
            return self._call(node)
        if isinstance(node, (ast.Lambda, ast.Constant)):
            return Time.CONFIG
        if isinstance(node, ast.Compare):
            if all(isinstance(o, _IDENTITY) for o in node.ops):
                return Time.CONFIG  # whether an argument is given is known when the call is written
            return self._join(node.left, *node.comparators)
        if isinstance(node, ast.IfExp):
            arms = (self._of(node.body), self._of(node.orelse))
            if _tests_none(node.test) and self._asks_shape(node.test):
                return min(arms)  # the static dimension where there is one
            return max(*arms, self._of(node.test))
        if isinstance(node, (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)):
            return self._comprehension(node)
        return max((self._of(c) for c in ast.iter_child_nodes(node)), default=Time.CONFIG)

    def _attribute(self, node: ast.Attribute) -> Time:
        text = ast.unparse(node)
        if text in self._symbols or text in self._targets:
            return Time.CONFIG
        if text in self._names:
            return self._names[text]
        owner = self._of(node.value)
        if owner is not Time.CALL:
            return owner
        if node.attr in _CONFIG_OF_TENSOR:
            return Time.CONFIG
        return Time.SHAPE if node.attr in _STATIC else Time.CALL

    def _call(self, node: ast.Call) -> Time:
        given = self._join(*node.args, *(k.value for k in node.keywords))
        func = ast.unparse(node.func) if isinstance(node.func, (ast.Name, ast.Attribute)) else ""
        symbol = self._symbols.get(func)
        if symbol is not None:
            kind = called(symbol).kind
            if kind == "other" or (self._pure and kind in ("tensor", "layer")):
                return given
            return Time.CALL
        target = self._targets.get(func)
        if target is not None:
            positional = tuple(self._of(a) for a in node.args)
            named = {k.arg or "**": self._of(k.value) for k in node.keywords}
            return self._call_time(target, positional, named)
        if func == "len":
            return min(given, Time.SHAPE)
        if func in ("isinstance", "hasattr", "type", "callable"):
            return Time.CONFIG
        return max(given, self._of(node.func))

    def _comprehension(
        self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp
    ) -> Time:
        outside = dict(self._names)
        times: list[Time] = []
        for generator in node.generators:
            found: dict[str, Time] = {}
            self._spread(generator.target, generator.iter, found)
            self._names.update(found)
            times.extend(self._of(condition) for condition in generator.ifs)
        if isinstance(node, ast.DictComp):
            times.append(self._join(node.key, node.value))
        else:
            times.append(self._of(node.elt))
        self._names = outside
        return max(times)

    def _asks_shape(self, test: ast.expr) -> bool:
        return any(
            self._names.get(n.id) is Time.SHAPE for n in ast.walk(test) if isinstance(n, ast.Name)
        )


@lru_cache(maxsize=65536)
def parsed(text: str) -> ast.expr:
    """The syntax of an expression of the scope graph."""
    return ast.parse(text, mode="eval").body


def _bind(target: ast.expr, time: Time, found: dict[str, Time]) -> None:
    if isinstance(target, (ast.Tuple, ast.List)):
        for part in target.elts:
            _bind(part, time, found)
    elif isinstance(target, ast.Starred):
        _bind(target.value, time, found)
    else:
        found[ast.unparse(target)] = time


def _tests_none(test: ast.expr) -> bool:
    return isinstance(test, ast.Compare) and all(isinstance(o, _IDENTITY) for o in test.ops)
