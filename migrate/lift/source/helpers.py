"""Helpers that give a tensor's shape: recognised by running them on a symbolic shape."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from migrate.lift.source.source import FunctionNode, LiftSource


class _Unknown(Exception):
    """The small interpreter met something it does not know."""


@dataclass(frozen=True)
class _Opaque:
    """A value of which nothing is known."""

    text: str


_TENSOR = _Opaque("tensor")
# What running a function that is no such helper may raise: it is not for tensors of that shape.
_STOPS = (ArithmeticError, LookupError, RecursionError, TypeError, ValueError)


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
    except (_Unknown, *_STOPS):
        return False
    return True


def told_rank(source: LiftSource, node: FunctionNode, call: ast.Call) -> int:
    """The rank that a tensor must have for such a helper to take it, 0 when there are several.

    ``shape_list(x, expected_rank=3)`` raises for any other one.

    Args:
      call: a call of the helper that gives beside the tensor what is written out.
    """
    names = [a.arg for a in node.args.args]
    given = dict(zip(names[1:], call.args[1:], strict=False))
    given |= {k.arg: k.value for k in call.keywords if k.arg}
    try:
        settings = {n: ast.literal_eval(v) for n, v in given.items()}
    except ValueError:
        return 0
    if not given or given.keys() - set(names[1:]):
        return 0
    taken = []
    for rank in range(1, 7):
        try:
            _Run(source, [1009 + 7 * i for i in range(rank)], True).call(node, settings)
            taken.append(rank)
        except _Raised:
            continue
        except (_Unknown, *_STOPS):
            return 0
    return taken[0] if len(taken) == 1 else 0


class _Raised(Exception):
    """The helper raises an error."""


class _Return(Exception):
    def __init__(self, value: Any) -> None:
        self.value = value


class _Run:
    """Interprets the few constructs such helpers are made of.

    Args:
      inside: whether it goes into the functions of the module that they call.
    """

    def __init__(self, source: LiftSource, shape: list[int], inside: bool = False) -> None:
        self._source = source
        self._shape = shape
        self._inside = inside
        self._names: dict[str, Any] = {}
        self._steps = 0

    def call(self, node: FunctionNode, given: Mapping[str, Any] | None = None) -> Any:
        args = node.args.args
        defaults = [None] * (len(args) - len(node.args.defaults)) + list(node.args.defaults)
        self._names[args[0].arg] = _TENSOR
        for argument, default in list(zip(args, defaults, strict=True))[1:]:
            if given is not None and argument.arg in given:
                self._names[argument.arg] = given[argument.arg]
                continue
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
        elif isinstance(node, ast.With) and self._only_names(node):
            self._block(node.body)
        elif isinstance(node, ast.Expr):
            self._value(node.value)
        elif isinstance(node, ast.Raise) and self._inside:
            raise _Raised
        elif not isinstance(node, (ast.Pass, ast.Assert)):
            raise _Unknown

    def _only_names(self, node: ast.With) -> bool:
        """Whether a statement does no more than to name operations."""
        return all(
            self._source.called(i.context_expr) == "tf.name_scope" and i.optional_vars is None
            for i in node.items
        )

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
            if not isinstance(container, (list, dict)) or not isinstance(index, int):
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
        if isinstance(node, ast.Dict) and not node.keys:
            return {}
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
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name == "isinstance" and len(node.args) == 2 and self._is_no_tensor_type(node.args[1]):
            if self._value(node.args[0]) is _TENSOR:
                return False
        if name == "isinstance" and len(node.args) == 2 and self._is_integer_type(node.args[1]):
            value = self._value(node.args[0])
            return value if isinstance(value, _Opaque) else isinstance(value, int)
        arguments = [self._value(a) for a in node.args]
        inner = self._source.functions.get(name) if self._inside else None
        if inner is not None:
            return self._called(inner, node, arguments)
        known = [a for a in arguments if not isinstance(a, _Opaque)]
        if len(known) == len(arguments):
            if name == "enumerate":
                return [[i, a] for i, a in enumerate(arguments[0])]
            if name in ("list", "tuple"):
                return list(arguments[0])
            if name == "range":
                numbers = range(*arguments)
                if len(numbers) > 500:
                    raise _Unknown
                return list(numbers)
            if name == "len":
                return len(arguments[0])
            if name == "int":
                return int(arguments[0])
            if name == "zip":
                return [list(z) for z in zip(*arguments, strict=False)]
        if any(isinstance(a, list) for a in arguments) and not self._source.called(node):
            raise _Unknown  # it might change the list
        return _Opaque(ast.unparse(node))

    def _called(self, function: FunctionNode, node: ast.Call, arguments: list[Any]) -> Any:
        """What a function of the module returns; it must take the tensor first."""
        args = function.args
        plain = not (args.vararg or args.kwarg or args.kwonlyargs or function.decorator_list)
        if not plain or not arguments or arguments[0] is not _TENSOR:
            raise _Unknown
        given = dict(zip([a.arg for a in args.args[1:]], arguments[1:], strict=False))
        given |= {k.arg: self._value(k.value) for k in node.keywords if k.arg}
        self._steps += 50  # functions that call each other come to an end, too
        run = _Run(self._source, self._shape, True)
        run._steps = self._steps
        return run.call(function, given)

    def _is_no_tensor_type(self, node: ast.expr) -> bool:
        """Whether no tensor is of a type: an array, a list, a number."""
        kinds = node.elts if isinstance(node, ast.Tuple) else [node]
        plain = ("list", "tuple", "dict", "int", "float", "str", "bool")
        return all(
            (isinstance(k, ast.Name) and k.id in plain)
            or self._source.symbols.is_member(k, "numpy", "ndarray")
            for k in kinds
        )

    def _is_integer_type(self, node: ast.expr) -> bool:
        if self._source.symbols.is_member(node, "six", "integer_types"):
            return True
        kinds = node.elts if isinstance(node, ast.Tuple) else [node]
        return all(isinstance(k, ast.Name) and k.id in ("int", "long") for k in kinds)

    def _compare(self, node: ast.Compare) -> Any:
        left, right = self._value(node.left), self._value(node.comparators[0])
        if isinstance(node.ops[0], (ast.Is, ast.IsNot)) and right is None:
            return (left is None) is isinstance(node.ops[0], ast.Is)
        if isinstance(left, _Opaque) or isinstance(right, _Opaque):
            return _Opaque("comparison")
        if isinstance(node.ops[0], (ast.In, ast.NotIn)) and isinstance(right, (list, dict)):
            return (left in right) is isinstance(node.ops[0], ast.In)
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
