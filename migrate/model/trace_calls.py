"""What calls give back: of TensorFlow, of the tree's own code, of Python itself."""

from __future__ import annotations

import ast
import builtins

from migrate.model.trace_env import Env, arithmetic, bind_call, is_super, is_text
from migrate.model.trace_expressions import MAX_DEPTH, VARIABLE_LISTS, ExpressionTrace, Report
from migrate.model.types import Symbols
from migrate.model.values import (
    OTHER,
    SHAPE,
    TENSOR,
    UNKNOWN,
    VARIABLE,
    VARIABLES,
    Value,
    called,
    element,
    join,
    join_all,
    limit,
    sequence,
)
from migrate.nodes import walk

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_BUILTINS = frozenset(dir(builtins)) | {"__name__", "__file__", "__doc__"}
_KEEPS_ELEMENTS = frozenset({"list", "tuple", "sorted", "reversed", "set", "frozenset", "iter"})
_SHOWS = frozenset({"print", "str", "repr", "format"})
_VARIABLE_KEYS = frozenset(
    f"tf.GraphKeys.{kind}VARIABLES"
    for kind in ("", "GLOBAL_", "TRAINABLE_", "LOCAL_", "MODEL_", "MOVING_AVERAGE_")
)
_MAX_CALLS = 400


class CallTrace(ExpressionTrace):
    """Evaluates calls, going into the functions of the tree with the values they are given."""

    def __init__(self, symbols: Symbols, report: Report) -> None:
        super().__init__(symbols, report)
        self._outer: dict[tuple[str, str], Env] = {}
        self._results: dict[tuple[tuple[str, str], tuple[Value, ...]], Value | None] = {}
        self._called: set[tuple[str, str]] = set()
        self._depth = 0
        self._variable_keys = _own_variable_keys(symbols)
        self._has_getter = _passes_getter(symbols)

    def statements(self, body: list[ast.stmt], env: Env) -> None:
        raise NotImplementedError

    def _call(self, node: ast.Call, env: Env) -> Value:
        args: list[Value] = []
        starred = False
        for a in node.args:
            if isinstance(a, ast.Starred):
                starred = True
                args.append(element(self.value(a.value, env)))
            else:
                args.append(self.value(a, env))
        keywords = {k.arg or "**": self.value(k.value, env) for k in node.keywords}
        given = [*args, *keywords.values()]
        callee = node.func
        if isinstance(callee, (ast.Attribute, ast.Name)) and not (
            env.symbols.symbol(callee) or env.symbols.target(callee)
        ):
            if isinstance(callee, ast.Attribute):
                return self._method(node, callee, args, keywords, env)
            if callee.id in _BUILTINS and env.find(callee.id) is None:
                return self._builtin(node, callee.id, args, keywords, env)
        function = self.value(callee, env)
        return self._apply(function, args, keywords, given, node, env, starred)

    def _apply(
        self,
        function: Value,
        args: list[Value],
        keywords: dict[str, Value],
        given: list[Value],
        node: ast.Call,
        env: Env,
        starred: bool = False,
    ) -> Value:
        if function.kind == "symbol":
            symbol = str(function.ref)
            if symbol in ("tf.get_collection", "tf.get_collection_ref"):
                return self._collection(node, env)
            if symbol == "tf.make_template" and len(args) > 1:
                return args[1]
            if symbol == "tf.identity" or not symbol.startswith("tf."):
                return TENSOR
            if symbol in ("tf.Dimension", "tf.TensorShape"):
                if symbol == "tf.Dimension" or "None" in ast.unparse(node):
                    self._report(env, node, "dimension")
                return OTHER
            if symbol == "tf.get_variable" and self._has_getter:
                return TENSOR  # whatever the getter makes of the variable
            for value in given:
                if value.kind == "project" and value.ref not in self._called:
                    self._apply(value, [], {}, [], node, env)  # a body handed to an operation
            return called(symbol)
        if function.kind == "project" and isinstance(function.ref, tuple):
            if starred:
                args, keywords = [], {}
            return self._call_definition(function.ref, args, keywords, None)
        if function.kind == "lambda":
            body, outer = self._lambdas[str(function.ref)]
            inner = Env(outer.symbols, outer.qualname, outer)
            for parameter, value in zip(body.args.args, args, strict=False):
                inner.names[parameter.arg] = value
            return self.value(body.body, inner)
        if function.kind == "seq":
            return UNKNOWN
        if function.kind == "tuple":
            return UNKNOWN
        if function.kind == "layer":
            return TENSOR
        if function.kind == "instance" and isinstance(function.ref, tuple):
            method = self._member(function.ref, "__call__")
            if method.kind == "project" and isinstance(method.ref, tuple):
                return self._call_definition(method.ref, args, keywords, function)
            return UNKNOWN
        if function.kind in ("unknown", "tensor", "variable"):
            return TENSOR if function.kind != "unknown" else UNKNOWN
        # A function of some other library: it makes tensors only out of tensors.
        return UNKNOWN if any(v.kind in ("tensor", "variable") for v in given) else OTHER

    def _collection(self, node: ast.Call, env: Env) -> Value:
        key = node.args[0] if node.args else None
        for keyword in node.keywords:
            key = keyword.value if keyword.arg == "key" else key
        if isinstance(key, ast.Constant) and key.value in self._variable_keys:
            return VARIABLES
        named = isinstance(key, (ast.Name, ast.Attribute)) and env.symbols.symbol(key)
        if named in _VARIABLE_KEYS:
            return VARIABLES
        return sequence(TENSOR)

    def _method(
        self,
        node: ast.Call,
        callee: ast.Attribute,
        args: list[Value],
        keywords: dict[str, Value],
        env: Env,
    ) -> Value:
        name = callee.attr
        owner = self.value(callee.value, env)
        if owner.kind in ("seq", "tuple", "dict"):
            return self._container_method(owner, callee, args, env)
        if name == "eval" and owner.kind in ("tensor", "variable", "unknown"):
            self._report(env, callee, "eval", owner.kind != "unknown")
            return OTHER
        if name == "format" and is_text(callee.value):
            for value in (*args, *keywords.values()):
                self._shown(value, node, env)
            return OTHER
        if owner.kind == "session":
            return OTHER
        if owner.kind == "scope":
            if name == "get_variable":
                return VARIABLE
            return VARIABLES if name in VARIABLE_LISTS else OTHER
        if owner.kind == "layer":
            self._attribute(callee, env)
            if name in ("get_next", "apply", "call", "zero_state", "__call__"):
                return TENSOR
            return UNKNOWN if any(v.may_be_tensor for v in args) else OTHER
        if owner.kind == "instance" and isinstance(owner.ref, tuple):
            method = self._member(owner.ref, name)
            if method.kind == "project" and isinstance(method.ref, tuple):
                return self._call_definition(method.ref, args, keywords, owner)
            return self._apply(method, args, keywords, [*args, *keywords.values()], node, env)
        if is_super(callee.value) and owner.kind == "other":
            return UNKNOWN
        if owner.kind == "shape":
            return OTHER
        if name == "get_shape" and owner.kind in ("tensor", "variable"):
            return SHAPE
        result = self._attribute(callee, env)
        if name in ("get_shape", "assign", "assign_add", "assign_sub", "as_list"):
            return TENSOR if name.startswith("assign") else OTHER
        if result.kind in ("lambda", "project", "symbol"):
            return self._apply(result, args, keywords, [*args, *keywords.values()], node, env)
        if owner.kind in ("tensor", "variable"):
            return TENSOR
        return result if result.kind == "unknown" else OTHER

    def _container_method(
        self, owner: Value, callee: ast.Attribute, args: list[Value], env: Env
    ) -> Value:
        name = callee.attr
        if owner.kind == "dict":
            key, value = owner.items
            views = {"keys": key, "values": value, "items": Value("tuple", (key, value))}
            if name in views:
                return sequence(views[name])
            return value if name in ("get", "pop", "setdefault") else OTHER
        if name in ("append", "extend", "insert", "add", "update") and args:
            new = element(args[-1]) if name in ("extend", "update") else args[-1]
            grown = sequence(join(element(owner), new))
            if isinstance(callee.value, ast.Name):
                env.bind(callee.value.id, grown)
            else:
                self._assign(callee.value, grown, env)
            return OTHER
        return element(owner) if name == "pop" else OTHER

    def _builtin(
        self, node: ast.Call, name: str, args: list[Value], keywords: dict[str, Value], env: Env
    ) -> Value:
        if name in _SHOWS:
            for value in args:
                self._shown(value, node, env)
                if name == "repr" and value.kind == "shape":
                    self._report(env, node, "print")
            return OTHER
        if name in _KEEPS_ELEMENTS:
            return sequence(element(args[0]) if args else OTHER)
        if name == "enumerate":
            return sequence(Value("tuple", (OTHER, element(args[0]) if args else OTHER)))
        if name == "zip":
            return sequence(Value("tuple", tuple(element(a) for a in args)))
        if name == "dict":
            return Value("dict", (OTHER, join_all(list(keywords.values()))))
        if name in ("map", "filter") and len(args) > 1:
            items = element(args[1])
            applied = self._apply(args[0], [items], {}, [items], node, env)
            return sequence(applied if name == "map" else items)
        if name in ("next", "max", "min", "sum", "abs", "pow", "round"):
            parts = [element(a) if a.items else a for a in args]
            return join_all(parts) if name == "next" else arithmetic(join_all(parts), OTHER)
        if name in ("getattr", "super", "eval", "vars", "globals", "locals"):
            return UNKNOWN if name == "getattr" else OTHER
        return OTHER

    def _call_definition(
        self,
        key: tuple[str, str],
        args: list[Value],
        keywords: dict[str, Value],
        owner: Value | None,
    ) -> Value:
        self._called.add(key)
        if self._root(key[0]) is None:
            return UNKNOWN
        node = self._definitions.get(key)
        if isinstance(node, ast.ClassDef):
            instance = Value("instance", (), key)
            method = self._member(key, "__init__")
            if method.kind == "project" and isinstance(method.ref, tuple):
                self._call_definition(method.ref, args, keywords, instance)
            return instance
        if not isinstance(node, _FUNCTIONS) or self._depth >= MAX_DEPTH:
            return UNKNOWN
        bound = bind_call(node, [owner, *args] if owner is not None else args, keywords)
        memo = (key, tuple(bound.values()))
        if memo in self._results:
            return self._results[memo] or UNKNOWN
        if len(self._results) >= _MAX_CALLS:
            return UNKNOWN
        self._results[memo] = None
        symbols = self._modules[key[0]]
        inner = Env(symbols, key[1], self._outer.get(key) or self._root(key[0]))
        inner.names.update(bound)
        self._depth += 1
        self.statements(node.body, inner)
        self._depth -= 1
        result = sequence(join_all(inner.yielded)) if inner.yielded else join_all(inner.returned)
        result = limit(result)
        self._results[memo] = result
        return result


def _passes_getter(symbols: Symbols) -> bool:
    """Whether a custom getter is given anywhere in the module."""
    return any(
        k.arg == "custom_getter" and not isinstance(k.value, ast.Constant)
        for node in walk(symbols.tree)
        if isinstance(node, ast.Call)
        for k in node.keywords
    )


def _own_variable_keys(symbols: Symbols) -> frozenset[object]:
    """Collection names that the module only ever fills with variables."""
    keys: set[object] = set()
    spoilt: set[object] = set()
    for node in walk(symbols.tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, (ast.Name, ast.Attribute)):
            continue
        for keyword in node.keywords:
            if keyword.arg == "collections" and isinstance(keyword.value, (ast.List, ast.Tuple)):
                keys.update(e.value for e in keyword.value.elts if isinstance(e, ast.Constant))
        if symbols.symbol(node.func) in ("tf.add_to_collection", "tf.add_to_collections"):
            spoilt.update(a.value for a in node.args if isinstance(a, ast.Constant))
    return frozenset(keys - spoilt)
