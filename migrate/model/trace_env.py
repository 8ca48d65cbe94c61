"""What a traced piece of code knows: names and their possible values."""

from __future__ import annotations

import ast

from migrate.model.types import Symbols
from migrate.model.values import OTHER, TENSOR, UNKNOWN, Value, element, join, join_all, sequence

_MAX_TUPLE = 16


class Env:
    """The names of one Python scope, with the scope around it."""

    def __init__(self, symbols: Symbols, qualname: str = "", outer: Env | None = None) -> None:
        self.symbols = symbols
        self.qualname = qualname
        self.outer = outer
        self.names: dict[str, Value] = {}
        self.returned: list[Value] = []
        self.yielded: list[Value] = []
        self.globals: set[str] = set()

    def find(self, name: str) -> Value | None:
        env: Env | None = self
        while env is not None:
            if name in env.names:
                return env.names[name]
            env = env.outer
        return None

    def bind(self, name: str, value: Value) -> None:
        env = self
        if name in self.globals:
            while env.outer is not None:
                env = env.outer
        env.names[name] = value


def is_short(node: ast.Tuple | ast.List) -> bool:
    return len(node.elts) <= _MAX_TUPLE and not any(isinstance(e, ast.Starred) for e in node.elts)


def rounds(iterated: Value) -> tuple[Value, ...]:
    """The element values of each round of a loop; two alike where the elements are not told apart."""
    if iterated.kind == "tuple":
        return iterated.items * (2 if len(iterated.items) == 1 else 1)
    return (element(iterated),) * 2


def bind_call(
    node: ast.FunctionDef | ast.AsyncFunctionDef, args: list[Value], keywords: dict[str, Value]
) -> dict[str, Value]:
    """Parameter values; what the call leaves out is its default, which is never a tensor."""
    arguments = node.args
    positional = [*arguments.posonlyargs, *arguments.args]
    bound: dict[str, Value] = {}
    first_default = len(positional) - len(arguments.defaults)
    for i, parameter in enumerate(positional):
        bound[parameter.arg] = OTHER if i >= first_default else UNKNOWN
    for parameter in arguments.kwonlyargs:
        bound[parameter.arg] = OTHER
    for parameter, value in zip(positional, args, strict=False):
        bound[parameter.arg] = value
    if arguments.vararg:
        bound[arguments.vararg.arg] = sequence(join_all(args[len(positional) :]))
    extra = [v for k, v in keywords.items() if k not in bound]
    if arguments.kwarg:
        bound[arguments.kwarg.arg] = Value("dict", (OTHER, join_all(extra)))
    for name, value in keywords.items():
        if name in bound:
            bound[name] = value
    return bound


def arithmetic(left: Value, right: Value) -> Value:
    for value in (left, right):
        if value.kind in ("tensor", "variable"):
            return TENSOR
    if {left.kind, right.kind} & {"seq", "tuple"}:
        return join(left, right)
    return UNKNOWN if "unknown" in (left.kind, right.kind) else OTHER


def is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def is_super(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "super"
    )
