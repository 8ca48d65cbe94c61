"""Helpers that give a tensor's shape: recognised by running them on a symbolic shape."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import Any

from migrate.lift.source import FunctionNode, LiftSource


class _Unknown(Exception):
    """The small interpreter met something it does not know."""


@dataclass(frozen=True)
class _Opaque:
    """A value of which nothing is known."""

    text: str


_TENSOR = _Opaque("tensor")


def is_shape_helper(source: LiftSource, node: FunctionNode) -> bool:
    """Whether a function of one tensor returns its shape as a list: numbers where they are static.

    It is run on tensors with fully known shapes of ranks 1 to 4; each time it must give the shape itself.
    """
    if not node.args.args or node.args.vararg or node.args.kwarg or node.decorator_list:
        return False
    try:
        for rank in (1, 2, 3, 4):
            shape = [1009 + 7 * i for i in range(rank)]
            got = _Run(source, shape).call(node)
            if not isinstance(got, (list, tuple)) or list(got) != shape:
                return False
    except (_Unknown, RecursionError):
        return False
    return True


class _Return(Exception):
    def __init__(self, value: Any) -> None:
        self.value = value


class _Run:
    """Interprets the few constructs such helpers are made of."""

    def __init__(self, source: LiftSource, shape: list[int]) -> None:
        self._source = source
        self._shape = shape
        self._names: dict[str, Any] = {}
        self._steps = 0

    def call(self, node: FunctionNode) -> Any:
        args = node.args.args
        defaults = [None] * (len(args) - len(node.args.defaults)) + list(node.args.defaults)
        self._names[args[0].arg] = _TENSOR
        for argument, default in list(zip(args, defaults, strict=True))[1:]:
            if default is None:
                raise _Unknown
            self._names[argument.arg] = self._value(default)
        try:
            self._block(node.body)
        except _Return as found:
            return found.value
        return None

    def _block(self, body: list[ast.stmt]) -> None:
        for statement in body:
            self._steps += 1
            if self._steps > 500:
                raise _Unknown
            self._statement(statement)

    def _statement(self, node: ast.stmt) -> None:
        if isinstance(node, ast.Return):
            raise _Return(self._value(node.value) if node.value else None)
        if isinstance(node, ast.Assign):
            value = self._value(node.value)
            for target in node.targets:
                self._bind(target, value)
        elif isinstance(node, ast.If):
            test = self._value(node.test)
            if isinstance(test, _Opaque):
                raise _Unknown
            self._block(node.body if test else node.orelse)
        elif isinstance(node, ast.For):
            iterable = self._value(node.iter)
            if isinstance(iterable, _Opaque):
                raise _Unknown
            for item in list(iterable):
                self._bind(node.target, item)
                self._block(node.body)
        elif isinstance(node, ast.Expr):
            self._value(node.value)
        elif not isinstance(node, (ast.Pass, ast.Assert)):
            raise _Unknown

    def _bind(self, target: ast.expr, value: Any) -> None:
        if isinstance(target, ast.Name):
            self._names[target.id] = value
        elif isinstance(target, (ast.Tuple, ast.List)):
            if isinstance(value, _Opaque):
                values = [value] * len(target.elts)
            elif not isinstance(value, (list, tuple)) or len(value) != len(target.elts):
                raise _Unknown
            else:
                values = list(value)
            for part, item in zip(target.elts, values, strict=True):
                self._bind(part, item)
        elif isinstance(target, ast.Subscript):
            container = self._value(target.value)
            index = self._value(target.slice)
            if not isinstance(container, list) or not isinstance(index, int):
                raise _Unknown
            container[index] = value
        else:
            raise _Unknown

    def _value(self, node: ast.expr) -> Any:
        if isinstance(node, ast.Constant):
            return node.value
        if isinstance(node, ast.Name):
            return self._names.get(node.id, _Opaque(node.id))
        if isinstance(node, (ast.List, ast.Tuple)):
            return [self._value(e) for e in node.elts]
        if isinstance(node, ast.Attribute):
            return self._attribute(node)
        if isinstance(node, ast.Call):
            return self._call(node)
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            return self._compare(node)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            value = self._value(node.operand)
            return value if isinstance(value, _Opaque) else not value
        if isinstance(node, ast.IfExp):
            test = self._value(node.test)
            if isinstance(test, _Opaque):
                raise _Unknown
            return self._value(node.body if test else node.orelse)
        if isinstance(node, ast.BoolOp):
            return self._bool(node)
        if isinstance(node, ast.Subscript):
            return self._subscript(node)
        if isinstance(node, (ast.ListComp, ast.GeneratorExp)) and len(node.generators) == 1:
            return self._comprehension(node)
        return _Opaque(ast.unparse(node))

    def _attribute(self, node: ast.Attribute) -> Any:
        value = self._value(node.value)
        if value is _TENSOR:
            if node.attr == "shape":
                return list(self._shape)
            return _Opaque(node.attr)
        if isinstance(value, list) and node.attr in ("ndims", "rank"):
            return len(value)
        if isinstance(value, list) and node.attr == "dims":
            return value
        if isinstance(value, int) and node.attr == "value":
            return value
        return _Opaque(ast.unparse(node))

    def _call(self, node: ast.Call) -> Any:
        if isinstance(node.func, ast.Attribute):
            owner = self._value(node.func.value)
            if owner is _TENSOR and node.func.attr == "get_shape":
                return list(self._shape)
            if isinstance(owner, list) and node.func.attr == "as_list":
                return owner
            if isinstance(owner, list) and node.func.attr == "append" and len(node.args) == 1:
                return owner.append(self._value(node.args[0]))  # type: ignore[func-returns-value]
        arguments = [self._value(a) for a in node.args]
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        known = [a for a in arguments if not isinstance(a, _Opaque)]
        if len(known) == len(arguments):
            if name == "enumerate":
                return [[i, a] for i, a in enumerate(arguments[0])]
            if name in ("list", "tuple"):
                return list(arguments[0])
            if name == "range":
                return list(range(*arguments))
            if name == "len":
                return len(arguments[0])
            if name == "int":
                return int(arguments[0])
            if name == "zip":
                return [list(z) for z in zip(*arguments, strict=False)]
        if any(isinstance(a, list) for a in arguments) and not self._source.called(node):
            raise _Unknown  # it might change the list
        return _Opaque(ast.unparse(node))

    def _compare(self, node: ast.Compare) -> Any:
        left, right = self._value(node.left), self._value(node.comparators[0])
        if isinstance(node.ops[0], (ast.Is, ast.IsNot)) and right is None:
            return (left is None) is isinstance(node.ops[0], ast.Is)
        if isinstance(left, _Opaque) or isinstance(right, _Opaque):
            return _Opaque("comparison")
        if isinstance(node.ops[0], (ast.Eq, ast.Is)):
            return left == right
        if isinstance(node.ops[0], (ast.NotEq, ast.IsNot)):
            return left != right
        return _Opaque("comparison")

    def _bool(self, node: ast.BoolOp) -> Any:
        value: Any = None
        for part in node.values:
            value = self._value(part)
            if isinstance(value, _Opaque):
                return value
            if bool(value) is isinstance(node.op, ast.Or):
                return value
        return value

    def _subscript(self, node: ast.Subscript) -> Any:
        container, index = self._value(node.value), None
        if not isinstance(node.slice, ast.Slice):
            index = self._value(node.slice)
        if isinstance(container, list) and isinstance(index, int):
            if -len(container) <= index < len(container):
                return container[index]
            raise _Unknown
        return _Opaque(ast.unparse(node))

    def _comprehension(self, node: ast.ListComp | ast.GeneratorExp) -> Any:
        generator = node.generators[0]
        iterable = self._value(generator.iter)
        if isinstance(iterable, _Opaque):
            raise _Unknown
        found = []
        for item in list(iterable):
            self._bind(generator.target, item)
            if all(self._value(c) for c in generator.ifs):
                found.append(self._value(node.elt))
        return found
