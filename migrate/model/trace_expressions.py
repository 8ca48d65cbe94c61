"""What expressions may be worth, and where they let a tensor show that it is symbolic."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from migrate.model.trace_env import Env, arithmetic, is_short, is_text, rounds
from migrate.model.types import Symbols
from migrate.model.values import (
    OTHER,
    REF,
    SHAPE,
    TENSOR,
    UNKNOWN,
    VARIABLE,
    VARIABLES,
    Value,
    element,
    join,
    join_all,
    limit,
    sequence,
)

Report = Callable[[ast.expr, str, bool], None]
_TENSOR_ONLY = frozenset({"op", "graph", "consumers", "name", "eval", "value_index"})
_GRAPH_VARIABLE = frozenset({"op", "graph", "initializer", "initial_value", "initialized_value"})
_PLAIN = frozenset({"shape", "dtype", "get_shape", "name", "device", "trainable"})
VARIABLE_LISTS = frozenset(
    {"variables", "weights", "trainable_variables", "trainable_weights", "global_variables"}
    | {"non_trainable_variables", "non_trainable_weights", "updates"}
)
_LAYER_VARIABLES = frozenset({"kernel", "bias", "gamma", "beta", "moving_mean", "moving_variance"})
MAX_DEPTH = 12
MAX_STEPS = 40_000  # expressions looked at; no script's own code comes near it


class ExpressionTrace:
    """Evaluates expressions to `Value`; calls and statements are the subclasses' part.

    Args:
      symbols: the module.
      report: called with (node, kind, strong) for each piece of evidence in the module itself.
    """

    def __init__(self, symbols: Symbols, report: Report) -> None:
        self._home = symbols
        self._report_to = report
        self._modules: dict[str, Symbols] = {symbols.module: symbols}
        self._definitions: dict[tuple[str, str], ast.AST] = {}
        self._attributes: dict[tuple[str, str, str], Value] = {}
        self._lambdas: dict[str, tuple[ast.Lambda, Env]] = {}
        self._steps = 0

    def _call(self, node: ast.Call, env: Env) -> Value:
        raise NotImplementedError

    def _assign(self, target: ast.expr, value: Value, env: Env) -> None:
        raise NotImplementedError

    def _root(self, module: str) -> Env | None:
        raise NotImplementedError

    def _report(self, env: Env, node: ast.expr, kind: str, strong: bool = False) -> None:
        if env.symbols is self._home:
            self._report_to(node, kind, strong)

    def value(self, node: ast.expr, env: Env) -> Value:
        """What ``node`` may be; goes through every part of it."""
        self._steps += 1
        if self._steps > MAX_STEPS:
            return UNKNOWN
        if isinstance(node, ast.Constant):
            return OTHER
        if isinstance(node, ast.Name):
            return self._name(node, env)
        if isinstance(node, ast.Attribute):
            return self._attribute(node, env)
        if isinstance(node, ast.Call):
            return self._call(node, env)
        if isinstance(node, (ast.Tuple, ast.List)) and is_short(node):
            return limit(Value("tuple", tuple(self.value(e, env) for e in node.elts)))
        if isinstance(node, (ast.Tuple, ast.List, ast.Set)):
            parts = [
                (
                    element(self.value(e.value, env))
                    if isinstance(e, ast.Starred)
                    else self.value(e, env)
                )
                for e in node.elts
            ]
            return sequence(join_all(parts))
        if isinstance(node, ast.Dict):
            keys = [self.value(k, env) for k in node.keys if k is not None]
            values = [self.value(v, env) for v in node.values]
            return limit(Value("dict", (join_all(keys), join_all(values))))
        if isinstance(node, ast.BinOp):
            left, right = self.value(node.left, env), self.value(node.right, env)
            if isinstance(node.op, ast.Mod) and is_text(node.left):
                shown = right.items if isinstance(node.right, ast.Tuple) else (right,)
                for item in shown:
                    self._shown(item, node, env)
                return OTHER
            return arithmetic(left, right)
        if isinstance(node, ast.BoolOp):
            return join_all([self.value(v, env) for v in node.values])
        if isinstance(node, ast.UnaryOp):
            operand = self.value(node.operand, env)
            return OTHER if isinstance(node.op, ast.Not) else arithmetic(operand, OTHER)
        if isinstance(node, ast.IfExp):
            self.value(node.test, env)
            return join(self.value(node.body, env), self.value(node.orelse, env))
        if isinstance(node, ast.Compare):
            return self._compare(node, env)
        if isinstance(node, ast.Subscript):
            owner = self.value(node.value, env)
            self.value(node.slice, env)
            if owner.kind == "tuple" and isinstance(node.slice, ast.Constant):
                index = node.slice.value
                if isinstance(index, int) and -len(owner.items) <= index < len(owner.items):
                    return owner.items[index]
            if isinstance(node.slice, ast.Slice) and owner.kind in ("seq", "tuple"):
                return sequence(element(owner))
            return owner.items[1] if owner.kind == "dict" else element(owner)
        if isinstance(node, (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)):
            return self._comprehension(node, env)
        if isinstance(node, ast.Lambda):
            ref = f"{env.symbols.module}:{node.lineno}:{node.col_offset}"
            self._lambdas[ref] = (node, env)
            return Value("lambda", (), ref)
        if isinstance(node, ast.JoinedStr):
            for part in node.values:
                if isinstance(part, ast.FormattedValue):
                    self._shown(self.value(part.value, env), node, env)
            return OTHER
        if isinstance(node, (ast.Yield, ast.YieldFrom)):
            given = self.value(node.value, env) if node.value else OTHER
            env.yielded.append(element(given) if isinstance(node, ast.YieldFrom) else given)
            return UNKNOWN
        if isinstance(node, ast.NamedExpr):
            value = self.value(node.value, env)
            self._assign(node.target, value, env)
            return value
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                self.value(child, env)
        return UNKNOWN if isinstance(node, (ast.Await, ast.Starred)) else OTHER

    def _name(self, node: ast.Name, env: Env) -> Value:
        symbol = env.symbols.symbol(node)
        if symbol is not None:
            return Value("symbol", (), symbol)
        known = env.find(node.id)
        if known is not None:
            return known
        target = env.symbols.target(node)
        if target is not None:
            return Value("project", (), target)
        return OTHER

    def _attribute(self, node: ast.Attribute, env: Env) -> Value:
        symbol = env.symbols.symbol(node)
        if symbol is not None:
            return Value("symbol", (), symbol)
        target = env.symbols.target(node)
        if target is not None:
            return Value("project", (), target)
        owner = self.value(node.value, env)
        name = node.attr
        if owner.kind == "variable":
            if name in _GRAPH_VARIABLE:
                self._report(env, node, "tensor")
            if name == "dtype":
                return REF
            if name == "shape":
                return SHAPE
            return OTHER if name in _PLAIN else TENSOR
        if owner.kind == "tensor" and name == "shape":
            return SHAPE
        if owner.kind == "ref":
            if name == "name":
                self._report(env, node, "print")
            return OTHER
        if owner.may_be_tensor:
            if name in _TENSOR_ONLY:
                self._report(env, node, "tensor")
            return OTHER if name in _PLAIN else owner
        if owner.kind == "layer":
            if name in _LAYER_VARIABLES:
                return VARIABLE
            return VARIABLES if name in VARIABLE_LISTS else OTHER
        if owner.kind == "instance" and isinstance(owner.ref, tuple):
            return self._member(owner.ref, name)
        if owner.kind == "symbol":
            return Value("symbol", (), f"{owner.ref}.{name}")
        return OTHER

    def _member(self, cls: tuple[str, str], name: str, depth: int = 0) -> Value:
        known = self._attributes.get((*cls, name))
        if known is not None:
            return known
        if (cls[0], f"{cls[1]}.{name}") in self._definitions:
            return Value("project", (), (cls[0], f"{cls[1]}.{name}"))
        node = self._definitions.get(cls)
        symbols = self._modules.get(cls[0])
        if isinstance(node, ast.ClassDef) and symbols is not None and depth < MAX_DEPTH:
            for base in node.bases:
                target = symbols.target(base)
                if target is not None and self._root(target[0]) is not None:
                    found = self._member(target, name, depth + 1)
                    if found.kind != "unknown":
                        return found
        return UNKNOWN

    def _compare(self, node: ast.Compare, env: Env) -> Value:
        operands = [self.value(e, env) for e in (node.left, *node.comparators)]
        for operator, left, right in zip(node.ops, operands, operands[1:], strict=False):
            if isinstance(operator, (ast.In, ast.NotIn)):
                right = element(right)
            if isinstance(operator, (ast.Eq, ast.NotEq, ast.In, ast.NotIn)) and (
                left.kind in ("tensor", "variable") or right.kind in ("tensor", "variable")
            ):
                self._report(env, node, "compare")
        ordered = any(isinstance(o, (ast.Lt, ast.LtE, ast.Gt, ast.GtE)) for o in node.ops)
        return arithmetic(join_all(operands), OTHER) if ordered else OTHER

    def _comprehension(
        self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp, env: Env
    ) -> Value:
        inner = Env(env.symbols, env.qualname, env)
        results = list(self._generate(node, 0, inner))
        if isinstance(node, ast.DictComp):
            keys, values = (join_all([r.items[i] for r in results]) for i in (0, 1))
            return limit(Value("dict", (keys, values)))
        return sequence(join_all(results))

    def _generate(
        self,
        node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp,
        level: int,
        inner: Env,
    ) -> Iterator[Value]:
        if level == len(node.generators):
            if isinstance(node, ast.DictComp):
                pair = (self.value(node.key, inner), self.value(node.value, inner))
                yield Value("tuple", pair)
            else:
                yield self.value(node.elt, inner)
            return
        generator = node.generators[level]
        for items in dict.fromkeys(rounds(self.value(generator.iter, inner))):
            self._assign(generator.target, items, inner)
            for condition in generator.ifs:
                self.value(condition, inner)
            yield from self._generate(node, level + 1, inner)

    def _shown(self, value: Value, node: ast.expr, env: Env) -> None:
        if value.shows_graph:
            self._report(env, node, "print")
